import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { openStore } from '../schema/clickhouse/client.ts';
import { migrate } from '../schema/clickhouse/migrate.ts';
import { createBrandBook } from '../pipelines/brands/brand-book.ts';
import { systemClock, type Clock } from '../pipelines/clock.ts';
import type { Metric } from '../pipelines/metrics/metric.ts';
import { METRICS } from '../pipelines/metrics/registry.ts';
import { breachOf } from '../pipelines/metrics/responses/breach.ts';
import { runDemo, type Demo } from '../pipelines/sources/demo/run-demo.ts';
import { createDeadLetterWriter } from '../pipelines/sinks/dead-letter-writer.ts';
import { createIngest } from '../pipelines/sources/ingest.ts';
import { createPushSource } from '../pipelines/sources/push-source.ts';
import { NO_RULES } from '../pipelines/text/rules/rule-reader.ts';
import { createTopicReader } from '../pipelines/text/topics/topic-reader.ts';
import type { SentimentScorer } from '../pipelines/text/sentiment-scorer.ts';
import { sentimentScorer } from '../pipelines/text/sentiment/scorer.ts';
import { inTurn, type MentionReader } from '../pipelines/text/mention-reader.ts';
import type { RetryConfig } from '../pipelines/sinks/retry-policy.ts';
import { RollupWriter } from '../pipelines/sinks/rollup-writer.ts';
import { openStreamIntake } from '../pipelines/streams/stream-intake.ts';
import { createTopology } from '../pipelines/topology.ts';
import { buildApp } from './app.ts';
import { readBuild } from './build.ts';
import { careOf } from './care.ts';
import type { Config } from './config.ts';
import { createBoardReader } from './readings/board-reader.ts';
import { createFrameMask } from './displays/lobby-safe.ts';
import { startDisplays } from './displays/start-displays.ts';
import { createMetricReader } from './readings/metric-reader.ts';
import { createEvidenceSource } from './repositories/evidence/evidence.ts';
import { readAgainWith } from './labels/read-again.ts';
import { createRereader } from './labels/reread.ts';
import { createHub } from './live/hub.ts';
import { batchReaderOf, readerOf, ruleReaderOf } from './mention-reader.ts';
import { createLabelReasons } from './text/label-reasons.ts';
import { shippedLanguageReader } from './text/shipped-language.ts';
import { labelsWith, openConfiguredReader, startSecondReadings } from './text/second-readings.ts';
import { loadSentimentModel } from './text/shipped-sentiment.ts';
import { namesIn } from './tracked-names.ts';
import { openLive } from './live/open-live.ts';
import { createAuditRepository } from './repositories/audit.ts';
import { createDeadLetterRepository } from './repositories/dead-letters.ts';
import { readStoredDemo } from './repositories/demo.ts';
import { createHistory } from './repositories/history.ts';
import { createPaneRepository } from './repositories/panes.ts';
import { readStaleHours } from './repositories/stale-hours.ts';
import { readSources } from './repositories/sources.ts';
import { createStreamHistory } from './repositories/streams.ts';
import { readTexts } from './repositories/texts.ts';

export interface RunningServer {
  readonly app: FastifyInstance;
  readonly url: string;
  /** Answers what it has accepted, puts it on disk, closes everything. Nothing accepted is lost. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly clock?: Clock;
  readonly retry?: RetryConfig;
  /** Reads mentions instead of the built-in models. */
  readonly reader?: MentionReader;
  /** Metrics of the last day that are kept fresh on the wall; every one when left out. */
  readonly liveMetrics?: readonly Metric[];
  readonly log: (message: string) => void;
  readonly warn: (message: string, error: unknown) => void;
  /** The stream cannot go on: the process must end. */
  readonly fatal: (error: unknown) => void;
}

const DEMO_SEED = 20_260_101;
/** While the store is away mentions wait in the buffer this long before their senders are told to come back. */
const RETRY = { firstDelayMs: 50, maxDelayMs: 2_000, giveUpAfterMs: 10_000 };

/** Whatever holds the line up, a sender hears within this much more that it should come back. */
const ANSWER_MARGIN_MS = 5_000;

/** What is not answered by then was not acknowledged either: its senders will send it again. */
const CLOSE_WITHIN_MS = 3_000;

