import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { METRICS, metricById } from '../../pipelines/metrics/registry.ts';
import type { MetricsAnswer } from '../../schema/contracts/metrics.ts';
import { STREAMS } from '../../schema/contracts/streams.ts';
import { send } from '../helpers/api-client.ts';
import { startServer, type TestApp } from '../helpers/server.ts';
import { labelledReader, type LabelsById } from '../helpers/labelled-reader.ts';

/**
 * One folder a metric: its README computes the number by hand, `input.json` is what is sent through the doors of a
 * real server, and `expected.json` what it must answer. What reading the texts would say is given, not read.
 */
const FOLDER = new URL('./', import.meta.url);
const CASES = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

interface GoldenInput {
  readonly mentions?: readonly object[];
  readonly contacts?: readonly object[];
  readonly selfHelp?: readonly object[];
  readonly engagements?: readonly object[];
  readonly identities?: readonly object[];
  readonly decisions?: readonly object[];
  readonly brandConfig?: object;
  /** Of further tracked brands. */
  readonly otherBrands?: readonly object[];
  readonly weights?: object;
  readonly query: Readonly<Record<string, string>>;
  readonly asOf: string;
  readonly labels?: LabelsById;
}

const read = <T>(name: string, file: string): T =>
  JSON.parse(readFileSync(new URL(`${name}/${file}`, FOLDER), 'utf8')) as T;

const rowsOf = (input: GoldenInput, stream: (typeof STREAMS)[number]): readonly object[] =>
  input[stream === 'self-help' ? 'selfHelp' : stream] ?? [];

/** What they print names sources or mentions. */
const NAMES_ROWS = new Set(['silent_sources', 'doubling_time', 'oldest_unattended', 'oldest_waiting']);

/** Whose number depends on every brand of the store, or on settings of the whole server. */
const needsItsOwnServer = ({ query, weights, otherBrands }: GoldenInput): boolean =>
  weights !== undefined ||
  otherBrands !== undefined ||
  NAMES_ROWS.has(query['metric'] ?? '') ||
  metricById(query['metric'] ?? '')?.needs.includes('market') === true;

const GOLDEN = CASES.map((name, index) => ({ name, input: read<GoldenInput>(name, 'input.json'), index }));
const ALONE = GOLDEN.filter(({ input }) => needsItsOwnServer(input));
const TOGETHER = GOLDEN.filter(({ input }) => !needsItsOwnServer(input)).map((golden) => ({
  ...golden,
  input: apart(golden.input, golden.index),
}));

/** The same case under a brand and sources of its own, so that one store holds many. */
function apart(input: GoldenInput, index: number): GoldenInput {
  const brand = `brand-${index}`;
  const moved = (rows: readonly object[] | undefined, stream: string) =>
    (rows ?? []).map((row: { brand?: string; source?: string }) => ({
      ...row,
      ...(row.brand === undefined ? {} : { brand }),
      source: `${row.source ?? stream}.${index}`,
    }));
  return {
    ...input,
    ...Object.fromEntries(
      (['mentions', ...STREAMS] as const).map((stream) => {
        const key = stream === 'self-help' ? 'selfHelp' : stream;
        return [key, moved(input[key], stream)];
      }),
    ),
    brandConfig: { ...(input.brandConfig ?? { name: brand }), id: brand },
    query: { ...input.query, brand },
    labels: Object.fromEntries(
      (input.mentions ?? []).flatMap((row) => {
        const { id, source } = row as { id: string; source: string };
        const labels = input.labels?.[id];
        return labels === undefined ? [] : [[`${source}.${index}/${id}`, inBrand(labels, input, brand)]];
      }),
    ),
  };
}

/** Labels name the brand that is left. */
function inBrand(labels: LabelsById[string], { query }: GoldenInput, brand: string): LabelsById[string] {
  const renamed = (names: readonly string[] = []) =>
    names.map((name) => (name === query['brand'] ? brand : name));
  return {
    ...labels,
    ...(labels?.leaving === undefined ? {} : { leaving: renamed(labels.leaving) }),
    ...(labels?.joining === undefined ? {} : { joining: renamed(labels.joining) }),
  };
}

const yamlOf = (inputs: readonly GoldenInput[]): string => {
  const brands = inputs.flatMap(({ brandConfig, otherBrands = [] }) => [brandConfig, ...otherBrands]);
  const weights = inputs.find((input) => input.weights !== undefined)?.weights;
  return stringify({
    brands: brands.filter((brand) => brand !== undefined),
    ...(weights === undefined ? {} : { weights }),
  });
};

async function check(app: TestApp, name: string, input: GoldenInput): Promise<void> {
  const post = async (path: string, rows: readonly object[]) => {
    if (rows.length === 0) return;
    const { status, body } = await send<{ rejected: unknown[] }>(`${app.url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rows),
    });
    expect({ path, status, rejected: body.rejected }).toEqual({ path, status: 202, rejected: [] });
  };
  await post('mentions', input.mentions ?? []);
  for (const stream of STREAMS) await post(stream, rowsOf(input, stream));
  const query = new URLSearchParams({ ...input.query, asOf: input.asOf });
  const { status, body } = await app.get<MetricsAnswer>(`/api/metrics?${query}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  const points = body.series[0]?.points ?? [];
  const expected = read<object | object[]>(name, 'expected.json');
  const wanted = Array.isArray(expected) ? (expected as object[]) : [expected];
  expect(points).toHaveLength(wanted.length);
  points.forEach((point, index) => expect(rounded(point)).toMatchObject(rounded(wanted[index])));
}

describe('golden metrics', () => {
  it('has a case for every metric', () => {
    const covered = new Set(GOLDEN.map(({ input }) => input.query['metric']));
    expect(METRICS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  describe('side by side', () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await startServer({
        readsForTheWall: false,
        yaml: yamlOf(TOGETHER.map(({ input }) => input)),
        reader: labelledReader(Object.assign({}, ...TOGETHER.map(({ input }) => input.labels)) as LabelsById),
      });
    });
    afterAll(() => app.stop());

    it.each(TOGETHER)('$name', ({ name, input }) => check(app, name, input));
  });

  describe('each with a store of its own', () => {
    it.each(ALONE)('$name', async ({ name, input }) => {
      const app = await startServer({
        readsForTheWall: false,
        yaml: yamlOf([input]),
        reader: labelledReader(input.labels ?? {}),
      });
      try {
        await check(app, name, input);
      } finally {
        await app.stop();
      }
    });
  });
});

/** The last digits depend on the order of additions. */
const rounded = (value: unknown): object =>
  JSON.parse(
    JSON.stringify(value, (_key, field: unknown) =>
      typeof field === 'number' ? Math.round(field * 1e6) / 1e6 : field,
    ),
  ) as object;
