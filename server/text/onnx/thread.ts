import { parentPort, workerData } from 'node:worker_threads';
import { loadLibraries } from './libraries.ts';
import type { ReadRequest, ThreadData, ThreadMessage } from './messages.ts';
import { openSession } from './session.ts';

/** Runs in a thread of its own, so that reading a batch for a second holds up nobody. */
async function main(): Promise<void> {
  const port = parentPort;
  if (port === null) return;
  const tell = (message: ThreadMessage) => port.postMessage(message);
  const { folder, librariesFrom } = workerData as ThreadData;
  try {
    const libraries = loadLibraries(librariesFrom);
    const read = await openSession(folder, libraries);
    port.on('message', ({ texts }: ReadRequest) => {
      void read(texts).then((answer) => tell({ kind: 'read', ...answer }));
    });
    tell({ kind: 'ready', runtime: libraries.runtime });
  } catch (error) {
    tell({ kind: 'refused', says: error instanceof Error ? error.message : String(error) });
  }
}

void main();
