import { describe, expect, it } from 'vitest';
import { wantsSecondReading, type QuicklyRead } from '../../../pipelines/text/second-reading/cascade.ts';

const rule = { doubtBelow: 0.6, reachFrom: 10_000 };
const wants = (mention: Partial<QuicklyRead>, followers = 10) =>
  wantsSecondReading(
    { text: 'Well, well.', direction: 'inbound', confidence: 0.9, ...mention, author: { followers } },
    rule,
  );

describe('who is read a second time', () => {
  it('is whoever leaves a doubt', () => {
    expect(wants({ confidence: 0.59 })).toBe(true);
    expect(wants({ confidence: 0.6 })).toBe(false);
  });

  it('is whoever reaches far, however clear', () => {
    expect(wants({}, 10_000)).toBe(true);
    expect(wants({}, 9_999)).toBe(false);
  });

  it('is never the brand itself, nobody, or what a rule or a person has settled', () => {
    expect(wants({ direction: 'outbound', confidence: 0.1 }, 1e9)).toBe(false);
    expect(wants({ text: ' \n', confidence: 0.1 }, 1e9)).toBe(false);
    expect(wants({ confidence: undefined }, 1e9)).toBe(false);
  });
});
