import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkOutFile } from '../../server/cli/out-file.ts';
import { temporaryDir } from '../helpers/server.ts';

it('says before long work that its result could not be written, and writes nothing itself', () => {
  const dir = temporaryDir();
  const path = join(dir, 'weights.bin.gz');
  checkOutFile(path);
  expect(existsSync(path)).toBe(false);
  expect(() => checkOutFile(join(dir, 'nowhere', 'weights.bin.gz'))).toThrow(
    expect.objectContaining({
      exitCode: 2,
      message: expect.stringMatching(/^Cannot write .*weights/) as string,
    }),
  );
  rmSync(dir, { recursive: true, force: true });
});
