import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import type { Reading } from '../family.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';
import { quantile } from '../responses/response-times.ts';
import { seconds } from '../responses/metrics.ts';
import { channels, type ChannelSums, type Channels } from './channels.ts';

/** Channels whose shares are printed, the largest first. */
const PRINTED_CHANNELS = 60;

/**
 * A share of the channels that are asked for among all of them: what it is a share of must not be cut by channel, so
 * everything is added up first and the channels are picked when it is read.
 */
function amongChannels(
  definition: MetricDefinition,
  read: (all: Channels, asked: readonly string[]) => Reading,
): Metric {
  const reading = (asked: readonly string[]) => metricOf(definition, channels, (all) => read(all, asked));
  return {
    ...reading([]),
    read: (context) =>
      reading(context.facets.channels).read({ ...context, facets: { ...context.facets, channels: [] } }),
  };
}

interface Amount {
  readonly all: number;
  readonly asked: number;
}

function amountOf(all: Channels, asked: readonly string[], pick: (sums: ChannelSums) => number): Amount {
  let [sum, ofAsked] = [0, 0];
  for (const [channel, sums] of all) {
    sum += pick(sums);
    if (asked.length === 0 || asked.includes(channel)) ofAsked += pick(sums);
  }
  return { all: sum, asked: ofAsked };
}

/** Of each channel its share and what is told beside it; of the channels that are asked for, or of all. */
function partsOf(
  all: Channels,
  asked: readonly string[],
  pick: (sums: ChannelSums) => number,
  more: (sums: ChannelSums) => Record<string, number | null>,
): Record<string, number | null> {
  const total = amountOf(all, [], pick).all;
  const shown = [...all]
    .filter(([channel]) => asked.length === 0 || asked.includes(channel))
    .sort(([a, x], [b, y]) => pick(y) - pick(x) || (a < b ? -1 : 1))
    .slice(0, PRINTED_CHANNELS);
  return Object.fromEntries(
    shown.flatMap(([channel, sums]) => [
      [channel, total > 0 ? pick(sums) / total : null],
      ...Object.entries(more(sums)).map(([name, value]) => [`${channel}.${name}`, value] as const),
    ]),
  );
}

const newAuthors = ({ newAuthors }: ChannelSums): number => newAuthors;
const views = ({ views }: ChannelSums): number => views;

const OF_CHANNELS = {
  source: 'Model of social customer care.',
  version: 1,
} satisfies Partial<MetricDefinition>;

export const ATTRACTION_METRICS: readonly Metric[] = [
  amongChannels(
    {
      ...OF_CHANNELS,
      facets: ['channel'],
      id: 'channel_attraction',
      title: 'Channel attraction',
      unit: 'share',
      formula: 'new distinct authors of the channel / new distinct authors of all channels',
      includes:
        'Accounts whose first inbound mention of the brand ever heard lies in the window; an account of another channel is another account. No channel asked for: 1, and the parts list every channel with its new authors, positive share, median answer time in seconds, and participants on owned venues.',
      n: 'New authors of all channels.',
      numerator: 'New authors of the channel.',
      denominator: 'New authors of all channels.',
      window: 'Event time of the first mention of an author; of the mention or the question in the parts.',
      interval: 'Wilson.',
      minN: 20,
    },
    (all, asked) => {
      const amount = amountOf(all, asked, newAuthors);
      return {
        ...shareReading(amount.asked, amount.all),
        parts: partsOf(all, asked, newAuthors, ({ newAuthors, mentions, positive, answersMs, participants }) => ({
          newAuthors,
          positiveShare: mentions > 0 ? positive / mentions : null,
          answerTime: seconds(quantile(answersMs.toSorted((a, b) => a - b), 0.5)),
          participants: participants.size,
        })),
      };
    },
  ),
  amongChannels(
    {
      ...OF_CHANNELS,
      facets: ['channel'],
      id: 'channel_impressions_share',
      title: 'Channel share of impressions',
      unit: 'share',
      formula: 'Σ views of the channel / Σ views of all channels',
      includes: 'Inbound mentions without paid promotion; views as last reported.',
      n: 'Inbound mentions of all channels.',
      numerator: 'Views on the channel.',
      denominator: 'Views on all channels.',
      window: 'Event time of the mention.',
      interval: 'None: views are as the networks state them.',
      minN: 20,
    },
    (all, asked) => {
      const amount = amountOf(all, asked, views);
      return {
        value: amount.all > 0 ? amount.asked / amount.all : null,
        n: amountOf(all, [], ({ mentions }) => mentions).all,
        numerator: amount.asked,
        denominator: amount.all,
        ...(amount.all === 0 ? { missing: ['views of mentions'] } : {}),
        parts: partsOf(all, asked, views, ({ views }) => ({ views })),
      };
    },
  ),
]; // prettier-ignore
