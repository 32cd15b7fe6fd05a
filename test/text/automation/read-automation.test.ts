import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AUTOMATION_THRESHOLD,
  readAutomation,
  type AutomationInput,
} from '../../../pipelines/text/automation/read-automation.ts';
import { AUTOMATION_REASONS } from '../../../pipelines/text/automation/reasons.ts';
import { HOSTILE_TEXTS, anyText } from '../hostile-texts.ts';

const nobody = { id: '', name: '', handle: '', followers: 0, verified: false };
function said(
  text: string,
  with_: Partial<AutomationInput> = {},
  author: Partial<AutomationInput['author']> = {},
): AutomationInput {
  return {
    text,
    kind: 'post',
    url: '',
    promoted: false,
    automated: false,
    ...with_,
    author: { ...nobody, ...author },
  };
}
const isSuspected = (mention: AutomationInput) => readAutomation(mention).score >= AUTOMATION_THRESHOLD;

describe('what sells or was written by an application', () => {
  it.each([
    'Follow us and RT this post to win a weekend for two! #competition',
    'GIVEAWAY time! Tell us your favourite snack for a chance to win a hamper https://t.co/a1',
    'To enter: like, retweet and tag a friend. Ends Sunday!',
    'Use my code SAVE20 for a discount on your first order https://bit.ly/x',
    'Up to 70% off everything, shop now at https://t.co/q',
    'Limited time offer: buy one get one on all shoes! https://t.co/q',
    'The $MOON token presale is live, next 100x 🚀 https://t.me/moon',
    'Airdrop is live! Claim your airdrop now before it ends',
    'She is the best forex mentor, I invested with her and she doubled it',
    'My account was locked too, he helped me recover my account, message him on Instagram',
    'Contact @fixit_now on telegram, a genuine hacker, account recovery expert',
    'Hot girls in your area, free cam girls tonight https://t.co/zz',
    'Gain 1000 followers today! f4f #followback',
    'Make money online from your phone, earn $500 a day, ask me how',
    'Claim your free $100 Amazon gift card here https://cutt.ly/q',
    'I just posted a photo @ Central Station https://t.co/k',
    'I liked a @YouTube video from @goals https://t.co/k Best goals of the year',
    '12 people followed me and 3 people unfollowed me // automatically checked by https://t.co/f',
    "We're hiring! Click to apply: Barista - https://t.co/h #Hospitality #Job",
    'sale https://t.co/1 #a #b #c #d #e #f #g #h #i #j #k #l',
  ])('is suspected: %s', (text) => {
    expect(isSuspected(said(text))).toBe(true);
  });
});

describe('what people write to a brand', () => {
  it.each([
    '@shop my coupon code does not work at checkout, what now?',
    '@shop why do you advertise 20% off and then charge the full price??',
    'I never got the prize of your giveaway, two months and no answer @shop',
    '@airline Why is there no phone number? I get an automated reply every time. Ridiculous.',
    'Nooooooooooo not again @train 😡😡😡😡😡😡😡😡😡😡',
    '@a @b @c @d @e @f @support same here, no internet since Friday',
    '@support https://t.co/picture',
    'Best flight ever! #happy #crew #sunset',
    'is this message about a free gift card from you or is it a scam? @bank',
    'I NEED MY ORDER NOW. ANSWER ME!!!!!!!!',
    'Thanks, I have sent a DM',
    '私の荷物がまだ届きません。どうなっていますか？',
    'via Atlanta or via Chicago, I do not care, just get me home @airline',
    'They win again and we have a chance to win the cup',
    '.@rail delayed again http://t.co/x',
  ])('is not: %s', (text) => {
    expect(readAutomation(said(text)).score).toBeLessThan(AUTOMATION_THRESHOLD);
  });

  it.each(['Talbot', 'jane_abbot', 'Cabot1987', 'both_of_us', 'robotics_fan', 'anna12345678'])(
    'nor is it for being called %s',
    (handle) => {
      expect(isSuspected(said('my parcel is late again', {}, { handle, followers: 3 }))).toBe(false);
    },
  );
});

describe('the signs', () => {
  it.each(['weather_bot', 'WeatherBot', '@news-bot', 'bot4u', 'TrainBot24'])(
    'know a bot by the name %s',
    (handle) => {
      expect(readAutomation(said('Line 4: delays of 10 minutes', {}, { handle })).reasons).toContain(
        'bot_name',
      );
      expect(isSuspected(said('Line 4: delays of 10 minutes', {}, { handle }))).toBe(true);
    },
  );

  it('end the question when the feed declares it', () => {
    expect(readAutomation(said('hello', { automated: true }))).toEqual({
      score: 1,
      reasons: ['declared'],
    });
  });

  it('name themselves, the strongest first', () => {
    const { reasons } = readAutomation(
      said(
        'Up to 50% off today! https://bit.ly/x',
        { promoted: true },
        { handle: 'sale84736251', followers: 2 },
      ),
    );
    expect(reasons).toEqual([
      'coupon',
      'promoted',
      'offer_with_link',
      'short_link',
      'default_handle',
      'few_followers',
    ]);
  });

  it('weigh less for a verified author', () => {
    const offer = 'Giveaway! Enter to win a trip https://t.co/x';
    expect(readAutomation(said(offer, {}, { verified: true })).score).toBeLessThan(
      readAutomation(said(offer)).score,
    );
  });

  it('take no followers for "not told", and few for a hint', () => {
    expect(readAutomation(said('hello there')).score).toBe(0);
    expect(readAutomation(said('hello there', {}, { followers: 2 })).score).toBeCloseTo(0.1);
  });

  it('look at links that are alone, at many, and at the address of the mention', () => {
    const reasonsOf = (mention: AutomationInput) => readAutomation(mention).reasons;
    expect(reasonsOf(said('https://t.co/a #deal'))).toContain('link_only');
    expect(
      reasonsOf(said('see https://a.example/1 https://a.example/2 www.a.example/3 https://a.example/4')),
    ).toContain('many_links');
    expect(reasonsOf(said('hello', { url: 'https://bit.ly/abc' }))).toEqual(['short_link']);
    expect(reasonsOf(said('Apple Opens Its Largest Store Yet In Berlin https://t.co/n'))).toContain(
      'headline',
    );
    expect(reasonsOf(said('a'.repeat(300)))).toEqual(['repeated_characters']);
    expect(reasonsOf(said('look @a1 @a2 @a3 @a4 @a5 @a6 @a7'))).toEqual(['handles']);
  });
});

describe('the score', () => {
  it('stays in 0 … 1, with reasons that are known, and is the same each time', () => {
    const author = fc.record({
      id: anyText,
      name: anyText,
      handle: anyText,
      followers: fc.nat(),
      verified: fc.boolean(),
    });
    fc.assert(
      fc.property(anyText, author, anyText, fc.boolean(), (text, author, url, promoted) => {
        const mention = said(text, { url, promoted }, author);
        const { score, reasons } = readAutomation(mention);
        expect(readAutomation(mention)).toEqual({ score, reasons });
        expect(score >= 0 && score <= 1).toBe(true);
        expect(score > 0).toBe(reasons.length > 0);
        expect(new Set(reasons).size).toBe(reasons.length);
        expect(reasons.every((reason) => AUTOMATION_REASONS.includes(reason))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile texts', () => {
  it.each(HOSTILE_TEXTS)('are read to 5,000 characters: %s', (_name, text) => {
    const author = { handle: text, name: text };
    expect(readAutomation(said(text, {}, author))).toEqual(
      readAutomation(said(text.slice(0, 5_000), {}, author)),
    );
  });
});
