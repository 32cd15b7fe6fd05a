import type { MetricSeries, MetricPoint, Step } from '../../schema/contracts/metrics.ts';
import { ALL_CHANNELS } from '../../schema/contracts/metrics.ts';
import type { Calendar } from '../../pipelines/calendar/calendar.ts';
import { dateIn, stepWindows } from '../../pipelines/calendar/steps.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { EvidenceSource } from '../../pipelines/evidence/evidence-source.ts';
import type { Evidence } from '../../pipelines/evidence/evidence.ts';
import type { Reading, Window } from '../../pipelines/metrics/family.ts';
import type { Facets, Metric } from '../../pipelines/metrics/metric.ts';
import type { BrandSettings } from '../../pipelines/metrics/settings.ts';
import type { MergedPane, PaneRepository } from '../repositories/panes.ts';

export interface MetricReaderDeps {
  readonly panes: PaneRepository;
  readonly evidence: EvidenceSource;
  readonly settingsOf: (brand: string) => BrandSettings;
  readonly calendarOf: (brand: string) => Calendar | null;
  readonly clock: Pick<Clock, 'now'>;
  /** Event time has come this far: what ends later may still gain mentions. */
  readonly watermark: () => number;
}

export interface MetricQuery {
  readonly metric: Metric;
  readonly brands: readonly string[];
  readonly facets: Facets;
  /** Every channel on its own; without it those of the facets, or all added up. */
  readonly byChannel: boolean;
  readonly from: number;
  readonly to: number;
  /** Null: one window, the whole range. */
  readonly step: Step | null;
  /** Nothing dated later is looked at. Null: everything there is. */
  readonly asOf: number | null;
  /** Aborted when nobody waits for the answer any more: what is left is not read. */
  readonly signal?: AbortSignal;
}

export type MetricReader = (query: MetricQuery) => Promise<MetricSeries[]>;

/**
 * Reads any metric over any range: from the stored panes where these hold it, else by the pure families over the raw
 * rows. Both ways give the same number.
 */
export function createMetricReader({
  panes,
  evidence,
  settingsOf,
  calendarOf,
  clock,
  watermark,
}: MetricReaderDeps): MetricReader {
  /** Windows of the panes: what they hold, or only how final they are. */
  const readPanes = async (query: MetricQuery, responses: boolean): Promise<MergedPane[]> => {
    const found: MergedPane[] = [];
    const { from, to, step, facets, byChannel } = query;
    for (const [zone, brands] of byZone(query.brands, (brand) => settingsOf(brand).zone))
      found.push(
        ...(await panes.merged({
          brands,
          channels: byChannel ? ['*'] : facets.channels,
          from,
          to,
          step,
          zone,
          responses,
        })),
      );
    return found;
  };

  const fromPanes = async (
    query: MetricQuery,
    stored: NonNullable<Metric['panes']>,
  ): Promise<MetricSeries[]> => {
    const until = watermark();
    return inSeries(
      query.metric,
      (await readPanes(query, stored.usesResponses)).map((pane) => ({
        brand: pane.brand,
        channel: pane.channel,
        point: pointOf({ from: pane.windowStart, to: pane.windowEnd }, stored.read(pane.acc), pane, until),
      })),
    );
  };

  const fromEvidence = async (query: MetricQuery): Promise<MetricSeries[]> => {
    const { metric, from, to, step, facets, byChannel } = query;
    const asOf = query.asOf ?? clock.now();
    const until = Math.min(watermark(), asOf);
    const known = new Map<string, MergedPane>();
    for (const pane of await readPanes(
      { ...query, byChannel: false, facets: { ...facets, channels: [] } },
      false,
    ))
      known.set(`${pane.brand}\u0000${pane.windowStart}`, pane);
    const rows: SeriesRow[] = [];
    for (const brand of query.brands) {
      query.signal?.throwIfAborted();
      const settings = settingsOf(brand);
      const windows = step === null ? [{ from, to }] : stepWindows(from, to, step, settings.zone);
      const found = await evidence({
        brand,
        from: (windows[0]?.from ?? from) - metric.lookBackMs,
        to: (windows.at(-1)?.to ?? to) + metric.lookAheadMs,
        asOf,
        needs: metric.needs,
      });
      const context = { evidence: found, settings, calendar: calendarOf(brand) };
      for (const channel of byChannel
        ? channelsOf(found)
        : facets.channels.length > 0
          ? facets.channels
          : [null])
        for (const window of windows) {
          if (window.from >= asOf) continue;
          const cut = channel === null ? facets : { ...facets, channels: [channel] };
          const reading = metric.read({ ...context, window, facets: cut });
          const pane = known.get(`${brand}\u0000${window.from}`);
          // No data is not zero: a window of which nothing is known has no point, a range always has its one.
          if (step !== null && pane === undefined && reading.n === 0) continue;
          rows.push({
            brand,
            channel: channel ?? ALL_CHANNELS,
            point: pointOf(window, reading, pane, until),
          });
        }
    }
    return inSeries(metric, rows);
  };

  return async (query) => {
    const stored = query.metric.panes;
    const series =
      stored !== undefined && query.asOf === null && isStored(query.facets)
        ? await fromPanes(query, stored)
        : await fromEvidence(query);
    return query.step === '1d' ? series.map((one) => withDays(one, settingsOf(one.brand).zone)) : series;
  };
}

/** Panes are cut by channel alone. */
const isStored = ({ venue, topic, count, humansOnly }: Facets): boolean =>
  venue === null && topic === null && count === 'raw' && !humansOnly;

function pointOf(
  window: Window,
  { open, missing, parts, ...rest }: Reading,
  pane: Pick<MergedPane, 'revision' | 'status'> | undefined,
  until: number,
): MetricPoint {
  return {
    windowStart: new Date(window.from).toISOString(),
    windowEnd: new Date(window.to).toISOString(),
    revision: pane?.revision ?? 0,
    // Nothing heard of late does not make the rest of the day final.
    status: open === true || window.to > until ? 'provisional' : (pane?.status ?? 'final'),
    ...(open === undefined ? {} : { open }),
    ...(missing === undefined ? {} : { missing: [...missing] }),
    ...(parts === undefined ? {} : { parts: { ...parts } }),
    ...rest,
  };
}

/** Which day it is can only be told by who knows the brand's zone. */
const withDays = (series: MetricSeries, zone: string): MetricSeries => ({
  ...series,
  points: series.points.map((point) => ({ ...point, day: dateIn(zone, Date.parse(point.windowStart)) })),
});

interface SeriesRow {
  readonly brand: string;
  readonly channel: string;
  readonly point: MetricPoint;
}

function inSeries({ id, unit }: Metric, rows: readonly SeriesRow[]): MetricSeries[] {
  const series = new Map<string, MetricSeries>();
  for (const { brand, channel, point } of rows) {
    const key = `${brand}\u0000${channel}`;
    const found = series.get(key) ?? { brand, channel, metric: id, unit, points: [] };
    found.points.push(point);
    series.set(key, found);
  }
  return [...series.values()];
}

function channelsOf({ mentions, contacts, market, brand }: Evidence): string[] {
  const heard = [...mentions, ...contacts, ...market.filter((mention) => mention.brand === brand)];
  return [...new Set(heard.map(({ channel }) => channel))].sort();
}

function byZone(brands: readonly string[], zoneOf: (brand: string) => string): Map<string, string[]> {
  const zones = new Map<string, string[]>();
  for (const brand of brands) zones.set(zoneOf(brand), [...(zones.get(zoneOf(brand)) ?? []), brand]);
  return zones;
}
