/** The topics of one text: as people labelled it, and as a reader says. */
export interface JudgedTopics {
  readonly gold: readonly string[];
  readonly said: readonly string[];
}

/** How well topics were found. Figures are 0 … 100; null where nothing was said, or nothing was to be found. */
export interface TopicScore {
  /** Labelled and found. */
  readonly hits: number;
  /** Found, not labelled. */
  readonly extra: number;
  /** Labelled, not found. */
  readonly missed: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

export interface TopicEvaluation {
  /** Texts. */
  readonly n: number;
  /** Of every topic that was labelled or found at least once. */
  readonly byTopic: ReadonlyMap<string, TopicScore>;
  /** All topics of all texts in one count. */
  readonly micro: TopicScore;
  /** Mean F1 of the topics in `byTopic`, each counting the same; null without any. */
  readonly macroF1: number | null;
}

/** Compares what was found with what people labelled, text by text. A topic given twice for one text counts once. */
export function evaluateTopics(judged: readonly JudgedTopics[]): TopicEvaluation {
  const counts = new Map<string, { hits: number; extra: number; missed: number }>();
  const count = (topic: string, what: 'hits' | 'extra' | 'missed') => {
    const known = counts.get(topic) ?? { hits: 0, extra: 0, missed: 0 };
    known[what] += 1;
    counts.set(topic, known);
  };
  for (const { gold, said } of judged) {
    const wanted = new Set(gold);
    const found = new Set(said);
    for (const topic of wanted) count(topic, found.has(topic) ? 'hits' : 'missed');
    for (const topic of found) if (!wanted.has(topic)) count(topic, 'extra');
  }
  const byTopic = new Map(
    [...counts].map(([topic, { hits, extra, missed }]) => [topic, scoreOf(hits, extra, missed)]),
  );
  const all = [...counts.values()];
  const sum = (of: 'hits' | 'extra' | 'missed') => all.reduce((total, one) => total + one[of], 0);
  const f1s = [...byTopic.values()].map(({ f1 }) => f1 ?? 0);
  return {
    n: judged.length,
    byTopic,
    micro: scoreOf(sum('hits'), sum('extra'), sum('missed')),
    macroF1: f1s.length === 0 ? null : f1s.reduce((total, f1) => total + f1, 0) / f1s.length,
  };
}

function scoreOf(hits: number, extra: number, missed: number): TopicScore {
  return {
    hits,
    extra,
    missed,
    precision: percent(hits, hits + extra),
    recall: percent(hits, hits + missed),
    f1: percent(2 * hits, 2 * hits + extra + missed),
  };
}

const percent = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole);
