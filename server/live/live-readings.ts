import { setImmediate as breathe } from 'node:timers/promises';
import { Subject, type Observable } from 'rxjs';
import type { BrandReadings, LiveFigure } from '../../schema/contracts/live.ts';
import type { Calendar } from '../../pipelines/calendar/calendar.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { Evidence } from '../../pipelines/evidence/evidence.ts';
import { TooMuchEvidence, type EvidenceSource } from '../../pipelines/evidence/evidence-source.ts';
import type { IngestCounts } from '../../pipelines/sources/ingest.ts';
import type { Reading } from '../../pipelines/metrics/family.ts';
import { ALL, type Metric } from '../../pipelines/metrics/metric.ts';
import type { BrandSettings } from '../../pipelines/metrics/settings.ts';
import { STORY_REACH_MS, storiesToTell, withWords, type UntoldStory } from '../../pipelines/stories/told.ts';
import type { TextSource } from '../repositories/texts.ts';
import { restAfter } from './rest.ts';

export interface LiveReadingsDeps {
  readonly metrics: readonly Metric[];
  readonly evidence: EvidenceSource;
  readonly texts: TextSource;
  readonly settingsOf: (brand: string) => BrandSettings;
  readonly calendarOf: (brand: string) => Calendar | null;
  /** Brands that are shown. */
  readonly brands: () => readonly string[];
  /** What became of mentions since the start. */
  readonly counts: () => Pick<IngestCounts, 'accepted'>;
  readonly clock: Clock;
  readonly warn: (message: string, error: unknown) => void;
}

export interface LiveReadings {
  /** One brand after another, whole; those of one round as of the same instant. Hot. */
  readonly readings$: Observable<BrandReadings>;
  /** The newest of each brand. */
  all(): readonly BrandReadings[];
  /** Resolves when it asks the store nothing any more. */
  stop(): Promise<void>;
}

/** Stories a screen has room for. */
const STORIES = 3;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Metrics that look about as far back are read from one evidence; a far look must not sink a near one. */
const REACHES = [DAY_MS, 40 * DAY_MS, Infinity];
/** After a start every wall comes back at once, and each is served before what takes long. */
const FIRST_REST_MS = 4_000;
const REST_AFTER_FAILURE_MS = 10_000;

/**
 * Keeps the metrics of conversations and customers fresh: brand by brand, in the background, by the code that answers
 * for history. What viewers see costs the same whether there is one or a thousand.
 */
export function createLiveReadings(deps: LiveReadingsDeps): LiveReadings {
  const { clock, warn } = deps;
  const readings = new Subject<BrandReadings>();
  const newest = new Map<string, BrandReadings>();
  let stopped = false;
  let turn: Promise<void> = Promise.resolve();

  const round = async (): Promise<void> => {
    const startedAt = clock.now();
    const evidence = ofOneInstant(deps.evidence);
    const before = deps.counts().accepted;
    for (const brand of deps.brands()) {
      if (stopped) return;
      const read = await readBrand({ ...deps, evidence }, brand, startedAt);
      newest.set(brand, read);
      readings.next(read);
    }
    rest(restAfter(clock.now() - startedAt, { before, after: deps.counts().accepted }));
  };
  const rest = (ms: number): void => {
    if (stopped) return;
    timer = clock.scheduler.schedule(() => {
      turn = round().catch((error: unknown) => {
        warn('The metrics of the last day could not be read and will be again.', error);
        rest(REST_AFTER_FAILURE_MS);
      });
    }, ms);
  };
  let timer = clock.scheduler.schedule(() => undefined, 0);
  rest(FIRST_REST_MS);

  return {
    readings$: readings.asObservable(),
    all: () => [...newest.values()],
    async stop() {
      stopped = true;
      timer.unsubscribe();
      await turn;
      readings.complete();
    },
  };
}

/** Evidence for one brand after another: what all have in common is read for the first and kept for the others. */
function ofOneInstant(evidence: EvidenceSource): EvidenceSource {
  const markets = new Map<string, Promise<Evidence>>();
  return async (span) => {
    if (!span.needs.includes('market')) return evidence(span);
    const key = `${span.from} ${span.to}`;
    const shared = markets.get(key) ?? evidence({ ...span, needs: ['market'] });
    markets.set(key, shared);
    const { market } = await shared;
    return {
      ...(await evidence({ ...span, needs: span.needs.filter((need) => need !== 'market') })),
      market,
    };
  };
}

/** The day that ends with the minute of `asOf`, as `GET /api/metrics` reads it without `from` and `to`. */
async function readBrand(deps: LiveReadingsDeps, brand: string, asOf: number): Promise<BrandReadings> {
  const { metrics, evidence, texts, settingsOf, calendarOf } = deps;
  const to = Math.ceil((asOf + 1) / MINUTE_MS) * MINUTE_MS;
  const window = { from: to - DAY_MS, to };
  const figures: Record<string, LiveFigure> = {};
  let stories: UntoldStory[] | null = null;
  const settings = settingsOf(brand);
  let nearest = -1;
  for (const reach of REACHES) {
    const group = metrics.filter(({ lookBackMs }) => lookBackMs > nearest && lookBackMs <= reach);
    nearest = reach;
    if (group.length === 0) continue;
    const lookBackMs = Math.max(...group.map((metric) => metric.lookBackMs));
    const needs = [...new Set(group.flatMap((metric) => metric.needs))];
    try {
      const found = await evidence({
        brand,
        from: window.from - lookBackMs,
        to,
        asOf,
        needs,
      });
      const context = { evidence: found, settings, calendar: calendarOf(brand), window, facets: ALL };
      for (const metric of group) {
        figures[metric.id] = figureOf(metric.read(context));
        // Frames and requests wait for one metric, not for all of them.
        await breathe();
      }
      // Of the first evidence that reaches as far back as stories are followed.
      if (stories === null && lookBackMs >= STORY_REACH_MS && needs.includes('engagements'))
        stories = storiesToTell(found, window, STORIES);
    } catch (error) {
      if (!(error instanceof TooMuchEvidence)) throw error;
      for (const { id } of group)
        figures[id] = { value: null, n: 0, missing: ['a shorter range: the day holds too much'] };
    }
  }
  const words = stories === null || stories.length === 0 ? new Map<string, string>() : await texts(stories);
  return { brand, ...window, asOf, figures, stories: withWords(stories ?? [], words) };
}

/** What fits a frame: parts are a query away. */
const figureOf = ({ value, n, numerator, denominator, low, high, open, missing }: Reading): LiveFigure => ({
  value,
  n,
  ...(numerator === undefined ? {} : { numerator }),
  ...(denominator === undefined ? {} : { denominator }),
  ...(low === undefined ? {} : { low }),
  ...(high === undefined ? {} : { high }),
  ...(open === undefined ? {} : { open }),
  ...(missing === undefined ? {} : { missing }),
});
