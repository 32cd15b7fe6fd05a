import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { writeModelFolder } from '../helpers/model-folder.ts';
import { runServer, spawnServer, temporaryDir } from '../helpers/server.ts';

const dir = temporaryDir();
// Others may look in: the tests of missing rights run as another user.
chmodSync(dir, 0o755);
afterAll(() => rmSync(dir, { recursive: true, force: true }));
/** Somebody with few rights: nothing is unreadable to the superuser. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
let folders = 0;
const freshFolder = () => join(dir, `data-${(folders += 1)}`);
const file = (name: string, text: string, mode = 0o644) => {
  const path = join(dir, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
};

/** Runs it and expects one plain sentence, and nothing else, on stderr. */
async function complaint(
  env: Record<string, string>,
  options: { args?: string[]; uid?: number } = {},
): Promise<string> {
  const { code, stderr } = await runServer({ env: { BRANDWALL_DATA: freshFolder(), ...env }, ...options });
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  expect(lines, stderr).toHaveLength(1);
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^[^{].+\.$/);
  expect(lines[0]).not.toMatch(/\bat \S+:\d+|Error:|undefined| {2}/);
  return lines[0] ?? '';
}

describe('a program that cannot start says why in one sentence', () => {
  it('when another one has the data directory or the port', async () => {
    const BRANDWALL_DATA = freshFolder();
    const first = await spawnServer({ env: { BRANDWALL_DATA } });
    const [locked, inUse] = await Promise.all([
      complaint({ BRANDWALL_DATA }),
      complaint({ PORT: new URL(first.url).port }),
    ]);
    expect(locked).toBe(
      `Another process is using the data directory ${BRANDWALL_DATA}. Stop it, or start this one with another BRANDWALL_DATA.`,
    );
    expect(inUse).toMatch(/^Port \d+ on 127\.0\.0\.1 is in use\. .+ PORT\.$/);
    // The one that runs is none the worse for it.
    expect((await first.get('/readyz')).status).toBe(200);
    expect((await first.kill('SIGTERM')).code).toBe(0);
    expect(first.stderr()).toBe('');
  });

  it('when the configuration is a folder, unreadable or wrong', async () => {
    mkdirSync(join(dir, 'folder'));
    const [folder, unreadable, wrong] = await Promise.all([
      complaint({ BRANDWALL_CONFIG: join(dir, 'folder') }),
      complaint({ BRANDWALL_CONFIG: file('secret.yaml', '', 0o000) }, nobody),
      complaint({ BRANDWALL_CONFIG: file('wrong.yaml', 'brands:\n  - id: a\n    nmae: A\n') }),
    ]);
    expect(folder).toMatch(/folder, but it is a folder\.$/);
    expect(unreadable).toMatch(/secret\.yaml, but reading it is not allowed\.$/);
    expect(wrong).toMatch(/wrong\.yaml, line 3: "brands\.0\.nmae" is not a key of this section\.$/);
  });

  it('when the heavier model is not there, or is none', async () => {
    const config = (name: string, folder: string) => ({
      BRANDWALL_CONFIG: file(name, `sentiment: { onnx: { folder: '${folder}' } }`),
    });
    const [missing, corrupt] = await Promise.all([
      complaint(config('no-model.yaml', join(dir, 'nowhere'))),
      complaint(config('bad-model.yaml', writeModelFolder(join(dir, 'bad-model'), { model: 'nonsense' }))),
    ]);
    expect(missing).toBe(`The folder ${join(dir, 'nowhere')} of sentiment.onnx does not exist.`);
    expect(corrupt).toMatch(/^The model .+\/bad-model\/model\.onnx cannot be loaded: .+\.$/);
  });

  it('when the weights of the tone are not there, or are none', async () => {
    const config = (name: string, weights: string) => ({
      BRANDWALL_CONFIG: file(name, `sentiment: { weights: '${weights}' }`),
    });
    const packed = join(dir, 'packed.gz');
    writeFileSync(packed, gzipSync('hello, world'));
    const [missing, plain, other] = await Promise.all([
      complaint(config('no-weights.yaml', join(dir, 'nowhere.gz'))),
      complaint(config('plain-weights.yaml', file('plain.gz', 'hello'))),
      complaint(config('other-weights.yaml', packed)),
    ]);
    const sentence = (name: string, why: string) =>
      `The file ${join(dir, name)} of sentiment.weights cannot be used: ${why}.`;
    expect(missing).toBe(sentence('nowhere.gz', 'there is no such file'));
    expect(plain).toBe(sentence('plain.gz', 'the file holds no packed weights'));
    expect(other).toBe(
      sentence('packed.gz', 'they are not of this version of the program, train them again'),
    );
  });

  it('when the data directory is a file, or may not be written', async () => {
    const locked = join(dir, 'read-only');
    mkdirSync(locked);
    chmodSync(locked, 0o555);
    const [isFile, notWritable, inside] = await Promise.all([
      complaint({ BRANDWALL_DATA: file('a-file', '') }),
      complaint({ BRANDWALL_DATA: locked }, nobody),
      complaint({ BRANDWALL_DATA: join(locked, 'data') }, nobody),
    ]);
    const sentence = (path: string, why: string) =>
      `The data directory ${path} cannot be used: ${why}. Choose another with BRANDWALL_DATA.`;
    expect(isFile).toBe(sentence(join(dir, 'a-file'), 'there is a file in its way'));
    expect(notWritable).toBe(sentence(locked, 'this user may not write there'));
    expect(inside).toBe(sentence(join(locked, 'data'), 'this user may not write there'));
  });

  it('when an option, the port, the host or the store is wrong', async () => {
    const nowhere = createServer().listen(0, '127.0.0.1');
    await once(nowhere, 'listening');
    const { port } = nowhere.address() as { port: number };
    nowhere.close();
    const said = await Promise.all([
      complaint({}, { args: ['--frobnicate'] }),
      complaint({ HOST: '203.0.113.1' }),
      complaint({ CLICKHOUSE_URL: `http://someone:secret@127.0.0.1:${port}` }),
    ]);
    expect(said[0]).toBe('"--frobnicate" is not an option; try --help.');
    expect(said[1]).toBe('HOST 203.0.113.1 is not an address of this machine.');
    expect(said[2]).toMatch(/^The ClickHouse server does not answer: .+ Check CLICKHOUSE_URL/);
    expect(said[2]).not.toContain('secret');
  });
});

describe('--help', () => {
  it('names every variable and starts nothing', async () => {
    const BRANDWALL_DATA = freshFolder();
    const { code, stdout, stderr } = await runServer({
      args: ['--help'],
      env: { BRANDWALL_DATA, PORT: 'nonsense' },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const name of ['PORT', 'HOST', 'BRANDWALL_DATA', 'BRANDWALL_CONFIG', 'CLICKHOUSE_URL', '--no-demo'])
      expect(stdout).toContain(name);
    expect(() => chmodSync(BRANDWALL_DATA, 0o755)).toThrow(/ENOENT/);
  });
});
