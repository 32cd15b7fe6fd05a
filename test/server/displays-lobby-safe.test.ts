import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Board } from '../../schema/contracts/board.ts';
import type { LiveFrame } from '../../schema/contracts/live.ts';
import {
  createFrameMask,
  maskBoard,
  maskId,
  maskMention,
  maskName,
  maskText,
} from '../../server/displays/lobby-safe.ts';
import { delta, heartbeat, hello, line, snapshot } from '../helpers/live-frames.ts';

describe('a text in a lobby', () => {
  it.each([
    ['ask @ann_b about it', 'ask @••• about it'],
    ['RT @Ann.B: nice', 'RT @•••: nice'],
    ['＠ann and ﹫ann', '@••• and @•••'],
    ['@\u200bann @a\u00adnn', '@••• @•••'],
    ['@ann@mastodon.example said', '@••• said'],
    ['mail ann.b+shop@example.co.uk now', 'mail [address] now'],
    ['read https://x.example/@ann?q=1 and www.example.com/ann', 'read [link] and [link]'],
    ['t.co/Ab1 or example.com', '[link] or [link]'],
    ['as u/ann_b or /u/ann said', 'as u/••• or u/••• said'],
    ['as @u/ann_b or @/u/ann said', 'as u/••• or u/••• said'],
    ['call +49 (170) 123-4567 or 0800.123.456', 'call [number] or [number]'],
    ['what the fuck', 'what the ****'],
    ['😀 fuck 😀', '😀 **** 😀'],
    ['a classic in Scunthorpe', 'a classic in Scunthorpe'],
    ['I paid 1,299.00 for 12 of them in 2024', 'I paid 1,299.00 for 12 of them in 2024'],
    ['It came.The box was fine. See p. 3/4', 'It came.The box was fine. See p. 3/4'],
    ['<b>@ann</b>', '<b>@•••</b>'],
    ['', ''],
  ])('%j says %j', (text, says) => {
    expect(maskText(text)).toBe(says);
  });

  it('is cut where every text is cut, in the middle of no letter', () => {
    const masked = maskText(`${'x'.repeat(279)}😀${'y'.repeat(100_000)}`);
    expect(masked).toHaveLength(281);
    expect(masked.isWellFormed()).toBe(true);
    expect(masked.endsWith('…')).toBe(true);
  });

  it('lets no handle and no address through, whatever stands around them', () => {
    const handle = fc.stringMatching(/^[a-z][a-z0-9_]{5,14}$/);
    const around = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(handle, around, around, fc.constantFrom('@', '＠', '@\u200b', '@@'), (name, a, b, at) => {
        fc.pre(!`${a}${b}`.includes(name));
        for (const text of [
          `${a}${at}${name}${b}`,
          `${a} ${at}${name} ${b}`,
          `${a}x${at}${name}.example${b}`,
        ])
          expect(maskText(text)).not.toContain(name);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, stays well formed, and has nothing more to hide the second time', () => {
    const pieces = fc.constantFrom('@', '.', '/', 'u/', 'http://', 'www.', '+', '1', '12 ', 'a', 'fuck', '\ud83d', '\u200d', 'é', ' '); // prettier-ignore
    const hostile = fc.array(pieces, { maxLength: 400 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 400 })), (text) => {
        const masked = maskText(text);
        expect(masked.isWellFormed()).toBe(true);
        expect(masked).not.toMatch(/[@＠][\p{L}\p{N}_]/u);
        expect(maskText(masked)).not.toMatch(/[@＠][\p{L}\p{N}_]/u);
      }),
      { numRuns: 500 },
    );
  });

  it('takes milliseconds, however hostile it is', () => {
    const cruel = ['a', '@', 'a@', 'a.', '1 ', '@a.', 'f', 'fuck', 'http:', 'u/', '\ud83d', 'aA1-'];
    maskText('warm');
    for (const piece of cruel) {
      const startedAt = performance.now();
      maskText(piece.repeat(100_000));
      expect(performance.now() - startedAt).toBeLessThan(250);
    }
  });
});

