import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACTIONABLE_THRESHOLD,
  readIntent,
  type Intent,
  type IntentContext,
} from '../../../pipelines/text/intent/read-intent.ts';
import { shippedScorer } from '../../helpers/shipped-scorer.ts';
import { DIRECTIONS, KINDS, SENTIMENT_LABELS } from '../../../schema/contracts/mention.ts';

const NAMES = { names: ['acme', '@acmecare'], rivals: ['bolt', '@boltmobile', 'volt mobile'] };

function contextOf(text: string, more: Partial<IntentContext> = {}): IntentContext {
  const { label, score } = shippedScorer(text);
  return { sentiment: label, sentimentScore: score, kind: 'post', direction: 'inbound', ...NAMES, ...more };
}

describe('what the author wants', () => {
  it.each<[text: string, intent: Intent, actionable: boolean]>([
    ['@acmecare how do I reset my password?', 'query', true],
    ['Hi @acmecare, can you tell me when the shop in Leeds opens?', 'query', true],
    ['anyone know if Acme ships to Norway', 'query', true],
    ['Is there a student discount at Acme?', 'query', true],
    ['@acmecare any update on my ticket?', 'query', true],
    ['@acmecare please help', 'query', true],
    ['@acmecare what time does chat close tonight', 'query', true],
    ['@acmecare could someone call me back please', 'query', true],
    ['@acmecare ¿Cuándo abre la tienda?', 'query', true],
    ['@acmecare my internet is down again, third time this week', 'complaint', true],
    ['Acme charged me twice and nobody answers. Terrible service.', 'complaint', true],
    ['@acmecare parcel never arrived and the tracking is stuck', 'complaint', true],
    ['@acmecare why are you so bad at this?', 'complaint', true],
    ['@acmecare your app keeps crashing. seriously?', 'complaint', true],
    ['@acmecare are you kidding me? three hours late and no refund', 'complaint', true],
    ['@acmecare still waiting for my refund, this is ridiculous', 'complaint', true],
    ['so disappointed in Acme, awful food and rude staff', 'complaint', true],
    ['Thank you @acmecare, great service!', 'praise', false],
    ['I love Acme, best coffee in town', 'praise', false],
    ['Huge thanks to the wonderful crew at Acme', 'praise', false],
    ['@acmecare that fixed it, thanks!', 'praise', false],
    ['Shout out to Acme for the amazing customer service 👏', 'praise', false],
    ['Win a year of coffee! RT to enter our giveaway with Acme', 'comment', false],
    ['Happy Halloween from Acme 🎃 lol', 'comment', false],
    ['Acme opens a shop in Leeds https://example.com/news', 'comment', false],
    ['@bob @acmecare 😂😂😂', 'comment', false],
    ['Ordered headphones at Acme for $12.40', 'comment', false],
    ['Meeting at @acmecare Station at nine', 'comment', false],
    ['Got the @acmecare catalogue in the mail today', 'comment', false],
    [
      'On the last ten minutes of The Ninth Door with @acmecare on the tablet, the long way home from work',
      'comment',
      false,
    ],
    ['How do I cancel my Acme contract?', 'churn', true],
  ])('%s', (text, intent, actionable) => {
    const reading = readIntent(text, contextOf(text));
    expect({ intent: reading.intent, actionable: reading.actionable }).toEqual({ intent, actionable });
  });

  it('of a language whose words it does not know: a text that names the brand is looked at', () => {
    const text = '@acmecare saya nak tukar penerbangan sebab jadual semula';
    const read = (language: string) => readIntent(text, contextOf(text, { language })).actionable;
    expect([read('ms'), read('en'), read('und')]).toEqual([true, false, false]);
  });

  it('in a thread: details for the agent want an answer, a closing word does not', () => {
    const answers = [
      'DM sent',
      'Order 4711, postcode LS1',
      'I already tried that, no luck',
      'No',
      'iPhone 6 on 11.1',
    ];
    for (const text of answers)
      expect(readIntent(text, contextOf(text, { kind: 'reply' })).actionable, text).toBe(true);
    const closers = [
      'Thanks!',
      'ok will do',
      'Thank you so much, all sorted now',
      'No worries, thanks',
      'haha 😂',
    ];
    for (const text of closers)
      expect(readIntent(text, contextOf(text, { kind: 'reply' })).actionable, text).toBe(false);
  });
});

