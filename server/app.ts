import { existsSync } from 'node:fs';
import helmet from '@fastify/helmet';
import staticFiles from '@fastify/static';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyInstance } from 'fastify';
import type { Store } from '../schema/clickhouse/store.ts';
import type { SecondReadingsAnswer } from '../schema/contracts/second-reading.ts';
import type { BrandBook } from '../pipelines/brands/brand-book.ts';
import type { Clock } from '../pipelines/clock.ts';
import type { History } from '../pipelines/history/history.ts';
import type { Ingest } from '../pipelines/sources/ingest.ts';
import type { StreamIntake } from '../pipelines/streams/stream-intake.ts';
import type { MentionReader } from '../pipelines/text/mention-reader.ts';
import type { Topology } from '../pipelines/topology.ts';
import type { Config } from './config.ts';
import type { Displays } from './displays/start-displays.ts';
import type { Rereader } from './labels/reread.ts';
import type { Hub } from './live/hub.ts';
import { displayTokens } from './plugins/display-tokens.ts';
import { docs } from './plugins/docs.ts';
import { originGuard } from './plugins/origin-guard.ts';
import { answerProblem, problems } from './plugins/problems.ts';
import { validatorOf } from './plugins/validation.ts';
import type { BoardReader } from './readings/board-reader.ts';
import type { MetricReader } from './readings/metric-reader.ts';
import type { AuditRepository } from './repositories/audit.ts';
import { auditRoutes } from './routes/audit.ts';
import { boardRoutes } from './routes/board.ts';
import { customerRoutes, type CustomerRoutesOptions } from './routes/customers.ts';
import { deadLetterRoutes, type DeadLetterRoutesOptions } from './routes/dead-letters.ts';
import { displayRoutes } from './routes/displays.ts';
import { healthRoutes } from './routes/health.ts';
import { labelSampleRoutes } from './routes/label-sample.ts';
import { labelRoutes } from './routes/labels.ts';
import { liveRoutes } from './routes/live.ts';
import { mentionRoutes } from './routes/mentions.ts';
import { mentionListRoutes } from './routes/mention-list.ts';
import { metricRoutes } from './routes/metrics.ts';
import { pairingRoutes } from './routes/pairings.ts';
import { playlistRoutes } from './routes/playlists.ts';
import { rereadRoutes } from './routes/reread.ts';
import { revisionRoutes } from './routes/revisions.ts';
import { ruleRoutes } from './routes/rules.ts';
import { secondReadingsRoutes } from './routes/second-readings.ts';
import { streamRoutes } from './routes/streams.ts';
import { topicRoutes } from './routes/topics.ts';
import { waitingRoutes, type WaitingRoutesOptions } from './routes/waiting.ts';
import { explainRoutes, type ExplainRoutesOptions } from './routes/explain.ts';

export interface AppDeps {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly ingest: Ingest;
  /** The streams beside mentions. */
  readonly intake: StreamIntake;
  readonly topology: Topology;
  readonly history: History;
  readonly rereader: Rereader;
  readonly metrics: MetricReader;
  readonly readBoard: BoardReader;
  readonly labels: Pick<ExplainRoutesOptions, 'explain' | 'context'>;
  /** Reads mentions without rules of brands. */
  readonly plain: MentionReader;
  readonly people: Pick<CustomerRoutesOptions, 'evidence' | 'settingsOf'>;
  /** When a running clock misses its target. */
  readonly breachAt: WaitingRoutesOptions['breachAt'];
  readonly audit: AuditRepository;
  readonly deadLetters: Pick<DeadLetterRoutesOptions, 'letters' | 'writer'>;
  readonly brands: BrandBook;
  readonly hub: Hub;
  readonly displays: Omit<Displays, 'stop'>;
  /** What became of second readings. */
  readonly secondReadings: () => SecondReadingsAnswer;
  readonly draining: () => boolean;
  /** Folder of the built wall. */
  readonly webRoot: string;
  readonly version: string;
}

