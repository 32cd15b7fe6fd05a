import { factsOf, type Fact, type Source } from './source-facts.ts';

type Import = Extract<Fact, { kind: 'import' }>;

/** Who may import what. A file keeps to every boundary whose `of` it matches. */
interface Boundary {
  readonly of: RegExp;
  readonly says: string;
  readonly may: (imported: Import, importer: string) => boolean;
}

const CLIENT = 'schema/clickhouse/client.ts';
const MAX_LINES = 300;
const PRODUCT = /^(server|pipelines|schema|web)\//;
const PURE =
  /^pipelines\/(metrics|text|conversations|brands|parse|evidence|calendar|customers|stories|board)\//;

const inside = (target: string, ...folders: string[]) =>
  folders.some((folder) => target.startsWith(`${folder}/`));
/** Of npm: neither a file of ours nor a module of Node. */
const isPackage = (target: string) =>
  !/^(\.\.?\/|node:|(server|web|pipelines|schema|test)\/|\?)/.test(target);
const isEngine = (target: string) => target === 'chdb' || target.startsWith('@clickhouse/');
const isHttp = (target: string) => /^(@fastify\/|fastify|ws$)/.test(target);

const BOUNDARIES: readonly Boundary[] = [
  {
    of: /^schema\/contracts\//,
    says: 'schema/contracts imports typebox and itself, nothing else: it runs in browsers',
    may: ({ target }) => target === 'typebox' || inside(target, 'schema/contracts'),
  },
  {
    of: /^schema\/clickhouse\//,
    says: 'schema/clickhouse imports Node, its two database packages and schema',
    may: ({ target }) => target.startsWith('node:') || isEngine(target) || inside(target, 'schema'),
  },
  {
    of: /^pipelines\//,
    says: 'pipelines imports schema, itself and packages, but no HTTP, no database client and nothing of Node',
    may: ({ target }) =>
      inside(target, 'schema', 'pipelines') || (isPackage(target) && !isEngine(target) && !isHttp(target)),
  },
  {
    of: /^pipelines\//,
    says: 'pipelines knows the store by store.ts and its tables; at run time only sinks may, and sources its errors',
    may: ({ target, runtime }, importer) => {
      if (!inside(target, 'schema/clickhouse')) return true;
      if (!/\/(store|(stream-)?tables)\.ts$/.test(target)) return false;
      const isErrorOfSource = inside(importer, 'pipelines/sources') && target.endsWith('/store.ts');
      return !runtime || inside(importer, 'pipelines/sinks') || isErrorOfSource;
    },
  },
  {
    of: PURE,
    says: 'metrics, text, evidence, calendar, customers and their like are pure: each other, contracts and packages, no rxjs',
    may: ({ target }) =>
      PURE.test(target) || inside(target, 'schema/contracts') || (isPackage(target) && target !== 'rxjs'),
  },
  {
    of: /^pipelines\/operators\//,
    says: 'operators know of rxjs, the clock, aggregators and contracts, not of what flows through them',
    may: ({ target }) =>
      target === 'rxjs' ||
      target === 'pipelines/clock.ts' ||
      inside(target, 'pipelines/operators', 'pipelines/metrics', 'schema/contracts'),
  },
  {
    of: /^pipelines\//,
    says: 'topology.ts sees all parts and no part sees it',
    may: ({ target }) => target !== 'pipelines/topology.ts',
  },
  {
    of: /^server\//,
    says: 'server imports pipelines, schema, itself, packages and Node, never web',
    may: ({ target }) =>
      target.startsWith('node:') || isPackage(target) || inside(target, 'server', 'pipelines', 'schema'),
  },
  {
    of: /^web\//,
    says: 'web imports schema/contracts, itself and packages that run in browsers',
    may: ({ target }) =>
      inside(target, 'web', 'schema/contracts') ||
      (isPackage(target) && !isEngine(target) && !isHttp(target)),
  },
  {
    of: /^(?!test\/)/,
    says: 'nothing outside test imports test',
    may: ({ target }) => !inside(target, 'test'),
  },
  {
    of: PRODUCT,
    says: `only ${CLIENT} knows the engine`,
    may: ({ target }, importer) => importer === CLIENT || !isEngine(target),
  },
];

/** What may be done in one place only, or nowhere. */
const USES: readonly {
  readonly kind: Exclude<Fact['kind'], 'import'>;
  readonly of: RegExp;
  readonly says: string;
}[] = [
  {
    kind: 'environment',
    of: /^(?!server\/config\.ts$)(server|pipelines|schema|web)\//,
    says: 'only server/config.ts reads the environment',
  },
  {
    kind: 'time',
    of: /^(?!pipelines\/clock\.ts$)(server|pipelines|schema)\//,
    says: 'only pipelines/clock.ts reads the time',
  },
  {
    kind: 'timer',
    of: /^pipelines\//,
    says: 'whatever waits in pipelines waits on the scheduler of a clock',
  },
  {
    kind: 'random',
    of: /^pipelines\//,
    says: 'pipelines is handed its chance, so that runs can be repeated',
  },
  { kind: 'any', of: /^/, says: 'no `any`' },
  { kind: 'focus', of: /^test\//, says: 'no test is left out or left alone' },
];

/** Every offence in one file, as `path:line rule (what)`. */
export function offencesOf(source: Source): string[] {
  const { path, text } = source;
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const tooLong = lines > MAX_LINES && !path.startsWith('pipelines/sources/demo/phrases/');
  const offences = tooLong ? [`${path}:${lines} at most ${MAX_LINES} lines a file`] : [];
  for (const fact of factsOf(source)) {
    const told = (says: string, what: string) => offences.push(`${path}:${fact.line} ${says} (${what})`);
    if (fact.kind !== 'import') {
      for (const { kind, of, says } of USES) if (kind === fact.kind && of.test(path)) told(says, fact.what);
      continue;
    }
    if (fact.target === '?') {
      if (PRODUCT.test(path)) told('an import says what it imports', 'computed');
      continue;
    }
    for (const { of, says, may } of BOUNDARIES)
      if (of.test(path) && !may(fact, path)) told(says, fact.target);
  }
  return offences;
}

const TOP_LEVEL = new Set(
  (
    'server web pipelines schema test package.json package-lock.json tsconfig.json vite.config.ts ' +
    'docker-compose.yml README.md LICENSE'
  ).split(' '),
);

/** What does not belong at the top of the tree, of these paths. */
export function strangersAmong(paths: readonly string[]): string[] {
  const top = new Set(paths.map((path) => path.split('/')[0] as string));
  return [...top].filter((entry) => !entry.startsWith('.') && !TOP_LEVEL.has(entry));
}
