import { readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The embedded engine locks its directory's `status` file, which holds the owner's process id. When it finds the lock
 * taken it tells the terminal only: the error it throws says no more than that opening failed.
 */

/** Whether another living process has the lock file open. Certain when true; false where `/proc` cannot tell. */
export function isLocked(directory: string): boolean {
  try {
    const status = realpathSync(join(directory, 'status'));
    const pid = ownerOf(status);
    if (pid === undefined || pid === process.pid) return false;
    return readdirSync(`/proc/${pid}/fd`).some((fd) => targetOf(`/proc/${pid}/fd/${fd}`) === status);
  } catch {
    return false;
  }
}

/** Whether the process that wrote the lock file is alive: why opening failed, most likely. */
export function mayBeLocked(directory: string): boolean {
  try {
    const pid = ownerOf(join(directory, 'status'));
    return pid !== undefined && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function ownerOf(status: string): number | undefined {
  const pid = /^PID: (\d+)/m.exec(readFileSync(status, 'utf8'))?.[1];
  return pid === undefined ? undefined : Number(pid);
}

function targetOf(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    // Closed between the listing and the look.
    return undefined;
  }
}
