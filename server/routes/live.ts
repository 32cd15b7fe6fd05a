import websocket from '@fastify/websocket';
import type { FastifyPluginAsync } from 'fastify';
import type { Hub } from '../live/hub.ts';

/** `GET /live`, upgraded to a WebSocket. Frames: `schema/contracts/live.ts`. */
export const liveRoutes: FastifyPluginAsync<{ readonly hub: Hub }> = async (app, { hub }) => {
  await app.register(websocket, {
    options: { maxPayload: 4_096, perMessageDeflate: false },
    // What a viewer does wrong is its own business: it is closed, and the log stays ours.
    errorHandler: (error, socket, request) => {
      if (!('code' in error)) request.log.error({ err: error }, 'live');
      socket.terminate();
    },
  });
  app.get('/live', { websocket: true }, (socket) => hub.welcome(socket));
};
