import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import { audience } from '../audience/voices.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';
import { quantileReading } from '../responses/metrics.ts';
import { LATE_MS, lags } from './lag.ts';
import { languages } from './languages.ts';
import { quietSources } from './silence.ts';

/** Silent sources that are named, the longest silence first. */
const PRINTED_SOURCES = 60;

const COMMON = {
  window: 'Event time of the mention.',
  source: 'Practice of stream processing.',
  minN: 20,
  version: 1,
} satisfies Partial<MetricDefinition>;

const lagOf = (id: string, title: string, name: string, p: number): Metric =>
  metricOf(
    {
      ...COMMON,
      facets: ['channel', 'venue', 'topic', 'automation'],
      id,
      title,
      unit: 'seconds',
      formula: `${name} of (time it was stored − event time)`,
      includes:
        'Inbound and outbound mentions. One dated ahead of the store’s clock counts 0. What was loaded from the past is as late as it is old.',
      n: 'Mentions.',
      interval: 'Order statistics.',
    },
    lags,
    (ascending) => quantileReading(ascending, p),
  );

export const QUALITY_METRICS: readonly Metric[] = [
  lagOf('lag_p50', 'Lag, median', 'median', 0.5),
  lagOf('lag_p95', 'Lag, 95th percentile', '95th percentile', 0.95),
  metricOf(
    {
      ...COMMON,
      facets: ['channel', 'venue', 'topic', 'automation'],
      id: 'late_share',
      title: 'Late mentions',
      unit: 'share',
      formula: 'mentions stored more than 1 h and 10 s after their event time / mentions',
      includes:
        'Inbound and outbound mentions. The bound is that of the default event-time settings: after it a window is final, and a mention revises it.',
      n: 'Mentions.',
      numerator: 'Mentions stored later than that.',
      denominator: 'Mentions.',
      interval: 'Wilson.',
    },
    lags,
    (ascending) => shareReading(ascending.filter((ms) => ms > LATE_MS).length, ascending.length),
  ),
  metricOf(
    {
      ...COMMON,
      facets: [],
      id: 'silent_sources',
      title: 'Silent sources',
      unit: 'sources',
      formula: 'sources silent for longer than the larger of 15 min and 5 usual gaps; usual: the median gap between two mentions',
      includes:
        'Sources heard at least twice in the 24 hours before, inbound or outbound, by event time. The parts name those that are silent, with the seconds.',
      n: 'Sources that were heard at least twice.',
      window: 'The end of the window, or now when it has not ended.',
      interval: 'None: it is a state, not an estimate.',
      minN: 0,
    },
    quietSources,
    (judged) => {
      const silent = [...judged.values()]
        .filter(({ ms, boundMs }) => ms > boundMs)
        .sort((a, b) => b.ms - a.ms || (a.source < b.source ? -1 : 1));
      return {
        value: judged.size > 0 ? silent.length : null,
        n: judged.size,
        parts: Object.fromEntries(silent.slice(0, PRINTED_SOURCES).map(({ source, ms }) => [source, ms / 1_000])),
      };
    },
  ),
  metricOf(
    {
      ...COMMON,
      facets: ['channel', 'venue', 'topic', 'automation'],
      id: 'duplicate_text_share',
      title: 'Repeated texts',
      unit: 'share',
      formula: '1 − distinct texts / inbound mentions',
      includes: 'Inbound mentions. Near copies and reposts of one text are the same text.',
      n: 'Inbound mentions.',
      numerator: 'Inbound mentions less distinct texts.',
      denominator: 'Inbound mentions.',
      interval: 'Wilson.',
      source: 'Practice of social listening.',
    },
    audience,
    ({ positive, neutral, negative, texts }) => {
      const mentions = positive + neutral + negative;
      return shareReading(mentions - texts.size, mentions);
    },
  ),
  metricOf(
    {
      ...COMMON,
      facets: ['channel', 'venue', 'topic', 'automation'],
      id: 'unsupported_language_share',
      title: 'Unsupported languages',
      unit: 'share',
      formula: 'inbound mentions in a language the sentiment model does not cover / inbound mentions',
      includes:
        'Inbound mentions. The tone of the former is read from their emoji, or is neutral. A text too short to tell its language counts as covered.',
      n: 'Inbound mentions.',
      numerator: 'Inbound mentions in a language that is known and not covered.',
      denominator: 'Inbound mentions.',
      interval: 'Wilson.',
      source: 'Practice of social listening.',
    },
    languages,
    ({ mentions, unsupported }) => shareReading(unsupported, mentions),
  ),
]; // prettier-ignore
