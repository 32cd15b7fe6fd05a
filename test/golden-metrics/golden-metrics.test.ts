import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { METRICS } from '../../pipelines/metrics/registry.ts';
import type { MetricsAnswer } from '../../schema/contracts/metrics.ts';
import { STREAMS } from '../../schema/contracts/streams.ts';
import { send } from '../helpers/api-client.ts';
import { startServer } from '../helpers/server.ts';
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

describe('golden metrics', () => {
  it('has a case for every metric', () => {
    const covered = new Set(CASES.map((name) => read<GoldenInput>(name, 'input.json').query['metric']));
    expect(METRICS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  it.each(CASES)('%s', async (name) => {
    const input = read<GoldenInput>(name, 'input.json');
    const brands = [input.brandConfig, ...(input.otherBrands ?? [])].filter((brand) => brand !== undefined);
    const app = await startServer({
      yaml: stringify({
        ...(brands.length === 0 ? {} : { brands }),
        ...(input.weights === undefined ? {} : { weights: input.weights }),
      }),
      reader: labelledReader(input.labels ?? {}),
    });
    try {
      const post = async (path: string, rows: readonly object[]) => {
        if (rows.length === 0) return;
        const answer = await send<{ rejected: unknown[] }>(`${app.url}/api/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(rows),
        });
        expect({ path, status: answer.status, rejected: answer.body.rejected }).toEqual({
          path,
          status: 202,
          rejected: [],
        });
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
    } finally {
      await app.stop();
    }
  });
});

/** The last digits depend on the order of additions. */
const rounded = (value: unknown): object =>
  JSON.parse(
    JSON.stringify(value, (_key, field: unknown) =>
      typeof field === 'number' ? Math.round(field * 1e6) / 1e6 : field,
    ),
  ) as object;
