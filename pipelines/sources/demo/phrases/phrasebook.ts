/** `{slot}` is replaced by one of the slot's words, `{b}` by the brand as people of that channel name it, `{rival}` by another one. */
export interface Phrasebook {
  readonly slots: Readonly<Record<string, readonly string[]>>;
  readonly positive: readonly string[];
  /** States something without an opinion. */
  readonly remark: readonly string[];
  /** Asks for something without an opinion. */
  readonly question: readonly string[];
  readonly negative: readonly string[];
  /** Announces that its author leaves the brand. */
  readonly leaving: readonly string[];
  /** Announces that its author has come to it. */
  readonly joining: readonly string[];
  /** What the brand itself posts on a quiet day. */
  readonly campaign: readonly string[];
  readonly incidents: readonly IncidentTheme[];
}

export interface IncidentTheme {
  /** One word, part of the hashtag people give it. */
  readonly hashtag: string;
  /** What customers say while it lasts. */
  readonly posts: readonly string[];
  /** What the brand announces soon after it began. */
  readonly statement: string;
  /** What it announces at the end. */
  readonly resolved: string;
}
