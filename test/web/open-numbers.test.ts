import { describe, expect, it } from 'vitest';
import { METRICS } from '../../pipelines/metrics/registry.ts';
import { bareText, countings } from '../../web/lib/open/countings.ts';
import { channelsIn, cutAsCan, figureIn, numberUrl, pointsIn, withGaps } from '../../web/lib/open/cuts.ts';
import { MADE_METRICS, makingsOf, mentionsUrl } from '../../web/lib/open/mentions-of.ts';
import { CHART_THEMES } from '../../web/lib/charts/theme.ts';
import { markKinds, numberOption, numberTable } from '../../web/lib/open/number-chart.ts';
import { changesWords, MOST_REVISIONS, revisionLines } from '../../web/lib/open/revisions.ts';
import {
  cutWords,
  isLastDay,
  settledWords,
  stepOf,
  windowInWords,
  windowOf,
} from '../../web/lib/open/window.ts';

const DAY = 86_400_000;
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

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
    // Tones narrow what is listed; no metric is cut by them.
    expect(isLastDay({ brand: 'acme', sentiment: 'negative', q: 'late' })).toBe(true);
    expect(isLastDay({ brand: 'acme', from: 2, to: 1 })).toBe(true);
  });
  it('is told in words that leave no doubt about its end and its zone', () => {
    const [from, to] = [new Date(2026, 2, 4, 12).getTime(), new Date(2026, 2, 5, 12).getTime()];
    expect(windowInWords({ from, to }, 'Europe/Berlin')).toBe(
      'One day: 4 Mar 2026, 12:00 up to, but without, 5 Mar 2026, 12:00, by your clock (Europe/Berlin)',
    );
    expect(windowInWords({ from, to: from + 3_600_000 }, 'UTC')).toBe(
      '4 Mar 2026, 12:00 up to, but without, 4 Mar 2026, 13:00, by your clock (UTC)',
    );
  });
  it('tells what is cut out of it, and what cannot be', () => {
    const ref = { brand: 'acme', channel: 'twitter', topic: 'payments.refund' };
    const words = (facets: readonly string[]) => cutWords(ref, cutAsCan(ref, facets), () => 'Refunds');
    expect(words(['channel', 'topic'])).toEqual(['Only Twitter.', 'Only issue “Refunds”.']);
    expect(words([])).toEqual([
      'The figure cannot be cut by channel: Twitter narrows the mentions below alone.',
      'The figure cannot be cut by issue: issue “Refunds” narrows the mentions below alone.',
    ]);
    expect(cutAsCan({ ...ref, q: 'a' }, ['topic'])).toEqual({
      brand: 'acme',
      topic: 'payments.refund',
      q: 'a',
    });
    expect(cutWords({ brand: 'acme' }, { brand: 'acme' })).toEqual([]);
  });
  it('is provisional, revised, or settled for good', () => {
    const words = (status?: string, revision = 0, open?: boolean) =>
      settledWords({
        value: 1,
        n: 1,
        ...(status === undefined ? {} : { status }),
        revision,
        ...(open === undefined ? {} : { open }),
      });
    expect(words('provisional')).toMatchObject({ isProvisional: true });
    expect(words('final', 0, true)).toMatchObject({ isProvisional: true });
    expect(words('revised', 1)).toEqual({ isProvisional: false, words: 'revised once after it was final' });
    expect(words('revised', 3)?.words).toContain('3 times');
    expect([words('final'), words(), settledWords(undefined)]).toEqual([null, null, null]);
  });
  it('is drawn in as many steps as one can see', () => {
    const steps = [1, 24, 7 * 24, 30 * 24].map((hours) => stepOf({ from: 0, to: hours * 3_600_000 }));
    expect(steps).toEqual(['1m', '1h', '1h', '1d']);
  });
});

