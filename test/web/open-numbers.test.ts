import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../pipelines/metrics/registry.ts';
import { correctedBy, correctionOf, topicsIn } from '../../web/lib/open/correction.ts';
import { countings } from '../../web/lib/open/countings.ts';
import { figureIn, numberUrl, pointsIn } from '../../web/lib/open/cuts.ts';
import { parseMentionPage, safeLink } from '../../web/lib/open/mention-page.ts';
import { makingsOf, mentionsUrl } from '../../web/lib/open/mentions-of.ts';
import { hashOfRef, refInHash, type NumberRef } from '../../web/lib/open/number-ref.ts';
import { numberTable } from '../../web/lib/open/number-chart.ts';
import { explainRequest, reasonLines } from '../../web/lib/open/reasons.ts';
import { revisionLines } from '../../web/lib/open/revisions.ts';
import { isLastDay, stepOf, windowOf } from '../../web/lib/open/window.ts';

const DAY = 86_400_000;
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('the address of a number', () => {
  it('leads back to it, whatever its words are', () => {
    const word = fc.string({ minLength: 1, unit: 'grapheme' });
    const optional = fc.record(
      { metric: word, channel: word, topic: word, sentiment: word, from: fc.nat(), to: fc.nat() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(word, optional, (brand, rest) => {
        const ref: NumberRef = { brand, ...rest };
        expect(refInHash(hashOfRef(ref))).toEqual(ref);
      }),
    );
  });
  it.each(['', '#', '#brand=', '#other=acme', '#acme', '#metric=volume'])('asks for none: "%s"', (hash) =>
    expect(refInHash(hash)).toBeNull(),
  );
  it('survives being cut, and instants that are none', () => {
    expect(refInHash('#brand=%E0%A4%A')).not.toBeNull();
    expect(refInHash('#brand=acme&from=now&to=-1')).toEqual({ brand: 'acme' });
    expect(refInHash(hashOfRef({ brand: 'half \ud83d' }))?.brand).toBe('half \ufffd');
  });
});

describe('the window of a number', () => {
  const readings = { brand: 'acme', from: 0, to: DAY, asOf: DAY - 1, figures: {}, stories: [] };
  it('is its own, else that of the reading, else the day up to now', () => {
    expect(windowOf({ brand: 'acme', from: 5, to: 9 }, readings, 0)).toEqual({ from: 5, to: 9 });
    expect(windowOf({ brand: 'acme', from: 9, to: 5 }, readings, 0)).toEqual({ from: 0, to: DAY });
    expect(windowOf({ brand: 'acme' }, undefined, 59_999)).toEqual({ from: 60_000 - DAY, to: 60_000 });
  });
  it('is followed live only as long as nothing is cut out of it', () => {
    expect(isLastDay({ brand: 'acme', metric: 'volume' })).toBe(true);
    expect(isLastDay({ brand: 'acme', channel: 'twitter' })).toBe(false);
    expect(isLastDay({ brand: 'acme', from: 1, to: 2 })).toBe(false);
  });
  it('is drawn in as many steps as one can see', () => {
    const steps = [1, 24, 7 * 24, 30 * 24].map((hours) => stepOf({ from: 0, to: hours * 3_600_000 }));
    expect(steps).toEqual(['1m', '1h', '1h', '1d']);
  });
});

describe('what a number is made of', () => {
  it('is told for every metric there is: mentions, or words on what else', () => {
    for (const { id } of METRICS) {
      const { filter, note } = makingsOf(id);
      if (filter === null) expect(note, id).toMatch(/\.$/);
    }
  });
  it('asks for negatives behind a share of negatives, and for who waits behind who waits', () => {
    expect(makingsOf('negative_share').filter).toMatchObject({ sentiment: 'negative', direction: 'inbound' });
    expect(makingsOf('waiting').filter).toEqual({ unanswered: 'true' });
    expect(makingsOf('deflection_a').filter).toBeNull();
    expect(makingsOf('constructor').filter).toEqual({ direction: 'inbound' });
  });
  it('is asked for within the window, and who waits of seven days at most', () => {
    const cut = { brand: 'a & b', from: 0, to: 30 * DAY };
    const query = (filter: Record<string, string>) =>
      new URL(mentionsUrl(cut, [filter, { q: '' }], 'next'), 'http://wall').searchParams;
    expect(query({ sentiment: 'negative' }).get('brand')).toBe('a & b');
    expect(query({ sentiment: 'negative' }).get('from')).toBe('0');
    expect(query({ unanswered: 'true' }).get('from')).toBe(String(23 * DAY));
    expect([...query({}).keys()]).not.toContain('q');
  });
});

describe('a page of mentions', () => {
  it('leaves out what is no mention, and is none without its counts', () => {
    const page = { mentions: [{}, 7], total: 2, unique: 1, people: 1, next: null };
    expect(parseMentionPage(page)).toEqual({ ...page, mentions: [] });
    expect(parseMentionPage({ ...page, total: -1 })).toBeNull();
    fc.assert(fc.property(fc.anything(), (answer) => parseMentionPage(answer) === null));
  });
  it.each([
    ['https://example.com/a', 'https://example.com/a'],
    ['http://example.com', 'http://example.com/'],
    ['javascript:alert(1)', null],
    ['JAVASCRIPT:alert(1)', null],
    ['data:text/html,hi', null],
    ['/relative', null],
    ['', null],
  ])('has a link only to the web: %s', (url, link) => expect(safeLink(url)).toBe(link));
});

describe('a correction', () => {
  const was = { sentiment: 'neutral', intent: 'comment', topics: ['app.crash'] } as const;
  it('says only what a person has changed', () => {
    expect(correctionOf({ ...was, topics: [...was.topics] }, { ...was, topics: [...was.topics] })).toBeNull();
    expect(
      correctionOf(
        { ...was, topics: ['app.crash'] },
        { sentiment: 'negative', intent: 'comment', topics: [] },
      ),
    ).toEqual({ sentiment: 'negative', topics: [] });
  });
  it('is remembered by the labels it named, each once', () => {
    expect(correctedBy({ corrected: ['sentiment'] }, { sentiment: 'negative', intent: 'churn' })).toEqual([
      'sentiment',
      'intent',
    ]);
  });
  it('offers the issues that the server knows', () => {
    expect(topicsIn({ topics: [{ id: 'app.crash', title: 'Crash' }, { id: 7 }] })).toHaveLength(1);
    expect(topicsIn(null)).toEqual([]);
  });
});

describe('the reasons of a label', () => {
  const answer = {
    labels: { sentimentModel: 'sentiment/2', intent: 'complaint' },
    sentiment: {
      p: { positive: 0.1, neutral: 0.2, negative: 0.7 },
      tokens: [
        { text: 'broken', weight: -0.4 },
        { text: 'love', weight: 0.2 },
      ],
    },
    topics: [{ title: 'Crash', matches: [{ text: 'broken' }] }],
    rules: [],
    automation: [],
  };
  it('are the words that decided, for and against', () => {
    expect(Object.fromEntries(reasonLines(answer).map(({ name, words }) => [name, plain(words)]))).toEqual({
      'Read by': 'sentiment/2',
      'How sure': '10 % positive, 20 % neutral, 70 % negative',
      'For it': '“love”',
      'Against it': '“broken”',
      Issues: 'Crash: “broken”',
      Intent: 'complaint',
    });
  });
  it('say so when the model was not asked, and when the answer is none', () => {
    const lines = reasonLines({ ...answer, sentiment: null });
    expect(lines.find(({ name }) => name === 'How sure')?.words).toContain('not asked');
    expect(() => reasonLines({})).toThrow('no explanation');
  });
  it('are asked for of as much of a text as is explained', () => {
    const mention = { text: '😀'.repeat(3_000), channel: 'twitter', language: 'und' };
    const { text } = explainRequest(mention, 'acme') as { text: string };
    expect([...text]).toHaveLength(2_000);
  });
});

describe('a number through its window', () => {
  const point = {
    windowStart: '2026-03-04T12:00:00.000Z',
    windowEnd: '2026-03-04T13:00:00.000Z',
    value: 0.5,
    n: 4,
    revision: 2,
    status: 'revised',
  };
  it('is read from the one series of the answer', () => {
    const points = pointsIn({ series: [{ points: [point, { value: 'x' }] }] });
    expect(points).toHaveLength(1);
    expect(figureIn({ series: [{ points: [] }] })).toEqual({ value: null, n: 0 });
    expect(pointsIn({ series: [] })).toBeNull();
    expect(
      numberTable(points ?? [], 'share')
        .rows[0]?.slice(1)
        .map(plain),
    ).toEqual(['50.0 %', '4', 'revised 2 times']);
  });
  it('is asked for with its cuts and its step', () => {
    const ref = { brand: 'acme', metric: 'volume', channel: 'twitter', topic: 'app' };
    expect(numberUrl(ref, { from: 1, to: 2 }, { step: '1h' })).toBe(
      '/api/metrics?brand=acme&metric=volume&from=1&to=2&step=1h&channel=twitter&topic=app',
    );
  });
  it('is counted in as many ways as its metric can be', () => {
    expect(countings(['count', 'automation']).map(({ words }) => words)).toEqual([
      'every mention',
      'each text once',
      'each person once',
      'without automation',
    ]);
    expect(countings(['channel'])).toEqual([]);
  });
});

describe('what changed after it was final', () => {
  it('is told from what to what, and why', () => {
    const figures = { inbound: 3, positive: 1, neutral: 1, negative: 1, outbound: 0, responsesMs: [] };
    const revision = {
      windowStart: '2026-03-04T12:00:00.000Z',
      revisedAt: '2026-03-04T13:00:00.000Z',
      channel: 'twitter',
      reason: 'late',
      before: figures,
      after: { ...figures, inbound: 4, negative: 2 },
    };
    const [line] = revisionLines({ revisions: [revision, { reason: 'late' }] }) ?? [];
    expect(line).toMatchObject({ change: 'was 3 mentions, now 4', reason: 'late mentions' });
    const [toned] =
      revisionLines({ revisions: [{ ...revision, after: { ...figures, neutral: 0, negative: 2 } }] }) ?? [];
    expect(toned?.change).toBe('net sentiment was 0, now −33');
    expect(revisionLines({})).toBeNull();
  });
});
