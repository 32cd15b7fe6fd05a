import { describe, expect, it } from 'vitest';
import { METRICS } from '../../pipelines/metrics/registry.ts';
import { fetchDefinitions, parseDefinitions } from '../../web/lib/figures/definitions.ts';

const [VOLUME, RATE] = METRICS;
const answer =
  (body: string, status = 200) =>
  () =>
    Promise.resolve(new Response(body, { status }));

describe('the definitions of the figures', () => {
  it('are taken as the registry has them', () => {
    expect(parseDefinitions(METRICS)?.map(({ id }) => id)).toEqual(METRICS.map(({ id }) => id));
    expect(parseDefinitions(METRICS)?.map(({ facets }) => facets)).toEqual(
      METRICS.map(({ facets }) => facets),
    );
  });

  it.each([
    ['no title', { title: undefined }],
    ['a formula that is a list', { formula: [] }],
    ['a least n in quotes', { minN: '20' }],
    ['a numerator that is a number', { numerator: 1 }],
    ['no version', { version: null }],
    ['no word on its cuts', { facets: undefined }],
    ['a cut that is a number', { facets: ['channel', 7] }],
  ])('drop one with %s alone', (_, fields) => {
    expect(parseDefinitions([{ ...VOLUME, ...fields }, null, 7, RATE])?.map(({ id }) => id)).toEqual([
      'rate',
    ]);
  });

  it('hold each metric once', () => expect(parseDefinitions([VOLUME, VOLUME])).toHaveLength(1));

  it.each([
    ['an object', {}],
    ['nothing', null],
    ['an empty list', []],
    ['strangers', [{ id: 'volume' }]],
  ])('are not found in %s', (_, data) => expect(parseDefinitions(data)).toBeNull());

  it('are fetched from where the server says them', async () => {
    const asked: string[] = [];
    const found = await fetchDefinitions((url) => {
      asked.push(url);
      return Promise.resolve(Response.json([VOLUME]));
    });
    expect([asked, found.length]).toEqual([['/api/metrics/definitions'], 1]);
  });

  it.each<[what: string, get: (url: string) => Promise<Response>, says: string]>([
    [
      'nobody answers',
      () => Promise.reject(new TypeError('Failed to fetch')),
      'the server could not be reached',
    ],
    ['the server is not ready', answer('{}', 503), 'the server answered 503'],
    ['the answer is cut off', answer('[{"id"'), 'cut off or is no JSON'],
    ['the answer is empty', answer('[]'), 'the answer holds no definition'],
  ])('are missed with a sentence when %s', async (_, get, says) => {
    await expect(fetchDefinitions(get)).rejects.toThrow(
      new RegExp(`^What each figure means .*${says}.*Try again[.]$`),
    );
  });
});
