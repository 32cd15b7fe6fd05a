import { describe, expect, it } from 'vitest';
import { STORY_REACH_MS, storiesToTell, withWords } from '../../pipelines/stories/told.ts';
import { DAY, HOUR, MINUTE, MONDAY, evidenceOf, mentionFact } from '../helpers/evidence.ts';

const WINDOW = { from: MONDAY, to: MONDAY + DAY };
const passedOn = (id: string, at: number, of: string) =>
  mentionFact({ id, at, kind: 'repost', inReplyTo: of, author: id });

describe('stories to tell', () => {
  it('grow from where the window or the story began to their size', () => {
    const evidence = evidenceOf({
      mentions: [
        mentionFact({ id: 'old', at: MONDAY - DAY }),
        passedOn('o1', MONDAY - HOUR, 'old'),
        passedOn('o2', MONDAY + HOUR, 'old'),
        mentionFact({ id: 'new', at: MONDAY + HOUR }),
        passedOn('n1', MONDAY + 2 * HOUR, 'new'),
        passedOn('n2', MONDAY + 3 * HOUR, 'new'),
      ],
    });
    expect(storiesToTell(evidence, WINDOW, 9).map(({ id, size, r, curve }) => ({ id, size, r, curve }))).toEqual([
      { id: 'new', size: 2, r: 2, curve: [{ at: MONDAY + HOUR, size: 0 }, { at: MONDAY + 2 * HOUR, size: 1 }, { at: MONDAY + 3 * HOUR, size: 2 }] },
      { id: 'old', size: 2, r: 1, curve: [{ at: MONDAY, size: 1 }, { at: MONDAY + HOUR, size: 2 }] },
    ]);
  }); // prettier-ignore

  it('are as many as asked for, with as many points as a curve needs, the last one among them', () => {
    const spread = Array.from({ length: 500 }, (_, n) => passedOn(`r${n}`, MONDAY + n * 2 * MINUTE, 'one'));
    const evidence = evidenceOf({
      mentions: [mentionFact({ id: 'one' }), ...spread, mentionFact({ id: 'two' }), passedOn('x', MONDAY + HOUR, 'two')],
    }); // prettier-ignore
    const [story, ...others] = storiesToTell(evidence, WINDOW, 1);
    expect(others).toEqual([]);
    expect(story?.curve.length).toBeLessThanOrEqual(62);
    expect(story?.curve.at(-1)).toEqual({ at: MONDAY + 499 * 2 * MINUTE, size: 500 });
  });

  it('are the same whatever else the evidence holds of before', () => {
    const inReach = [mentionFact({ id: 'one', at: MONDAY - HOUR }), passedOn('r', MONDAY + HOUR, 'one')];
    const long = mentionFact({ id: 'far', at: MONDAY - STORY_REACH_MS - HOUR });
    expect(storiesToTell(evidenceOf({ mentions: [long, ...inReach] }), WINDOW, 5)).toEqual(
      storiesToTell(evidenceOf({ mentions: inReach }), WINDOW, 5),
    );
  });

  it('have the words of the original, cut where a page ends, or none', () => {
    const stories = storiesToTell(
      evidenceOf({ mentions: [mentionFact(), passedOn('r', MONDAY + HOUR, 'm1')] }),
      WINDOW,
      5,
    );
    const words = (text: string) => withWords(stories, new Map([['feed\u0000m1', text]]))[0]?.text;
    expect(words('x'.repeat(280))).toBe('x'.repeat(280));
    expect(words('x'.repeat(281))).toBe(`${'x'.repeat(279)}…`);
    // Half of an emoji is no text.
    expect(words(`${'x'.repeat(278)}😡😡`)?.isWellFormed()).toBe(true);
    expect(withWords(stories, new Map())[0]?.text).toBeNull();
  });
});
