import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** One file without a library or a style sheet: a line a brand, once the stream has said what is on it. */
const PAGE = `<!doctype html><title>Bare wall</title><main></main><script>
new WebSocket('ws://' + location.host).onmessage = ({ data }) => {
  for (const { name, volume } of JSON.parse(data).tiles) {
    const tile = document.createElement('article');
    tile.dataset.testid = 'tile';
    tile.innerHTML = '<h2></h2><span data-testid="volume"></span>';
    tile.firstChild.textContent = name;
    tile.lastChild.textContent = tile.lastChild.dataset.value = volume.value;
    document.querySelector('main').append(tile);
  }
};
</script>`;

/** The least a page can do that shows the same numbers: what this browser on this machine takes for any page. */
export async function servePage(snapshot: string): Promise<{ readonly url: string; stop(): void }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(PAGE);
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (socket) => socket.send(snapshot));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      sockets.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
