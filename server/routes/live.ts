import websocket from '@fastify/websocket';
import type { FastifyPluginAsync } from 'fastify';
import type { Hub } from '../live/hub.ts';

/** `GET /live`, upgraded to a WebSocket. Frames: `schema/contracts/live.ts`. */
export const liveRoutes: FastifyPluginAsync<{ readonly hub: Hub }> = async (app, { hub }) => {
  await app.register(websocket, { options: { maxPayload: 4_096, perMessageDeflate: false } });
  app.get('/live', { websocket: true }, (socket) => hub.welcome(socket));
};
