import { WebSocketServer } from 'ws';

/** What a server must at least do for a wall that comes back: take its connection, and send it one snapshot. Says its address. */
process.once('message', (snapshot: string) => {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    perMessageDeflate: false,
    backlog: 2_048,
  });
  server.on('connection', (socket) => socket.send(snapshot));
  server.on('listening', () => {
    const { port } = server.address() as { port: number };
    process.send?.(`ws://127.0.0.1:${port}`);
  });
});
process.on('disconnect', () => process.exit());
