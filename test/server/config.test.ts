import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';
import { parseConfigFile } from '../../server/config-file.ts';
import { temporaryDir } from '../helpers/server.ts';

const problemOf = (yaml: string) => parseConfigFile(yaml).problem;
const refusalOf = (argv: readonly string[], env: Record<string, string>): string => {
  try {
    readConfig(argv, env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'accepted';
};

describe('a configuration file', () => {
  it.each<[string, string, RegExp]>([
    ['a key that does not exist', 'brands: [{id: a, name: A}]\nchanels: [sms]', /^line 2: "chanels" is not a key/],
    ['a key that does not exist further in', 'limits:\n  maxBodyBytes: 5000\n  maxRow: 5', /^line 3: "limits\.maxRow" is not a key/],
    ['a key of a brand that does not exist', 'brands:\n  - id: a\n    name: A\n    keyword: [x]', /^line 4: "brands\.0\.keyword" is not a key/],
    ['a list that should be a word', 'brands:\n  - id: a\n    name: [A, B]', /^line 3: "brands\.0\.name" must be string/],
    ['a word that should be a number', 'limits:\n  maxViewers: many', /^line 2: "limits\.maxViewers" must be integer/],
    ['a number that is too small', '\n\nlimits:\n  maxViewers: 0', /^line 4: "limits\.maxViewers" must be >= 1/],
    ['a number that should be whole', 'eventTime:\n  idleTimeoutMs: 1000.5', /^line 2: "eventTime\.idleTimeoutMs" must be integer/],
    ['a brand without a name', 'brands:\n  - id: a\n    name: A\n  - id: b', /^line 4: "brands\.1" needs the key "name"/],
    ['an id that is a number', 'brands:\n  - id: 7\n    name: Seven', /^line 2: "brands\.0\.id" must be string/],
    ['an id that cannot be one', 'brands:\n  - name: A\n    id: "a b"', /^line 3: "brands\.0\.id" must match what it is said to be: A brand: letters, digits, "_", "\." and "-", at most 64\.$/],
    ['two brands of one id', 'brands:\n  - id: a\n    name: A\n  - name: B\n    id: a', /^line 5: "brands\.1\.id" is "a" a second time/],
    ['a zone that is none', 'brands:\n  - id: a\n    name: A\n    zone: Mars/Olympus', /^line 4: "brands\.0\.zone" is "Mars\/Olympus"; expected an IANA time zone/],
    ['no brand in the list', 'brands: []', /^line 1: "brands" must not have fewer than 1 items/],
    ['an origin with a path', 'allowedOrigins:\n  - https://a.example/wall', /^line 2: "allowedOrigins\.0" must match/],
    ['a key that is given twice', 'limits: {}\nbrands: [{id: a, name: A}]\nlimits: {}', /^line 3: .*unique/i],
    ['YAML that does not end', 'brands:\n  - {id: a, name: "A\n', /^line \d: /],
    ['YAML with a tab for a blank', 'limits:\n\tmaxViewers: 5', /^line 2: /],
    ['a list for the whole', '- a\n- b', /^line 1: the file must be object/],
    ['a word for the whole', 'hello', /^line 1: the file must be object/],
    ['two documents', 'limits: {}\n---\nlimits: {}', /^line \d: /],
    ['a prototype for a key', '__proto__: {polluted: true}', /^line 1: "__proto__" is not a key/],
    ['aliases that unfold without end', `a: &a [${'x,'.repeat(9)}x]\n${'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefghi'[index]},`.repeat(9)}x]`).join('\n')}`, /^line 1: .*alias/i],
    ['an alias of nothing', 'brands: *nobody', /^line 1: .*nobody/i],
  ])('with %s is refused by key, line and expectation', (_what, yaml, problem) => {
    expect(problemOf(yaml)).toMatch(problem);
    expect(problemOf(yaml)).not.toMatch(/\n/);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }); // prettier-ignore

  it.each([
    ['nothing', ''],
    ['blanks', '\n \n'],
    ['comments', '# later\n'],
    ['a document that is empty', '---\n'],
    ['a byte order mark', '\ufeffbrands: [{id: a, name: A}]'],
    ['Windows line ends', 'brands:\r\n  - id: a\r\n    name: A\r\n'],
    [
      'an alias or two',
      'brands:\n  - {id: a, name: A, keywords: &k [box]}\n  - {id: b, name: B, keywords: *k}',
    ],
    ['ids in any script', 'brands: [{id: Şişecam, name: Ş}, {id: 株式会社, name: 株}]'],
  ])('of %s is read', (_what, yaml) => {
    expect(problemOf(yaml)).toBeUndefined();
  });

  it('is no place for a bomb: the aliases cost no time', () => {
    const startedAt = performance.now();
    problemOf(`a: &a [${'x,'.repeat(50)}x]\nb: [${'*a,'.repeat(40_000)}*a]`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('the configuration', () => {
  const dir = temporaryDir();
  afterAll(() => rmSync(dir, { recursive: true }));
  const file = (yaml: string) => {
    const path = join(dir, 'brandwall.yaml');
    writeFileSync(path, yaml);
    return path;
  };

  it('has six demo brands and limits for one machine without a file', () => {
    const config = readConfig([], {});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8_080,
      demo: true,
      maxDiscoveredBrands: 200,
      allowedOrigins: [],
      store: { kind: 'embedded', path: join(process.cwd(), 'data') },
      limits: {
        maxBodyBytes: 33_554_432,
        maxRowsPerRequest: 50_000,
        maxBufferedRows: 100_000,
        maxViewers: 2_000,
      },
      eventTime: {
        maxOutOfOrdernessMs: 10_000,
        idleTimeoutMs: 30_000,
        maxFutureSkewMs: 60_000,
        allowedLatenessMs: 3_600_000,
      },
    });
    expect(config.brands).toHaveLength(6);
    expect(config.channels.has('twitter')).toBe(true);
  });

  it('takes from the file what it names and leaves the rest as it is', () => {
    const yaml =
      'brands: [{id: a, name: A}]\nchannels: [carrier-pigeon]\nlimits: {maxViewers: 3}\neventTime: {idleTimeoutMs: 5000}';
    const config = readConfig([], { BRANDWALL_CONFIG: file(yaml) });
    expect(config.brands).toEqual([{ id: 'a', name: 'A' }]);
    expect([...config.channels]).toEqual(expect.arrayContaining(['twitter', 'carrier-pigeon']));
    expect(config.limits).toMatchObject({ maxViewers: 3, maxRowsPerRequest: 50_000 });
    expect(config.eventTime).toMatchObject({ idleTimeoutMs: 5_000, allowedLatenessMs: 3_600_000 });
  });

  it('runs the demo only for who brought no brands and did not say no', () => {
    expect(readConfig(['--no-demo'], {}).demo).toBe(false);
    expect(readConfig([], { BRANDWALL_CONFIG: file('brands: [{id: a, name: A}]') }).demo).toBe(false);
    expect(readConfig([], { BRANDWALL_CONFIG: file('limits: {maxViewers: 3}') }).demo).toBe(true);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(
      readConfig([], { PORT: '', HOST: '', BRANDWALL_CONFIG: '', CLICKHOUSE_URL: '', BRANDWALL_DATA: '' }),
    ).toEqual(readConfig([], {}));
  });

  it.each(['0', '80', '65535'])('takes the port %s', (port) => {
    expect(readConfig([], { PORT: port }).port).toBe(Number(port));
  });
  it.each(['-1', '65536', '80a', '8e1', ' 80', '0x50', '1.5', 'http', '99999999999'])(
    'refuses the port "%s"',
    (port) => {
      expect(refusalOf([], { PORT: port })).toBe(`PORT is "${port}"; expected a number from 0 to 65535.`);
    },
  );

  it.each(['0.0.0.0', '::', '::1', 'localhost', 'wall.internal'])('takes the host %s', (host) => {
    expect(readConfig([], { HOST: host }).host).toBe(host);
  });
  it.each(['http://localhost', 'a b', '-', 'localhost:80', '/tmp/socket'])(
    'refuses the host "%s"',
    (host) => {
      expect(refusalOf([], { HOST: host })).toBe(`HOST is "${host}"; expected an address or a host name.`);
    },
  );

  it('takes a ClickHouse server by http or https', () => {
    for (const url of ['http://127.0.0.1:8123', 'https://user:secret@host:8443/walls'])
      expect(readConfig([], { CLICKHOUSE_URL: url }).store).toEqual({ kind: 'server', url });
  });
  it.each(['localhost:8123', 'tcp://host:9000', 'http://', 'user:secret@host'])(
    'refuses "%s" for one, and does not repeat it: it may hold a password',
    (url) => {
      const refusal = refusalOf([], { CLICKHOUSE_URL: url });
      expect(refusal).toMatch(/^CLICKHOUSE_URL is not an http:\/\/ or https:\/\/ address, such as .+\.$/);
      expect(refusal).not.toContain(url === 'http://' ? 'secret' : url);
    },
  );

  it('refuses an option it does not know', () => {
    expect(refusalOf(['--port=80'], {})).toBe('"--port=80" is not an option; try --help.');
  });

  it('says of a file that cannot be read which one and why', () => {
    mkdirSync(join(dir, 'folder'));
    const missing = join(dir, 'missing.yaml');
    expect(refusalOf([], { BRANDWALL_CONFIG: missing })).toBe(
      `BRANDWALL_CONFIG is ${missing}, but there is no such file.`,
    );
    expect(refusalOf([], { BRANDWALL_CONFIG: join(dir, 'folder') })).toMatch(/, but it is a folder\.$/);
    expect(refusalOf([], { BRANDWALL_CONFIG: file('limits: 5') })).toBe(
      `${join(dir, 'brandwall.yaml')}, line 1: "limits" must be object.`,
    );
  });
});
