import fc from 'fast-check';
import type { Labels } from '../../schema/contracts/labels.ts';
import { INTENTS, SENTIMENT_LABELS } from '../../schema/contracts/mention.ts';

const single = (min: number) =>
  fc.float({ min, max: 1, noNaN: true }).map((score) => (Object.is(score, -0) ? 0 : score));
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => text.replaceAll('\n', ' '));
const names = fc.array(name, { maxLength: 4 });

/** Anything that reading a mention may say, as it can be stored: scores have the digits of a Float32. */
export const anyLabels: fc.Arbitrary<Labels> = fc.record({
  sentiment: fc.constantFrom(...SENTIMENT_LABELS),
  sentimentScore: single(-1),
  sentimentModel: name,
  topics: names,
  intent: fc.constantFrom(...INTENTS),
  leaving: names,
  joining: names,
  actionable: fc.boolean(),
  suspicion: single(0),
  fingerprint: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  language: fc.constantFrom('en', 'de', 'und'),
});
