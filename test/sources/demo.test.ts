import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { shippedScorer } from '../helpers/shipped-scorer.ts';
import { BrandConfigSchema } from '../../schema/contracts/config.ts';
import { MentionInputSchema, type MentionInput } from '../../schema/contracts/mention.ts';
import { DEFAULT_CHANNELS } from '../../schema/contracts/channels.ts';
import { DEMO_BRANDS } from '../../pipelines/sources/demo/brands.ts';
import { demoMentions, DemoWorld } from '../../pipelines/sources/demo/demo-world.ts';
import { COMMON_SLOTS } from '../../pipelines/sources/demo/phrases/common.ts';
import { PROFILES } from '../../pipelines/sources/demo/profiles.ts';
import { Random } from '../../pipelines/sources/demo/random.ts';
import { HORIZON_MS } from '../../pipelines/sources/demo/threads.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 4);
const between = (from: number, to: number, seed: number | string = 7) => [
  ...demoMentions({ seed, from, to }),
];
const at = (mention: MentionInput) => mention.at as number;

describe('the demo world', () => {
  const day = between(START, START + DAY);

  it('is the same for the same seed and another one for another', () => {
    expect(between(START, START + HOUR)).toEqual(between(START, START + HOUR));
    expect(between(START, START + HOUR, 'other')).not.toEqual(between(START, START + HOUR));
  });

  it('gives the same mentions however the time line is cut, from one world or from several', () => {
    const moment = fc.integer({ min: 0, max: 2 * DAY });
    fc.assert(
      fc.property(
        fc.nat(1_000),
        moment,
        fc.array(fc.nat(40 * 60_000), { maxLength: 4 }),
        (seed, offset, lengths) => {
          const world = new DemoWorld(seed);
          const pieces: MentionInput[] = [];
          const fresh: MentionInput[] = [];
          let from = START + offset;
          for (const length of lengths) {
            pieces.push(...world.mentions(from, from + length));
            fresh.push(...between(from, from + length, seed));
            from += length;
          }
          const whole = between(START + offset, from, seed);
          expect(pieces).toEqual(whole);
          expect(fresh).toEqual(whole);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('can be read backwards, in jumps and by two readers at once', () => {
    const world = new DemoWorld(7);
    const hour = (n: number) => [START + n * HOUR, START + n * HOUR + 60_000] as const;
    for (const n of [5, 4, 90, 91, 5]) expect([...world.mentions(...hour(n))]).toEqual(between(...hour(n)));
    const [left, right] = [
      world.mentions(START, START + HOUR),
      world.mentions(START + DAY, START + DAY + HOUR),
    ];
    for (const mention of between(START, START + 10 * 60_000)) {
      expect(left.next().value).toEqual(mention);
      right.next();
    }
  });

  it('is in the order of time, inside the bounds, with ids of its own', () => {
    expect(day.every((mention, index) => index === 0 || at(day[index - 1]!) <= at(mention))).toBe(true);
    expect(day.every((mention) => at(mention) >= START && at(mention) < START + DAY)).toBe(true);
    expect(new Set(day.map(({ id }) => id)).size).toBe(day.length);
  });

  it('agrees with the contracts', () => {
    const mention = Compile(MentionInputSchema);
    expect(day.filter((row) => !mention.Check(row))).toEqual([]);
    expect(day.filter(({ channel }) => !DEFAULT_CHANNELS.includes(channel))).toEqual([]);
    expect(DEMO_BRANDS.filter((brand) => !Compile(BrandConfigSchema).Check(brand))).toEqual([]);
    expect(DEMO_BRANDS.map(({ id }) => id)).toEqual(PROFILES.map(({ id }) => id));
  });

  it('is as busy as six brands of that size, on any day of the week', () => {
    for (let n = 0; n < 7; n++) {
      const count = between(START + n * DAY, START + (n + 1) * DAY).length;
      expect(count).toBeGreaterThan(21_000);
      expect(count).toBeLessThan(36_000);
    }
  });

  it('answers questions that were asked before, also those from before the first moment read', () => {
    const asked = new Map(
      [...between(START - HORIZON_MS, START), ...day].map((mention) => [mention.id, mention]),
    );
    const replies = day.filter(({ inReplyTo }) => inReplyTo != null);
    expect(replies.length).toBeGreaterThan(5_000);
    for (const reply of replies) {
      const question = asked.get(reply.inReplyTo!);
      expect(question, reply.id).toBeDefined();
      expect(at(question!)).toBeLessThan(at(reply));
      expect(question!.conversation).toBe(reply.conversation);
    }
    expect(
      replies.some((reply) => reply.direction === 'outbound' && at(asked.get(reply.inReplyTo!)!) < START),
    ).toBe(true);
    expect(day.some(({ automated }) => automated)).toBe(true);
  });

  it('names a brand in every mention that does not carry one', () => {
    const names = DEMO_BRANDS.flatMap(({ handles, hashtags, keywords }) => [
      ...handles!.map((handle) => `@${handle}`),
      ...hashtags!.map((hashtag) => `#${hashtag}`),
      ...keywords!,
    ]);
    const handles = DEMO_BRANDS.flatMap((brand) => brand.handles!);
    const bare = day.filter(({ brand }) => brand == null);
    expect(bare.length).toBeGreaterThan(0.6 * day.length);
    for (const { direction, author, text } of bare)
      if (direction === 'outbound') expect(handles).toContain(author!.handle);
      else
        expect(
          names.some((name) => text.includes(name)),
          text,
        ).toBe(true);
  });

  it('has trouble in it: most stretches of three hours have a minute far above the rest of their brand', () => {
    const brandOf = (id: string) => PROFILES.find((profile) => id.startsWith(`${profile.id}-`))!.id;
    let troubled = 0;
    for (let from = START; from < START + DAY; from += 3 * HOUR) {
      const tens = new Map<string, number[]>();
      for (const mention of day) {
        if (mention.direction !== 'inbound' || at(mention) < from || at(mention) >= from + 3 * HOUR) continue;
        const counts = tens.get(brandOf(mention.id)) ?? new Array<number>(18).fill(0);
        counts[Math.floor((at(mention) - from) / (HOUR / 6))]! += 1;
        tens.set(brandOf(mention.id), counts);
      }
      const surges = [...tens.values()].some((counts) => {
        const median = [...counts].sort((a, b) => a - b)[9]!;
        return Math.max(...counts) > 2 * Math.max(median, 6);
      });
      if (surges) troubled += 1;
    }
    expect(troubled).toBeGreaterThanOrEqual(6);
  });

  it('speaks in many words', () => {
    expect(new Set(day.filter(({ kind }) => kind === 'post').map(({ text }) => text)).size).toBeGreaterThan(
      5_000,
    );
    expect(day.some(({ text }) => /[{}]|undefined/.test(text))).toBe(false);
  });
});

describe('phrases', () => {
  it.each(PROFILES)('of $id mean what they are filed under', ({ phrases }) => {
    const random = new Random(1);
    const fill = (template: string) =>
      template.replace(/\{(\w+)\}/g, (_, slot: string) =>
        slot === 'b' ? 'Acme' : random.pick(phrases.slots[slot] ?? COMMON_SLOTS[slot]!),
      );
    const expected = {
      positive: 'positive',
      remark: 'neutral',
      question: 'neutral',
      negative: 'negative',
    } as const;
    for (const mood of ['positive', 'remark', 'question', 'negative'] as const) {
      const labels = phrases[mood].flatMap((template) =>
        [1, 2, 3].map(() => shippedScorer(fill(template)).label),
      );
      const right = labels.filter((label) => label === expected[mood]).length;
      expect(right / labels.length, mood).toBeGreaterThan(0.9);
    }
    for (const { posts } of phrases.incidents) {
      const labels = posts.map((template) => shippedScorer(fill(template)).label);
      expect(labels.filter((label) => label === 'negative').length / labels.length).toBeGreaterThan(0.7);
      expect(labels).not.toContain('positive');
    }
  });
});
