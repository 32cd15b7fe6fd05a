import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Post {
  readonly path: string;
  readonly type: string;
  readonly lines: string[];
  readonly body: string;
}

/** Says what happens to a post, by the number of posts before it; without an answer the post is accepted. */
export type Script = (
  post: Post,
  number: number,
  request: IncomingMessage,
  response: ServerResponse,
) => boolean;

/** A server that keeps what was posted to it. Rows named in `rejected` are refused, known ids count as duplicates. */
export async function ingestStub(script: Script = () => false) {
  const posts: Post[] = [];
  const known = new Set<string>();
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString();
      const lines = body.split('\n').filter((line) => line !== '');
      const post: Post = {
        path: request.url ?? '',
        type: request.headers['content-type'] ?? '',
        lines,
        body,
      };
      posts.push(post);
      if (script(post, posts.length - 1, request, response)) return;
      const receipt = { accepted: 0, duplicates: 0, rejected: [] as object[] };
      lines.forEach((line, index) => {
        try {
          const { id } = JSON.parse(line) as { id: string };
          if (known.has(id)) receipt.duplicates += 1;
          else receipt.accepted += 1;
          known.add(id);
        } catch {
          receipt.rejected.push({ index, code: 'malformed_json', reason: 'This line is not JSON.' });
        }
      });
      response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify(receipt));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    posts,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function answer(response: ServerResponse, status: number, headers: Record<string, string> = {}): true {
  const problem = { code: 'stub', message: `The stub says ${status}.` };
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(problem));
  return true;
}