/** Opens the store and starts everything over it, in the order a mention meets it. @throws ConfigError, StoreError, or the error of `listen`. */
export async function start(
  config: Config,
  { clock = systemClock, retry = RETRY, reader, liveMetrics = METRICS, log, warn, fatal }: StartOptions,
): Promise<RunningServer> {
  const instance = randomUUID();
  const secondReader = await openConfiguredReader(config.secondReading, { clock, warn });
  const closers: (() => Promise<void> | void)[] = [() => secondReader?.stop()];
  const stopAll = async () => {
    for (const close of closers.toReversed()) await close();
  };
  try {
    const store = await openStore(config.store, fatal);
    closers.push(() => store.close());
    await migrate(store);
    const history = createHistory(store);
    const streamHistory = createStreamHistory(store);
    const heard = await history.brandsHeard();
    const brands = createBrandBook(config.brands, {
      maxDiscovered: config.maxDiscoveredBrands,
      discovered: [...heard.keys(), ...(await streamHistory.brandsHeard())],
    });

    const buffer = {
      maxBufferedRows: config.limits.maxBufferedRows,
      patience: { ms: retry.giveUpAfterMs + ANSWER_MARGIN_MS, clock },
    };
    const source = createPushSource(buffer);
    const deadLetters = createDeadLetterWriter({ store, clock, instance, warn });
    closers.push(() => deadLetters.stop());
    const context = () => ({
      channels: config.channels,
      brands,
      time: { now: clock.now(), maxFutureSkewMs: config.eventTime.maxFutureSkewMs },
    });
    const ingest = createIngest(source, context, deadLetters);
    const intake = await openStreamIntake({
      store, history: streamHistory, clock, buffer, context, deadLettersOf: (stream) => deadLetters.of(stream),
      retry, random: Math.random, instance, warn, fatal,
    }); // prettier-ignore
    const topics = createTopicReader(config.taxonomy);
    const model = loadSentimentModel(config.sentimentWeights ?? undefined);
    const score = sentimentScorer(model);
    const readerWith = (tone: SentimentScorer) => readerOf(config, tone, topics);
    const read = reader ?? readerWith(score);
    const readMany = reader === undefined ? batchReaderOf(config, score, topics) : inTurn(reader);
    const zones = new Map(config.brands.map(({ id, zone }) => [id, zone ?? 'UTC']));
    const zoneOf = (brand: string) => zones.get(brand) ?? 'UTC';
    const rollups = new RollupWriter(store, zoneOf, await readStaleHours(store, [...heard.keys()], zoneOf));
    const topology = await createTopology({
      store, rollups, history, clock, sources: [source], read: readMany, eventTime: config.eventTime,
      retry, random: Math.random, instance, warn, fatal,
    }); // prettier-ignore
    closers.push(async () => {
      source.close();
      await Promise.all([topology.drain(), intake.drain()]);
    });

    const secondReadings = startSecondReadings({
      reader: secondReader,
      config: config.secondReading,
      topology,
      readerWith,
      clock,
      warn,
    });
    closers.push(() => secondReadings.stop());
    const readAgain = readAgainWith(read, labelsWith(readerWith), secondReader?.version ?? null);
    const rereader = createRereader({ store, topology, read: readAgain, warn });
    closers.push(() => rereader.stop());

    const sources = await readSources(store, clock.now());
    const wantsDemo = config.demo && sources.every(({ source: name }) => name === 'demo');
    const expected = new Set(config.brandsAreChosen || wantsDemo ? config.brands.map(({ id }) => id) : []);
    const care = careOf(config);
    const breachAt = breachOf(care.settingsOf, care.calendarOf);
    const evidence = createEvidenceSource(store, care.settingsOf);
    const panes = createPaneRepository(store, rollups);
    const metrics = createMetricReader({
      panes,
      evidence,
      ...care,
      clock,
      watermark: () => topology.watermark(),
    });
    const texts = (mentions: readonly { source: string; id: string }[]) => readTexts(store, mentions);
    const { taxonomy } = config;
    const readBoard = createBoardReader({
      panes,
      evidence,
      texts,
      taxonomy,
      topology,
      brands,
      ...care,
      clock,
    });
    const live = await openLive({
      store, panes, sources, topology, brands, evidence, texts, ...care, clock, warn, expected, metrics: liveMetrics,
      counts: () => ingest.counts, lastMentionAt: heard, breachAt,
    }); // prettier-ignore
    closers.push(() => live.stop());
    const isBrand = (brand: string) => brands.list().some(({ id }) => id === brand);
    const displays = await startDisplays({ store, clock, instance, isBrand, warn });
    closers.push(() => displays.stop());
    const { build, version, webRoot } = readBuild();
    const hub = createHub({
      view: live.view,
      clock,
      build,
      instance,
      demo: () => wantsDemo,
      maxViewers: config.limits.maxViewers,
      programs$: displays.book.changes$,
      mask: createFrameMask(),
    });
    let draining = false;
    const app = await buildApp({
      config, store, clock, ingest, intake, topology, history, rereader, metrics, readBoard,
      labels: {
        context,
        explain: createLabelReasons({ read, language: shippedLanguageReader(), model, topics, rules: ruleReaderOf(config), taxonomy: config.taxonomy, names: namesIn(config) }),
      },
      plain: readerOf(config, score, topics, NO_RULES), people: { evidence, settingsOf: care.settingsOf }, breachAt, audit: createAuditRepository(store),
      deadLetters: { letters: createDeadLetterRepository(store), writer: deadLetters }, brands, hub, displays,
      secondReadings: () => secondReadings.answer(), draining: () => draining, webRoot, version,
    }); // prettier-ignore
    closers.push(async () => {
      // A sender that hangs halfway through its body would hold the stop up for minutes.
      const cut = clock.scheduler.schedule(() => app.server.closeAllConnections(), CLOSE_WITHIN_MS);
      await app.close();
      cut.unsubscribe();
    });
    closers.push(() => {
      draining = true;
      hub.close();
    });
    const url = await app.listen({ host: config.host, port: config.port });
    log(`Brandwall ${version} on ${url} (${store.engine}). API: ${url}/docs`);
    const demo: Demo | null = wantsDemo
      ? runDemo({
          ingest, intake: (stream, rows) => intake.door(stream).take(rows), clock, seed: DEMO_SEED,
          stored: await readStoredDemo(store), log, warn,
        }) // prettier-ignore
      : null;
    closers.push(() => demo?.stop());
    return { app, url, stop: stopAll };
  } catch (error) {
    await stopAll();
    throw error;
  }
}
