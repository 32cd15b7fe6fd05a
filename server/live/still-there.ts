import type { WebSocket } from 'ws';
import type { Clock } from '../../pipelines/clock.ts';

const ASK_EVERY_MS = 20_000;
/** Longer than a slow reader may be slow: it hears the question behind everything else. */
const GONE_AFTER_MS = 80_000;

/**
 * Ends a socket whose other end is gone without a word, as a screen whose plug was pulled: until then it would be
 * called connected for as long as the kernel goes on trying. Browsers answer pings by themselves.
 */
export function endWhenGone(socket: WebSocket, clock: Clock): void {
  let heardAt = clock.now();
  const timer = clock.scheduler.schedule(function () {
    if (clock.now() - heardAt > GONE_AFTER_MS) return socket.terminate();
    if (socket.readyState === socket.OPEN) socket.ping();
    this.schedule(undefined, ASK_EVERY_MS);
  }, ASK_EVERY_MS);
  socket.on('pong', () => (heardAt = clock.now()));
  socket.on('close', () => timer.unsubscribe());
}