describe('a reading', () => {
  it('tells the words that decided, where they stand', () => {
    const text = '@acmecare my app is broken, how do I get a refund?';
    const { reasons } = readIntent(text, contextOf(text));
    expect(reasons).toContain(`request: "how do I" at ${text.indexOf('how')}`);
    expect(readIntent('Done with Acme', contextOf('')).reasons).toEqual(['leaving: "Done with Acme" at 0']);
  });

  it('of what the brand wrote asks for nothing', () => {
    const text = 'How can we help? Please DM us, we are leaving no stone unturned for Acme';
    const reading = readIntent(text, contextOf(text, { direction: 'outbound' }));
    expect(reading).toMatchObject({ intent: 'comment', toward: null, actionable: false, score: 0 });
  });

  it('of a repost keeps the intent and leaves the answer to the original', () => {
    const text = '@acmecare how do I cancel my account?';
    const [post, repost] = (['post', 'repost'] as const).map((kind) =>
      readIntent(text, contextOf(text, { kind })),
    );
    expect(post).toMatchObject({ intent: 'churn', actionable: true });
    expect(repost).toMatchObject({ intent: 'churn', actionable: false });
  });

  it('does not mind case, curly quotes, entities or a name in the possessive', () => {
    for (const text of [
      'I’M LEAVING ACME’S NETWORK',
      "i'm leaving acme's network",
      'so done with &quot;Acme&quot; &amp; co',
    ])
      expect(readIntent(text, contextOf(text)).toward, text).toBe('leaving');
  });

  it('knows the longer of two names that overlap, and a name in both lists as ours', () => {
    const overlap = { names: ['acme'], rivals: ['acme mobile'] };
    expect(readIntent('leaving acme mobile for acme', contextOf('', overlap)).toward).toBe('joining');
    expect(readIntent('leaving acme', contextOf('', { names: ['acme'], rivals: ['acme'] })).toward).toBe(
      'leaving',
    );
  });
});

describe('any text', () => {
  const PIECES =
    'leaving,never,again,cancel,my,acme,for,bolt,to,from,switch,you,?,!!,@acmecare,done,with,not,I,how do I,😂,constructor,__proto__';
  const context: fc.Arbitrary<IntentContext> = fc.record({
    sentiment: fc.constantFrom(...SENTIMENT_LABELS),
    sentimentScore: fc.double({ min: -1, max: 1, noNaN: true }),
    kind: fc.constantFrom(...KINDS),
    direction: fc.constantFrom(...DIRECTIONS),
    names: fc.array(fc.constantFrom('acme', '@acmecare', '', '...', 'a b'), { maxLength: 4 }),
    rivals: fc.array(fc.constantFrom('bolt', 'acme', '@x', '😀'), { maxLength: 4 }),
  });
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.array(fc.constantFrom(...PIECES.split(',')), { maxLength: 40 }).map((words) => words.join(' ')),
  );

  it('has a reading that agrees with itself, every time the same', () => {
    fc.assert(
      fc.property(text, context, (said, about) => {
        const reading = readIntent(said, about);
        expect(readIntent(said, about)).toEqual(reading);
        expect(reading.score).toBeGreaterThanOrEqual(0);
        expect(reading.score).toBeLessThanOrEqual(1);
        expect(reading.intent === 'churn').toBe(reading.toward === 'leaving');
        expect(reading.reasons.length).toBeLessThanOrEqual(3);
        if (reading.actionable) expect(reading.score).toBeGreaterThanOrEqual(ACTIONABLE_THRESHOLD);
        if (about.direction === 'outbound' || about.kind === 'repost') expect(reading.actionable).toBe(false);
      }),
      { numRuns: 1_500 },
    );
  });

  it('is read up to its 5,000th character and no further', () => {
    fc.assert(
      fc.property(text, (tail) => {
        const head = 'leaving acme. '.padEnd(5_000, 'x ');
        expect(readIntent(head + tail, contextOf(''))).toEqual(readIntent(head, contextOf('')));
      }),
    );
  });

  it.each([
    ['one letter', 'a'.repeat(1_000_000)],
    ['emoji', '😀'.repeat(10_000)],
    ['nested brackets', '[({'.repeat(50_000) + '})]'.repeat(50_000)],
    ['quotes', "'".repeat(100_000)],
    ['quotes between letters', "a'".repeat(100_000)],
    ['at signs', '@'.repeat(100_000)],
    ['a word that moves', 'leaving '.repeat(100_000)],
    ['words that are looked behind', 'i will not never cancel '.repeat(50_000)],
    ['names', 'acme '.repeat(100_000)],
    ['half a pair of surrogates', '\ud83d'.repeat(10_000)],
  ])('of hostile %s is read as what its beginning is', (_, hostile) => {
    expect(readIntent(hostile, contextOf(''))).toEqual(readIntent(hostile.slice(0, 5_000), contextOf('')));
  });
});