describe('a name in a lobby', () => {
  it.each([
    ['Ann Example', 'A•••'],
    ['@ann', 'a•••'],
    ['Åsa', 'Å•••'],
    ['𝔸nn', '𝔸•••'],
    ['<img src=x>', 'i•••'],
    ['😀', '•••'],
    ['', '•••'],
  ])('%j is %j', (name, says) => {
    expect(maskName(name)).toBe(says);
  });

  it('is the same each time, tells no length, and an id tells nothing but that it is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(maskName(name)).toBe(maskName(name));
        expect([...maskName(name)].length).toBeLessThanOrEqual(4);
        expect(maskId(name)).toMatch(/^[\w-]{16}$/);
        expect(maskId(name)).toBe(maskId(name));
      }),
    );
  });
});

const SECRET = 'rosalind';
const said = line(`reviews/https://x.example/@${SECRET}/1`, { author: SECRET, text: `by @${SECRET}` });
const STORY = {
  source: 'mentions',
  id: `post-of-${SECRET}`,
  author: SECRET,
  at: null,
  sentiment: null,
  size: 3,
  r: 2,
  doublingMs: null,
  reach: 10,
  paid: false,
  paidByCustomer: false,
  text: `@${SECRET} says hello`,
  curve: [{ at: 1, size: 3 }],
};
const READINGS = { brand: 'acme', from: 0, to: 1, asOf: 1, figures: { volume: { value: 1, n: 1 } } };

describe('frames in a lobby', () => {
  it('hold no author, no handle and no id that tells of one', () => {
    const mask = createFrameMask();
    for (const frame of [
      snapshot(1, { mentions: [said], readings: [{ ...READINGS, stories: [STORY] }] }),
      delta(2, {
        mentions: [said],
        removed: [said.key],
        relabelled: [{ key: said.key, sentiment: 'negative' }],
        readings: [{ ...READINGS, stories: [STORY] }],
      }),
    ])
      expect(JSON.stringify(mask(frame))).not.toContain(SECRET);
  });

  it('name a mention by one key wherever it is named, and keep every figure', () => {
    const mask = createFrameMask();
    const { key } = maskMention(said);
    expect(key).toMatch(/^reviews\/[\w-]{16}$/);
    const frame = delta(2, {
      mentions: [said],
      removed: [said.key],
      relabelled: [{ key: said.key, sentiment: 'negative' }],
      readings: [{ ...READINGS, stories: [STORY] }],
    });
    expect(mask(frame)).toEqual({
      ...frame,
      mentions: [{ ...said, key, author: 'r•••', text: 'by @•••' }],
      removed: [key],
      relabelled: [{ key, sentiment: 'negative' }],
      readings: [{ ...READINGS, stories: [{ ...STORY, id: maskId(STORY.id), author: 'r•••', text: '@••• says hello' }] }],
    });
  }); // prettier-ignore

  it('are the same frame when there is nobody in them', () => {
    const mask = createFrameMask();
    for (const frame of [hello(), heartbeat(1)] satisfies LiveFrame[]) expect(mask(frame)).toBe(frame);
  });
});

describe('a board in a lobby', () => {
  it('keeps its figures and none of the people', () => {
    const board = {
      brand: 'acme',
      river: { stepMs: 1, at: [0], positive: [1], neutral: [2], negative: [3] },
      risk: {
        threshold: 0.5,
        total: 1,
        customers: [
          {
            customer: SECRET,
            accounts: [{ channel: 'twitter', account: SECRET }],
            score: 0.9,
            level: 'high',
            reasons: [{ id: 'silence', text: `@${SECRET} was left waiting 3 hours.`, weight: 1 }],
            lastSeenAt: null,
            tier: 'standard',
          },
        ],
      },
      advocates: [{ customer: SECRET, channel: 'twitter', account: SECRET, positives: 4, reach: 100 }],
      stories: [STORY, { ...STORY, author: null, text: null }],
    } as unknown as Board;
    const masked = maskBoard(board);
    expect(JSON.stringify(masked)).not.toContain(SECRET);
    expect(masked.river).toEqual(board.river);
    expect(masked.risk.customers[0]).toMatchObject({
      customer: 'r•••',
      score: 0.9,
      reasons: [{ id: 'silence', text: '@••• was left waiting 3 hours.', weight: 1 }],
    });
    expect(masked.advocates[0]).toMatchObject({ account: 'r•••', positives: 4, reach: 100 });
    expect(masked.stories.map(({ author, text, size }) => [author, text, size])).toEqual([
      ['r•••', '@••• says hello', 3],
      [null, null, 3],
    ]);
  });
});
