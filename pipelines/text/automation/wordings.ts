import type { AutomationReason } from './reasons.ts';

/** Phrases of one kind of automated or selling text, read on lower case without links and handles, spaces folded. */
export interface Wording {
  readonly reason: AutomationReason;
  /** Who uses one of these is selling, not telling. Linear: repetitions are bounded and never nested. */
  readonly sure: RegExp | null;
  /** Complaints use these too ("my coupon code does not work"): they count when there are two, or another sign. */
  readonly hints: RegExp | null;
  /** See `marks.ts`: a text without any of them has none of these phrases. */
  readonly marks: readonly string[];
  /** The phrases, each a pattern of its own. */
  readonly sources: readonly string[];
}

const phrases = (list: readonly string[]): RegExp | null =>
  list.length === 0 ? null : new RegExp(`\\b(?:${list.join('|')})(?!\\w)`, 'g');
const wording = (
  reason: AutomationReason,
  { marks, sure = [], hints = [] }: { marks: string; sure?: readonly string[]; hints?: readonly string[] },
): Wording => ({
  reason,
  sure: phrases(sure),
  hints: phrases(hints),
  marks: marks.split(' '),
  sources: [...sure, ...hints],
});

/** English wordings of spam and of posts that applications write. */
export const WORDINGS: readonly Wording[] = [
  wording('giveaway', {
    marks: 'follow win enter chance tag giveaway *sweepstake contest',
    sure: [
      'follow (?:us |me )?(?:and|&|\\+) (?:rt|retweet|like|share)[^.!?]{0,40} (?:win|enter|chance)',
      '(?:rt|retweet|like|share) (?:and|&|\\+) follow[^.!?]{0,40} (?:win|enter|chance)',
      '(?:rt|retweet|follow)(?:/follow| and follow| & follow| and rt| & rt)? (?:to win|to enter|for a chance)',
      'to enter:? (?:like|rt|retweet|follow|share|tag)',
      'tag (?:a friend|\\d friends|three friends|two friends) (?:to|and|for)',
    ],
    hints: [
      'giveaway',
      'chance to win',
      'enter (?:here )?to win',
      '\\w{0,20}sweepstakes?',
      'win (?:a )?free',
      'contest',
      'follow (?:and|&) tweet',
    ],
  }),
  wording('coupon', {
    marks: 'code % link referral limited shipping buy shop order deal price only',
    sure: [
      'use (?:my |our |the )?(?:promo |discount |coupon |referral |invite )?code:? \\w+ (?:for|to get|and get|at checkout)',
      '(?:up to |extra |get |save |flat )\\d{1,2} ?% (?:off|discount)[^.!?]{0,40} (?:today|now|code|coupon|sitewide|everything|shop|limited)',
      'sign ?up (?:with|using) my (?:link|code)',
      'my referral (?:link|code)',
    ],
    hints: [
      '(?:promo|coupon|discount) code',
      '\\d{1,2} ?% off',
      'limited[- ]time(?: offer| only| deal)?',
      'free shipping',
      'buy (?:one|1) get (?:one|1)',
      '(?:shop|order|buy) now',
      'deal of the day',
      'price drop',
      'for only [$£€]\\d',
    ],
  }),
  wording('crypto', {
    marks:
      'airdrop token coin crypto nft double guaranteed forex trading binary invest 100 1000 presale income moon web',
    sure: [
      '(?:free|claim (?:your|the|my)) (?:crypto )?airdrop',
      'airdrop is (?:now )?(?:live|open)',
      '(?:token|coin|crypto|nft) (?:presale|pre-sale|airdrop|giveaway|whitelist)',
      'double your (?:btc|bitcoin|eth|crypto|money|investment)',
      'guaranteed (?:profits?|returns?)',
      '(?:forex|crypto|trading|binary) (?:signals?|mentor|expert|manager)',
      'invest(?:ed)? (?:with|through) (?:him|her|them|mrs?|this)',
      'next (?:100|1000)x',
    ],
    hints: ['airdrop', 'presale', 'passive income', 'to the moon', '100x', 'web3 gem', 'nft drop'],
  }),
  wording('recovery_scam', {
    marks: 'help helped inbox contact message dm text reach write hit recovery hacker',
    sure: [
      '(?:helped|help) (?:me|you) (?:to )?(?:recover|get back|unlock)[^.!?]{0,40} (?:account|funds?|money|wallet|page)[^.!?]{0,40} (?:instagram|telegram|whatsapp|ig|tg|inbox|him|her)',
      '(?:inbox|contact|message|dm|text|reach out to|write to|hit up) (?:\\w+ )?(?:on|via) (?:instagram|telegram|whatsapp|ig)',
      '(?:account|wallet|funds?) recovery (?:expert|service|agent|specialist)',
      '(?:ethical|professional|genuine|real) hacker',
    ],
  }),
  wording('adult', {
    marks: 'hot cam camgirl nude nudes sex fans onlyfans sugar escort leaked 18 xxx',
    sure: [
      'hot (?:singles?|girls?|milfs?|teens?) (?:in|near|waiting|online|live|cam)',
      'cam ?girls?',
      'nudes? (?:in|on|for|dm) ',
      'sex (?:chat|cam|dating)',
      'my only ?fans',
      'sugar (?:daddy|baby|mummy|momma) (?:needed|wanted|looking|who)',
      'escorts? service',
    ],
    hints: [
      'only ?fans',
      'sex tape',
      'leaked (?:video|nudes?|tape)',
      'nudes',
      'sugar daddy',
      '18\\+',
      'escorts',
      'xxx',
    ],
  }),
  wording('follow_trade', {
    marks: 'f follow ifollow buy team teamfollow open openfollow mutual mutuals',
    sure: [
      'f4f',
      'follow ?(?:for|4) ?follow',
      'gain (?:\\d+ |more |new |real )?followers',
      'buy (?:\\d+ |real |cheap )?(?:followers|likes|views|retweets)',
      'follow (?:everyone|all) who (?:likes|retweets|rts|follows)',
    ],
    hints: [
      'team ?follow ?back',
      'i ?follow ?back',
      'follow me back',
      'follow ?back',
      'open ?follow',
      'mutuals? wanted',
    ],
  }),
  wording('easy_money', {
    marks: 'earn make home gift giftcard',
    sure: [
      'earn (?:up to )?[$£€]?\\d[\\d,.]{0,9}[k$£€]? ?(?:a|per|every|/) ?(?:day|week|month|hour)',
      'make (?:money|cash|[$£€]\\d[\\d,.]{0,9}k?) (?:online|fast|from home|from your phone|daily|working)',
      'work from home (?:and earn|job|opportunity|and make)',
      '(?:get|claim|win|won) (?:a |your )?(?:free )?[$£€]?\\d[\\d,]{0,9} ?(?:usd )?(?:amazon |walmart |visa |steam |paypal |target )?gift ?card',
    ],
  }),
  wording('app_post', {
    marks:
      'posted uploaded published shared video followed unfollowed unfollow mentioned checked twitter m im latest click automated auto automatic reply link check subscribe hiring job read',
    sure: [
      '(?:i|we) just (?:posted|uploaded|published|shared) a (?:new )?(?:photo|video|story)',
      'i (?:added|liked) a (?:youtube )?video (?:to a|@|from|playlist)',
      '\\d+ (?:people|person|users?) (?:followed|unfollowed|mentioned|checked) me',
      'new followers? and \\d+ unfollow',
      'my (?:week|month) on twitter',
      "^i'?m at [^,.!?]{2,40} in [^,.!?]{2,30}, [a-z]{2}$",
      'see our latest [^.!?]{0,60}(?:job|opening|career)',
      'click (?:the link in our bio )?to apply',
      '^this is an automated (?:message|reply|tweet|post|response)',
    ],
    hints: [
      'this is an automated (?:message|reply|tweet|post|response)',
      'auto(?:matic|mated)?[- ]reply',
      'do not reply to this',
      'link in (?:the |my |our )?bio',
      'check (?:it )?out (?:my|our|this) (?:new |latest )?(?:video|channel|song|track|mixtape|blog|store|shop|etsy)',
      'subscribe to (?:my|our)',
      "(?:we're|we are|now) hiring",
      'job (?:alert|opening|vacancy)',
      'read more',
      'click (?:here|the link|below)',
    ],
  }),
];
