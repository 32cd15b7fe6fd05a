import type { Overall } from './figures.ts';

export interface OverallMeaning {
  readonly title: string;
  /** What it is and what it is made of. */
  readonly meaning: string;
}

export const MEANINGS: Readonly<Record<Overall, OverallMeaning>> = {
  oldest_waiting: {
    title: 'Oldest waiting',
    meaning:
      'How long the customer has waited who waits longest: from their first unanswered question or complaint until now. A person’s reply ends it, an automatic one does not. Conversations of the last 24 hours; the figures of a single brand look back 30 days.',
  },
  unattended: {
    title: 'Unattended negatives',
    meaning:
      'Negative mentions of the last 24 hours that ask or complain, and that nobody has replied to or decided to leave. It is the sum of the brands below, each as it was last read. The oldest of them may be up to 30 days old.',
  },
  next_breach: {
    title: 'Next breach',
    meaning:
      'When the next of those who wait misses the target of their channel, by the hours of the desk where it keeps hours. Who is past it already is counted as overdue. Conversations of the last 24 hours.',
  },
  silent_sources: {
    title: 'Silent sources',
    meaning:
      'Sources of mentions from which nothing has come for longer than is ever usual for them, judged by their own past. No news from a silent source is not good news.',
  },
};
