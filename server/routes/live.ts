import websocket from '@fastify/websocket';
import type { FastifyPluginAsync } from 'fastify';
import { DISPLAY_PROTOCOL } from '../../schema/contracts/scenes.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { DisplayBook } from '../displays/display-book.ts';
import type { Sightings } from '../displays/sightings.ts';
import { hashOf } from '../displays/tokens.ts';
import type { Hub, Screen } from '../live/hub.ts';
import { endWhenGone } from '../live/still-there.ts';

export interface LiveRoutesOptions {
  readonly hub: Hub;
  readonly book: Pick<DisplayBook, 'screens' | 'programOf'>;
  readonly sightings: Sightings;
  readonly clock: Clock;
}

/**
 * `GET /live`, upgraded to a WebSocket. Frames: `schema/contracts/live.ts`. A display offers its protocol and its token as
 * a second one; only the protocol is answered.
 */
export const liveRoutes: FastifyPluginAsync<LiveRoutesOptions> = async (app, options) => {
  const { hub, book, sightings, clock } = options;
  await app.register(websocket, {
    options: {
      maxPayload: 4_096,
      perMessageDeflate: false,
      handleProtocols: (offered: Set<string>) =>
        offered.has(DISPLAY_PROTOCOL) ? DISPLAY_PROTOCOL : ([...offered][0] ?? false),
    },
    // What a viewer does wrong is its own business: it is closed, and the log stays ours.
    errorHandler: (error, socket, request) => {
      if (!('code' in error)) request.log.error({ err: error }, 'live');
      socket.terminate();
    },
  });
  app.get('/live', { websocket: true }, (socket, request) => {
    if (socket.protocol !== DISPLAY_PROTOCOL) return void hub.welcome(socket);
    const hash = hashOf(tokenIn(request.headers['sec-websocket-protocol']));
    const screen: Screen = {
      program: () => {
        const display = book.screens.holderOf(hash);
        return display === null ? null : book.programOf(display);
      },
    };
    const id = book.screens.holderOf(hash)?.id;
    if (!hub.welcome(socket, screen) || id === undefined) return;
    endWhenGone(socket, clock);
    sightings.came(id);
    socket.on('close', () => sightings.left(id));
  });
};

const tokenIn = (offered = ''): string =>
  offered
    .split(',')
    .map((protocol) => protocol.trim())
    .find((protocol) => protocol !== DISPLAY_PROTOCOL) ?? '';
