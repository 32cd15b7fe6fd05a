import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** A run leaves some hundred megabytes; with less than this the disk is the safer place. Bytes. */
const NEEDED_BYTES = 2 * 2 ** 30;

/**
 * Puts temporary files of this process and those it starts into memory, where there is enough: each start makes forty
 * tables and each batch is synced, at 8 ms a time on the disk this was measured on. A process that is killed leaves
 * there what it would leave on a disk; only a power cut would tell the two apart, and no test can cut the power.
 * A TMPDIR that was chosen is kept. Returns what takes it all away again.
 */
export function useMemoryDisk(): () => void {
  if (process.env['TMPDIR'] !== undefined || !hasRoom()) return () => undefined;
  const folder = mkdtempSync(join(MEMORY, 'brandwall-'));
  // Some programs run as another user, who must be able to reach their own folder in it.
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  return () => {
    delete process.env['TMPDIR'];
    rmSync(folder, { recursive: true, force: true });
  };
}

function hasRoom(): boolean {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= NEEDED_BYTES;
}
