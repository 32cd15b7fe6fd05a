import type { Feature } from './features.ts';

/** Intents that are told apart by weights. Churn is told by the grammar of moving, in `churn.ts`. */
export const WEIGHED = ['query', 'complaint', 'praise', 'comment'] as const;
export type Weighed = (typeof WEIGHED)[number];

export interface Weights {
  /** What is said before any word is read. */
  readonly bias: number;
  readonly of: Readonly<Partial<Record<Feature, number>>>;
}

/**
 * Multinomial logistic weights: the intent with the largest sum is read. Set by hand, then moved by a regularised fit
 * (Gaussian prior around the hand's values) on the tune half of `test/text/intent/labels.tsv`, and rounded to one
 * decimal; what came out below 0.2 is left out.
 */
export const INTENT_WEIGHTS: Readonly<Record<Weighed, Weights>> = {
  query: {
    bias: -0.9,
    of: {
      request: 2.6,
      question: 2.2,
      opensAsQuestion: 0.9,
      longText: 0.4,
      addressed: 0.3,
      money: 0.2,
      negative: 0.2,
      rhetorical: -1.4,
      link: -0.6,
      anger: -0.4,
      shortReply: -0.4,
    },
  },
  complaint: {
    bias: -0.4,
    of: {
      anger: 1.8,
      problem: 1.2,
      wait: 1.2,
      negative: 1.1,
      rhetorical: 0.9,
      shortReply: 0.6,
      money: 0.5,
      butTurn: 0.5,
      longText: 0.4,
      figures: 0.2,
      solved: -1.5,
      onlyThanks: -1.3,
      onlyPraise: -1.2,
      closing: -0.7,
      fun: -0.7,
    },
  },
  praise: {
    bias: -1,
    of: {
      thanks: 1.9,
      praise: 1.5,
      onlyThanks: 1.2,
      solved: 0.9,
      fun: 0.4,
      onlyPraise: 0.8,
      positive: 0.5,
      anger: -1.1,
      question: -0.7,
      problem: -0.5,
      reply: -0.4,
      firstPerson: -0.4,
      opensAsQuestion: -0.2,
    },
  },
  comment: {
    bias: 0.4,
    of: {
      noWords: 2,
      promotion: 1.1,
      closing: 0.8,
      handover: 0.8,
      shortReply: 0.6,
      link: 0.6,
      reply: 0.5,
      firstPerson: 0.5,
      shout: 0.5,
      onlyPraise: 0.4,
      rhetorical: 0.3,
      fun: 0.3,
      figures: 0.3,
      negative: -0.9,
      request: -0.8,
      thanks: -0.6,
      question: -0.5,
      wait: -0.4,
      praise: -0.4,
      problem: -0.3,
      money: -0.2,
      longText: -0.2,
    },
  },
};

/** Logistic weights of "a person of the brand should answer", fitted in the same way. */
export const ACTIONABLE_WEIGHTS: Weights = {
  bias: -0.4,
  of: {
    leaving: 3,
    request: 2.1,
    anger: 1.3,
    handover: 1.1,
    question: 1.1,
    problem: 1,
    negative: 0.8,
    message: 0.8,
    longText: 0.8,
    wait: 0.6,
    opensAsQuestion: 0.6,
    reply: 0.5,
    addressed: 0.5,
    shortReply: 0.5,
    money: 0.4,
    figures: 0.4,
    butTurn: 0.4,
    noWords: -1.5,
    solved: -1.4,
    closing: -1.4,
    promotion: -1.4,
    fun: -1.2,
    onlyPraise: -1.2,
    onlyThanks: -1.1,
    thanks: -0.9,
    link: -0.9,
    praise: -0.8,
    toOthers: -0.4,
    positive: -0.3,
    firstPerson: -0.2,
  },
};

/** At this probability a person of the brand should answer. */
export const ACTIONABLE_THRESHOLD = 0.5;

/**
 * What there is of in a text that wants something. The weights were fitted on tweets to support desks, of which most do
 * want something: by themselves they take whatever names a brand for a question. Who says none of this only tells.
 */
export const APPEALS = [
  'leaving', 'request', 'question', 'opensAsQuestion', 'problem', 'anger', 'negative', 'wait', 'handover', 'reply', 'message',
] as const satisfies readonly Feature[]; // prettier-ignore
