import fc from 'fast-check';
import type { WatermarkConfig } from '../../pipelines/operators/watermark-tracker.ts';
import { RELABEL_REASONS, type Labels, type RelabelReason } from '../../schema/contracts/labels.ts';
import { SENTIMENT_LABELS, type Mention } from '../../schema/contracts/mention.ts';
import { DAY, HOUR, MINUTE, NOON, SECOND, mention } from './mentions.ts';

/** One thing that happens to a running wall. */
export type Happening = { readonly at: number } & (
  | { readonly type: 'arrives'; readonly mention: Mention; readonly together: boolean }
  | { readonly type: 'restarts' }
  /**
   * The process dies this many promise turns from now, with whatever it is doing half done; `atWork`: after a second's
   * ticks have begun to write.
   */
  | { readonly type: 'dies'; readonly turns: number; readonly atWork: boolean }
  /** So do this many inserts into it. */
  | { readonly type: 'fails'; readonly table: string; readonly landed: boolean; readonly times: number }
  | { readonly type: 'runs'; readonly ms: number }
  | { readonly type: 'is read' }
  /** One of the mentions on disk has to go. */
  | { readonly type: 'is erased'; readonly which: number }
  /** One of them is said to be something else, by a person or by a model. */
  | {
      readonly type: 'is relabelled';
      readonly which: number;
      readonly labels: Partial<Labels>;
      readonly reason: RelabelReason;
    }
);

export interface Story {
  readonly eventTime: WatermarkConfig;
  readonly happenings: readonly Happening[];
}

const upTo = (max: number) => fc.integer({ min: 0, max });
const between = (min: number, max: number) => fc.integer({ min, max });
const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });

/** From its event time to its arrival: at once mostly, a day and more at the worst, ahead of the clock sometimes. */
const delay = fc.oneof(
  often(6, upTo(3 * SECOND)),
  often(2, upTo(3 * MINUTE)),
  often(2, upTo(2 * HOUR)),
  often(1, upTo(3 * DAY)),
  often(1, between(-50 * SECOND, 0)),
);

/** From one mention of a thread to the next; the clocks of a network's machines differ a little. */
const gap = fc.oneof(
  often(1, fc.constant(0)),
  often(5, upTo(90 * SECOND)),
  often(3, upTo(2 * HOUR)),
  often(1, between(20 * HOUR, 30 * HOUR)),
  often(1, between(-30 * SECOND, 0)),
);

const spoken = fc.record({
  gap,
  delay,
  again: fc.option(delay, { freq: 5 }),
  together: fc.boolean(),
  by: fc.constantFrom('ann', 'ben', 'cat', 'acme', 'acme', 'robot'),
  brands: fc.constantFrom(['acme'], ['acme'], ['zoom'], ['acme', 'zoom']),
  channel: fc.constantFrom('twitter', 'email'),
  text: fc.constantFrom('good', 'bad', 'so so', 'why?'),
  repost: fc.boolean(),
  parent: fc.oneof(
    often(4, fc.constant('previous' as const)),
    often(2, fc.constant('first' as const)),
    often(2, fc.constant('none' as const)),
    often(1, fc.constant('nobody' as const)),
    often(2, upTo(7)),
  ),
  conversation: fc.constantFrom('', '', 'first', 'named', 'shared'),
});
type Spoken = typeof spoken extends fc.Arbitrary<infer T> ? T : never;

const thread = fc.record({
  source: fc.constantFrom('feed', 'feed', 'other'),
  startsAt: fc.oneof(often(4, upTo(20 * MINUTE)), often(1, between(-2 * DAY, 2 * DAY))),
  spoken: fc.array(spoken, { minLength: 1, maxLength: 8 }),
});

const after = fc.oneof(often(4, upTo(25 * MINUTE)), often(2, upTo(4 * HOUR)), often(1, upTo(3 * DAY)));
const death = fc.record({ type: fc.constant('dies' as const), turns: upTo(60), atWork: fc.boolean() });

const relabelled = fc.record({
  type: fc.constant('is relabelled' as const),
  which: upTo(40),
  labels: fc.record(
    { sentiment: fc.constantFrom(...SENTIMENT_LABELS), actionable: fc.boolean() },
    { requiredKeys: ['sentiment'] },
  ),
  reason: fc.constantFrom(...RELABEL_REASONS),
});

