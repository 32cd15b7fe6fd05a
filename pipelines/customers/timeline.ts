import type { TimelineEntry } from '../../schema/contracts/customers.ts';
import type { BrandSettings } from '../metrics/settings.ts';
import { churnHistory, churnRisk, levelOf } from './churn.ts';
import type { Journey, JourneyEvent } from './journey.ts';

type RiskSettings = Pick<BrandSettings, 'weights'>;

/**
 * Everything known of one customer in the order of time, and where the level of risk changed, judged at every event
 * and once a day. Texts are not in it: the reader adds them by (source, id). The oldest entries of a journey that was
 * cut are missing. `until`, exclusive, ends it; without it risk is followed until the last event has faded.
 */
export function timelineOf(journey: Journey, settings: RiskSettings, until = Infinity): TimelineEntry[] {
  const events = journey.events.filter(({ at }) => at < until);
  const entries: { readonly at: number; readonly entry: TimelineEntry }[] = events.map((event) => ({
    at: event.at,
    entry: entryOf(event),
  }));
  // A stable sort puts a change of risk behind what caused it.
  return [...entries, ...changesOf(journey, settings, until)]
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
}

function* changesOf(
  journey: Journey,
  settings: RiskSettings,
  until: number,
): Generator<{ at: number; entry: TimelineEntry }> {
  const { churnThreshold } = settings.weights;
  let was = levelOf(0, churnThreshold);
  for (const { at, score } of churnHistory(journey, -Infinity, until)) {
    const level = levelOf(score, churnThreshold);
    if (level !== was) {
      const { reasons } = churnRisk(journey, at, settings);
      yield { at, entry: { kind: 'risk', at: isoOf(at), score, level, was, reasons: [...reasons] } };
    }
    was = level;
  }
}

const isoOf = (at: number): string => new Date(at).toISOString();

function entryOf(event: JourneyEvent): TimelineEntry {
  const at = isoOf(event.at);
  switch (event.kind) {
    case 'mention': {
      const { source, id, channel, author, followers, kind, sentiment, intent, topics, pulledAway } =
        event.mention;
      return {
        kind: 'mention',
        at,
        source,
        id,
        channel,
        account: author,
        followers,
        form: kind,
        sentiment,
        intent,
        topics: [...topics],
        pulledAway,
      };
    }
    case 'reply': {
      const { source, id, channel, automated } = event.mention;
      return { kind: 'reply', at, source, id, channel, automated };
    }
    case 'contact': {
      const { source, id, channel, reason, durationMs } = event.contact;
      return { kind: 'contact', at, source, id, channel, reason, durationMs };
    }
    case 'self-help': {
      const { source, id, kind, article } = event.selfHelp;
      return { kind: 'self-help', at, source, id, event: kind, article };
    }
    case 'case-opened': {
      const { source, mention: id, channel, actionable, reopened, answeredAt } = event.case;
      return {
        kind: 'case-opened',
        at,
        source,
        id,
        channel,
        actionable,
        reopened,
        answeredAt: answeredAt === null ? null : isoOf(answeredAt),
      };
    }
    case 'case-answered': {
      const { source, mention: id, replyChannel: channel, openedAt } = event.case;
      return {
        kind: 'case-answered',
        at,
        source,
        id,
        channel,
        waitedMs: Math.max(0, event.at - openedAt),
      };
    }
  }
}
