import { Agent, request } from 'node:http';

const WORDS =
  'the parcel is late again and I love this store terrible service thank you so much where is my order broken refund please great support never again happy with it slow app crashed twice today why'.split(
    ' ',
  );
const CHANNELS = ['twitter', 'email', 'app_store', 'forum', 'reddit'];
const BRANDS = 20;

/** A mention as a feed would send it, about 400 bytes, said now. */
export function rowOf(n: number, run: string): object {
  const words = Array.from({ length: 12 + (n % 15) }, (_, at) => WORDS[(n * 7 + at * 13) % WORDS.length]);
  return {
    id: `${run}-${n}`,
    source: 'bench',
    channel: CHANNELS[n % CHANNELS.length],
    brand: `brand-${n % BRANDS}`,
    at: new Date().toISOString(),
    text: words.join(' '),
    lang: 'en',
    author: {
      id: `author-${n % 9_973}`,
      name: 'Some Body',
      handle: `body${n % 9_973}`,
      followers: n % 5_000,
    },
    url: `https://example.com/status/${n}`,
    metrics: { likes: n % 100, reposts: n % 10, replies: n % 7, views: n % 10_000 },
  };
}

export interface LoadOptions {
  readonly url: string;
  /** Rows a request. */
  readonly rows: number;
  readonly connections: number;
  readonly ms: number;
}

let runs = 0;

/** Posts NDJSON for a while and returns rows a second that were acknowledged. */
export async function load({ url, rows, connections, ms }: LoadOptions): Promise<number> {
  runs += 1;
  const run = `${process.pid}-${runs}`;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let made = 0;
  let accepted = 0;
  const startedAt = performance.now();
  const sender = async () => {
    while (performance.now() - startedAt < ms) {
      const body = Array.from({ length: rows }, () => JSON.stringify(rowOf(made++, run))).join('\n');
      // Not `+= await`: that adds to what the sum was before the others were answered.
      const stored = await post(`${url}/api/mentions`, body, agent);
      accepted += stored;
    }
  };
  await Promise.all(Array.from({ length: connections }, sender));
  const seconds = (performance.now() - startedAt) / 1_000;
  agent.destroy();
  return accepted / seconds;
}

function post(url: string, body: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-ndjson', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', headers, agent }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        if (response.statusCode !== 202) return reject(new Error(`${response.statusCode}: ${text}`));
        resolve((JSON.parse(text) as { accepted: number }).accepted);
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