/** Everything the server answers to, in one visible order. The caller listens and closes. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config, hub, clock, topology, brands } = deps;
  const app = fastify({
    logger: { level: 'warn' },
    bodyLimit: config.limits.maxBodyBytes,
    // 256 characters of an id, each up to two units.
    routerOptions: { maxParamLength: 600 },
    forceCloseConnections: 'idle',
    frameworkErrors: answerProblem,
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setValidatorCompiler(validatorOf);
  await app.register(problems, { clock });
  // A connection that is kept alive would keep the stop waiting.
  app.addHook('onSend', async (_request, reply) => {
    if (deps.draining()) void reply.header('connection', 'close');
  });
  await app.register(originGuard, { allowedOrigins: config.allowedOrigins, host: config.host });
  const { book, pairings, sightings } = deps.displays;
  await app.register(displayTokens, { screens: book.screens, clock });
  await app.register(helmet, {
    contentSecurityPolicy: { directives: CONTENT_SECURITY_POLICY },
    strictTransportSecurity: false,
  });
  await app.register(docs, { version: deps.version });
  await app.register(liveRoutes, { hub, book, sightings, clock });
  const { maxBodyBytes, maxRowsPerRequest } = config.limits;
  const { ingest, intake } = deps;
  await app.register(mentionRoutes, { prefix: '/api', ingest, maxBodyBytes, maxRowsPerRequest });
  await app.register(streamRoutes, { prefix: '/api', intake, ingest, maxBodyBytes, maxRowsPerRequest });
  await app.register(metricRoutes, {
    prefix: '/api',
    metrics: deps.metrics,
    brands,
    topology,
    clock,
  });
  await app.register(boardRoutes, { prefix: '/api', readBoard: deps.readBoard, brands, clock });
  await app.register(customerRoutes, { prefix: '/api', store: deps.store, ...deps.people, brands, clock });
  const { evidence } = deps.people;
  await app.register(mentionListRoutes, { prefix: '/api', store: deps.store, evidence, brands, clock });
  await app.register(waitingRoutes, {
    prefix: '/api',
    store: deps.store,
    topology,
    brands,
    breachAt: deps.breachAt,
    clock,
  });
  await app.register(labelRoutes, {
    prefix: '/api',
    store: deps.store,
    topology,
    history: deps.history,
    taxonomy: config.taxonomy,
    clock,
  });
  await app.register(labelSampleRoutes, { prefix: '/api', store: deps.store, brands, clock });
  await app.register(rereadRoutes, { prefix: '/api', rereader: deps.rereader, brands, clock });
  await app.register(topicRoutes, { prefix: '/api', taxonomy: config.taxonomy });
  await app.register(explainRoutes, { prefix: '/api', ...deps.labels, clock });
  const { store, plain } = deps;
  await app.register(ruleRoutes, { prefix: '/api', store, config, plain, brands, clock });
  await app.register(auditRoutes, { prefix: '/api', audit: deps.audit, topology, clock });
  await app.register(revisionRoutes, { prefix: '/api', store: deps.store, topology, clock });
  await app.register(deadLetterRoutes, {
    prefix: '/api',
    doorOf: (stream) => (stream === 'mentions' ? ingest : intake.door(stream)),
    clock,
    ...deps.deadLetters,
  });
  await app.register(displayRoutes, { prefix: '/api', book, pairings, sightings });
  await app.register(playlistRoutes, { prefix: '/api', playlists: book.playlists });
  await app.register(pairingRoutes, { prefix: '/api', pairings });
  await app.register(secondReadingsRoutes, { prefix: '/api', secondReadings: deps.secondReadings });
  await app.register(healthRoutes, { store: deps.store, clock, draining: deps.draining });
  if (existsSync(deps.webRoot)) {
    await app.register(staticFiles, {
      root: deps.webRoot,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (response, path) => {
        response.setHeader('cache-control', path.includes('/assets/') ? FOR_EVER : ASK_AGAIN);
      },
    });
    for (const page of PAGES)
      app.get(page, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'));
  }
  return app;
}

/** Screens of the one page: which it is, the page reads from its address. */
const PAGES = ['/wall', '/brand/:brand', '/crisis', '/displays', '/display'];

/** Names of assets change with what is in them; the page that names them does not. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'public, max-age=0';

/** The wall loads its own files and talks to its own server; charts and tiles set styles from script. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'self'"],
  // Served over plain HTTP on loopback: an upgrade would break it.
  upgradeInsecureRequests: null,
};