const trouble: fc.Arbitrary<Happening> = fc
  .tuple(
    after,
    fc.oneof(
      fc.constant({ type: 'restarts' as const }),
      death,
      fc.record({
        type: fc.constant('fails' as const),
        table: fc.constantFrom(
          'mentions',
          'mentions',
          'mentions',
          'panes',
          'revisions',
          'checkpoints',
          'deletions',
          'DELETE',
          'relabels',
          'UPDATE',
        ),
        landed: fc.boolean(),
        times: fc.constant(1),
      }),
      fc.record({ type: fc.constant('runs' as const), ms: fc.constantFrom(1_000, 3_000, 61_000) }),
      fc.constant({ type: 'is read' as const }),
      fc.record({ type: fc.constant('is erased' as const), which: upTo(40) }),
      relabelled,
      relabelled,
    ),
  )
  .map(([after, happening]) => ({ at: NOON + after, ...happening }));

/** Revisions are logged and their panes cannot be written, until the process dies of it. */
const cutOff: fc.Arbitrary<Happening[]> = fc
  .tuple(after, upTo(2 * HOUR), death)
  .map(([after, lasting, death]) => [
    { at: NOON + after, type: 'fails', table: 'panes', landed: false, times: 1_000 },
    { at: NOON + after + lasting, ...death },
  ]);

const eventTime = fc.record({
  maxOutOfOrdernessMs: fc.constantFrom(0, 10 * SECOND, HOUR),
  idleTimeoutMs: fc.constantFrom(SECOND, 30 * SECOND, HOUR),
  allowedLatenessMs: fc.constantFrom(0, MINUTE, HOUR, HOUR, DAY),
});

/** Conversations in event time, told in the order they arrive, with trouble in between. */
export const story: fc.Arbitrary<Story> = fc
  .record({
    eventTime,
    threads: fc.array(thread, { minLength: 1, maxLength: 7 }),
    troubles: fc.array(trouble, { maxLength: 12 }),
    cutOffs: fc.array(cutOff, { maxLength: 2 }),
  })
  .map(({ eventTime, threads, troubles, cutOffs }) => ({
    eventTime,
    happenings: [...threads.flatMap(arrivals), ...troubles, ...cutOffs.flat()].sort((a, b) => a.at - b.at),
  }))
  .map((told) => ({ ...told, [fc.toStringMethod]: () => retell(told) }));

/** A line for each happening, to read when a property fails. */
function retell({ eventTime, happenings }: Story): string {
  const clock = (at: number) => new Date(at).toISOString().slice(5, 23);
  const lines = happenings.map(({ at, ...happening }) => {
    if (happening.type !== 'arrives') return `${clock(at)} ${JSON.stringify(happening)}`;
    const {
      source,
      id,
      author,
      brands,
      channel,
      kind,
      inReplyTo,
      conversation,
      at: saidAt,
    } = happening.mention;
    const links = `${inReplyTo && ` to ${inReplyTo}`}${conversation && ` in ${conversation}`}`;
    return `${clock(at)} ${source} ${id} by ${author.id} at ${clock(saidAt)}${links}, ${kind} on ${channel} about ${brands.join('+')}${happening.together ? ', and' : ''}`;
  });
  return [JSON.stringify(eventTime), ...lines].join('\n');
}

function arrivals(
  { source, startsAt, spoken }: { source: string; startsAt: number; spoken: Spoken[] },
  number: number,
): Happening[] {
  let at = NOON + startsAt;
  const said = spoken.map((words, index) => {
    at += index === 0 ? 0 : words.gap;
    return { ...words, at, id: `${number}-${index}` };
  });
  return said.flatMap((words, index) => {
    const { delay, again, together } = words;
    const arriving = mention({
      source,
      id: words.id,
      at: words.at,
      by: words.by,
      brands: words.brands,
      channel: words.channel,
      text: words.text,
      kind: words.repost && words.by === 'cat' ? 'repost' : 'post',
      direction: words.by === 'acme' || words.by === 'robot' ? 'outbound' : 'inbound',
      automated: words.by === 'robot',
      inReplyTo: parentOf(said, index),
      conversation: { '': '', first: `${number}-0`, named: `thread ${number}`, shared: 'hub' }[
        words.conversation
      ],
    });
    const arrival = (arrivesAt: number): Happening => ({
      type: 'arrives',
      at: Math.max(NOON, arrivesAt),
      mention: arriving,
      together,
    });
    const first = arrival(words.at + delay);
    return again === null ? [first] : [first, arrival(first.at + Math.abs(again))];
  });
}

function parentOf(said: readonly (Spoken & { at: number; id: string })[], index: number): string {
  const { parent, at } = said[index]!;
  if (parent === 'none') return '';
  if (parent === 'nobody') return 'unheard of';
  if (parent === 'previous') return said[index - 1]?.id ?? '';
  if (parent === 'first') return index === 0 ? '' : said[0]!.id;
  // Any other mention, also oneself and in a circle, but nobody answers what is said much later: a restart reads the
  // conversations of a day, and cannot know that something older answers something in it.
  const other = said[parent % said.length]!;
  return other.at <= at + MINUTE ? other.id : 'unheard of';
}