describe('what a number is made of', () => {
  it('is told for every metric there is, for each once, and for none that there is not', () => {
    expect(MADE_METRICS.toSorted()).toEqual(METRICS.map(({ id }) => id).toSorted());
    for (const { id } of METRICS) {
      const { filter, note = '' } = makingsOf(id);
      if (filter === null || note !== '') expect(note, id).toMatch(/\.$/);
    }
  });
  it('is a filter that the list of mentions knows', () => {
    const known = new Set([
      'direction',
      'sentiment',
      'intent',
      'kind',
      'venue',
      'actionable',
      'promoted',
      'automation',
      'unanswered',
      'unattended',
      'story',
      'order',
    ]);
    for (const { id } of METRICS) {
      const makings = makingsOf(id);
      if (makings.filter === null) continue;
      for (const key of [...Object.keys(makings.filter), ...Object.keys(makings.picked ?? {})])
        expect(known, `${id}: ${key}`).toContain(key);
      // What is fixed cannot be picked as well.
      for (const key of Object.keys(makings.picked ?? {})) expect(makings.filter, id).not.toHaveProperty(key);
    }
  });
  it('is all that a share is a share of, its own part first; and who waits behind who waits', () => {
    expect(makingsOf('volume')).toEqual({ filter: { direction: 'inbound' } });
    expect(makingsOf('negative_share')).toEqual({
      filter: { direction: 'inbound' },
      picked: { sentiment: 'negative' },
    });
    expect(makingsOf('outbound_volume').filter).toEqual({ direction: 'outbound' });
    expect(makingsOf('customers_at_risk').filter).toEqual({ direction: 'inbound', intent: 'churn' });
    expect(makingsOf('sla_attainment').filter).toEqual({ direction: 'inbound', actionable: 'true' });
    expect(makingsOf('waiting').filter).toEqual({ unanswered: 'true', order: 'oldest' });
    expect(makingsOf('deflection_a').filter).toBeNull();
  });
  it.each(['constructor', 'tomorrow'])('is all that was said, of a metric nobody knows: %s', (id) => {
    expect(makingsOf(id)).toMatchObject({ filter: { direction: 'inbound' } });
  });
  it('is asked for within the window, and who waits of seven days at most', () => {
    const cut = { brand: 'a & b', from: 0, to: 30 * DAY };
    const query = (filter: Record<string, string>) =>
      new URL(mentionsUrl(cut, [filter, { q: '' }], 'next'), 'http://wall').searchParams;
    expect(query({ sentiment: 'negative' }).get('brand')).toBe('a & b');
    expect(query({ sentiment: 'negative' }).get('from')).toBe('0');
    expect(query({ unanswered: 'true', order: 'oldest' }).get('from')).toBe(String(23 * DAY));
    expect([...query({}).keys()]).not.toContain('q');
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
    expect(pointsIn({ series: [] })).toEqual([]);
    expect([pointsIn({ series: [7] }), pointsIn({ series: 7 })]).toEqual([null, null]);
    expect(
      numberTable(points ?? [], 'share')
        .rows[0]?.slice(1)
        .map(plain),
    ).toEqual(['50.0 %', '4', 'revised 2 times']);
  });
  it('has the days of the brand, whatever the clock of who looks', () => {
    const days = [
      // Days of Auckland and of Honolulu, which begin on other dates than those of most viewers.
      { ...point, windowStart: '2026-03-03T11:00:00.000Z', windowEnd: '2026-03-04T11:00:00.000Z', day: '2026-03-04' },
      { ...point, windowStart: '2026-03-06T10:00:00.000Z', windowEnd: '2026-03-07T10:00:00.000Z', day: '2026-03-06' },
    ]; // prettier-ignore
    const points = withGaps(pointsIn({ series: [{ points: days }] }) ?? []);
    expect(numberTable(points, 'share').rows.map(([when]) => when)).toEqual([
      'Friday 6 Mar',
      'Thursday 5 Mar',
      'Wednesday 4 Mar',
    ]);
    const option = numberOption(points, { from: 0, to: 1 }, 'share', CHART_THEMES.dark, {
      width: 400,
      height: 200,
      em: 12,
    });
    const axis = option.xAxis as { min: number; max: number };
    expect(axis.min).toBeLessThanOrEqual(0);
    expect(new Date(axis.max).getDate(), 'the last day is on the axis').toBe(6);
    const [series] = option.series as { data: { value: [number, unknown] }[] }[];
    expect(series?.data.map(({ value }) => new Date(value[0]).getDate())).toEqual([4, 5, 6]);
  });
  it('is asked for with its cuts and its step', () => {
    const ref = { brand: 'acme', metric: 'volume', channel: 'twitter', topic: 'app' };
    expect(numberUrl(ref, { from: 1, to: 2 }, { step: '1h' })).toBe(
      '/api/metrics?brand=acme&metric=volume&from=1&to=2&step=1h&channel=twitter&topic=app',
    );
  });
  it('shows where nothing was heard, and has no line over it', () => {
    const at = (hour: number) => ({
      ...point,
      windowStart: `2026-03-04T${hour}:00:00.000Z`,
      windowEnd: `2026-03-04T${hour + 1}:00:00.000Z`,
    });
    const points = withGaps(pointsIn({ series: [{ points: [at(10), at(11), at(14)] }] }) ?? []);
    expect(points.map(({ value }) => value)).toEqual([0.5, 0.5, null, 0.5]);
    expect(points[2]).toMatchObject({
      n: 0,
      status: 'nothing heard',
      windowStart: points[1]?.windowEnd,
      windowEnd: points[3]?.windowStart,
    });
    expect(markKinds(points)).toEqual(['revised']);
    expect(markKinds([])).toEqual([]);
    expect(withGaps([])).toEqual([]);
  });
  it('names the channels that were heard, busiest first', () => {
    const series = (channel: string, value: number | null) => ({ channel, points: [{ ...point, value }] });
    expect(
      channelsIn({ series: [series('email', 2), series('twitter', 9), { channel: 'sms', points: [] }] }),
    ).toEqual([
      { channel: 'twitter', mentions: 9 },
      { channel: 'email', mentions: 2 },
    ]);
    expect(channelsIn({})).toBeNull();
  });
  it('is nothing when no series came, and no answer is no figure', () => {
    expect(figureIn({ series: [] })).toEqual({ value: null, n: 0 });
    expect([figureIn({}), figureIn(null), figureIn({ series: [7] })]).toEqual([null, null, null]);
  });
  it('is counted in as many ways as its metric can be', () => {
    const ways = countings(['count', 'automation']);
    expect(ways?.columns).toEqual(['with automation', 'without suspected automation']);
    expect(ways?.rows.map(({ words }) => words)).toEqual([
      'every mention',
      'each text once',
      'each person once',
    ]);
    expect(ways?.rows[1]?.queries).toEqual([{ count: 'unique' }, { count: 'unique', automation: 'exclude' }]);
    expect(countings(['count'])?.rows[2]?.queries).toEqual([{ count: 'people' }]);
    // The list under it counts otherwise, and a leader asks why.
    expect(ways?.note).toContain('counts accounts');
    expect(countings(['automation'])?.note).toBe('');
    expect(countings(['automation'])?.rows).toEqual([
      { words: 'as it is', queries: [{}, { automation: 'exclude' }] },
    ]);
    expect(countings(['channel'])).toBeNull();
    expect([bareText(791, 'mentions'), plain(bareText(0.5, 'share')), bareText(null, 'mentions')]).toEqual([
      '791',
      '50.0 %',
      '–',
    ]);
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
    expect(revisionLines({ revisions: [revision] }, 'twitter')).toHaveLength(1);
    expect(revisionLines({ revisions: [revision] }, 'email')).toEqual([]);
    expect([1, 7, MOST_REVISIONS].map(changesWords)).toEqual([
      '1 minute was revised',
      '7 revisions of minutes',
      'the newest 100 changes',
    ]);
  });
});
