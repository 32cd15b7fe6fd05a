import type { Buffer } from 'node:buffer';

const MAX_MESSAGE_BYTES = 1_024;

/** Whether a message of a viewer is the one it may send. */
export function isResync(data: Buffer): boolean {
  if (data.length > MAX_MESSAGE_BYTES) return false;
  try {
    const message: unknown = JSON.parse(data.toString('utf8'));
    return (
      typeof message === 'object' && message !== null && (message as { type?: unknown }).type === 'resync'
    );
  } catch {
    return false;
  }
}
