import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AUTOMATION_THRESHOLD } from '../../pipelines/text/automation/read-automation.ts';
import { deciderWords, markWords, saidWords, SUSPECTED } from '../../web/lib/open/mention-words.ts';
import { makingsOf } from '../../web/lib/open/mentions-of.ts';
import type { NumberRef } from '../../web/lib/open/open-ref.ts';
import { isFixed, pickedOf, PICKS, withoutPicks, withPick } from '../../web/lib/open/picked.ts';

const NONE = { sentiment: '', intent: '', channel: '', topic: '', q: '' };
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('what the mentions of a number are narrowed by', () => {
  const share = makingsOf('negative_share');
  const ref: NumberRef = { brand: 'acme', metric: 'negative_share' };

  it('is nothing, or the part of them that is meant first', () => {
    expect(pickedOf(ref, makingsOf('volume'))).toEqual(NONE);
    expect(pickedOf(ref, share)).toEqual({ ...NONE, sentiment: 'negative' });
    expect(pickedOf({ ...ref, sentiment: 'positive' }, share).sentiment).toBe('positive');
  });

  it('can be lifted, which stands in the address where something was meant first', () => {
    const lifted = withPick(ref, share, 'sentiment', '');
    expect(lifted).toEqual({ ...ref, sentiment: 'any' });
    expect(pickedOf(lifted, share)).toEqual(NONE);
    expect(withPick({ ...ref, q: 'late' }, share, 'q', '')).toEqual(ref);
    expect(withPick({ ...ref, sentiment: 'positive' }, makingsOf('volume'), 'sentiment', '')).toEqual(ref);
  });

  it('is never what the metric itself has decided: that list would be of another number', () => {
    const churn = makingsOf('churn_load');
    expect(PICKS.filter((pick) => isFixed(churn, pick))).toEqual(['intent']);
    expect(pickedOf({ ...ref, intent: 'praise' }, churn).intent).toBe('');
    expect(pickedOf({ ...ref, q: 'late' }, makingsOf('deflection_a'))).toEqual(NONE);
  });

  it('is a search that the server takes', () => {
    expect(pickedOf({ ...ref, q: `  ${'W'.repeat(200)}` }, share).q).toHaveLength(100);
    expect(pickedOf({ ...ref, q: '\ud83d' }, share).q).toBe('\ufffd');
  });

  it('is what was picked last, whatever was picked before, and nothing once it is cleared', () => {
    const step = fc.tuple(fc.constantFrom(...PICKS), fc.constantFrom('', 'negative', 'positive', 'late'));
    fc.assert(
      fc.property(fc.array(step), fc.constantFrom('volume', 'negative_share'), (steps, metric) => {
        const makings = makingsOf(metric);
        const start: NumberRef = { brand: 'acme', metric };
        const expected: Record<string, string> = { ...pickedOf(start, makings) };
        let now = start;
        for (const [pick, value] of steps) {
          now = withPick(now, makings, pick, value);
          expected[pick] = value;
        }
        expect(pickedOf(now, makings)).toEqual(expected);
        expect(pickedOf(withoutPicks(now, makings), makings)).toEqual(NONE);
        expect(now).toMatchObject(start);
      }),
    );
  });
});

describe('the words beside a mention', () => {
  const now = new Date(2026, 2, 4, 12).getTime();

  it.each([
    [now - 300_000, '5 min ago'],
    [now - 500, 'just now'],
    [now + 9_000, 'just now'],
    [now - 26 * 3_600_000, '1 d ago'],
    [new Date(2017, 9, 31, 22, 10).getTime(), '31 Oct 2017, 22:10'],
  ])('say of %d when it was said: %s', (at, words) => expect(plain(saidWords(at, now))).toBe(words));

  it('say what else it is, and nothing of what every mention is', () => {
    const plainOne = {
      direction: 'inbound',
      kind: 'post',
      intent: 'comment',
      actionable: false,
      copy: false,
      automated: false,
      suspicion: 0,
      promoted: false,
    } as const;
    expect(markWords(plainOne)).toEqual([]);
    expect(
      markWords({
        ...plainOne,
        kind: 'reply',
        intent: 'complaint',
        actionable: true,
        copy: true,
        promoted: true,
      }),
    ).toEqual(['reply', 'complaint', 'to be answered', 'copy', 'promoted']);
    expect(markWords({ ...plainOne, direction: 'outbound' })).toEqual(['said by the brand']);
    expect(markWords({ ...plainOne, automated: true, suspicion: 1 })).toEqual(['automated']);
    expect(markWords({ ...plainOne, suspicion: SUSPECTED })).toEqual(['looks automated']);
    expect(markWords({ ...plainOne, suspicion: SUSPECTED - 0.01 })).toEqual([]);
  });

  it('call suspected what the figures leave out as automation', () =>
    expect(SUSPECTED).toBe(AUTOMATION_THRESHOLD));

  it('say who decided', () => {
    expect(deciderWords({ corrected: [], sentimentModel: 'sentiment/2' })).toBe('read by sentiment/2');
    expect(deciderWords({ corrected: ['topics'], sentimentModel: 'sentiment/2' })).toBe(
      'decided by a person',
    );
    expect(deciderWords({ corrected: [], sentimentModel: 'human' })).toBe('decided by a person');
    expect(deciderWords({ corrected: [], sentimentModel: '' })).toBe('');
  });
});
