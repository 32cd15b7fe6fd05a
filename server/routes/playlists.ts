import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  PlaylistInputSchema,
  PlaylistSchema,
  PublishRequestSchema,
  RollbackRequestSchema,
} from '../../schema/contracts/displays.ts';
import { DISPLAY_LIMITS } from '../../schema/contracts/scenes.ts';
import type { Playlists } from '../displays/playlists.ts';
import { exactBodies } from '../plugins/exact-bodies.ts';
import { byId, problemsOf, tags } from './display-schemas.ts';

/** What displays show: drafts, versions, and the way back. */
export const playlistRoutes: FastifyPluginAsyncTypebox<{ readonly playlists: Playlists }> = async (
  app,
  { playlists },
) => {
  app.setValidatorCompiler(exactBodies);

  app.post(
    '/playlists',
    {
      schema: {
        tags,
        summary: 'Make a playlist',
        description: `Its scenes are a draft until it is published. At most ${DISPLAY_LIMITS.playlists}; names are told apart without case.`,
        body: PlaylistInputSchema,
        response: { 201: PlaylistSchema, ...problemsOf(400, 409, 429, 503) },
      },
    },
    async ({ body }, reply) => reply.code(201).send(await playlists.create(body)),
  );

  app.put(
    '/playlists/:id',
    {
      schema: {
        tags,
        summary: 'Change the name and the draft of a playlist, as a whole',
        description:
          'What screens show stays until it is published. When two people change it, the last one wins.',
        params: byId,
        body: PlaylistInputSchema,
        response: { 200: PlaylistSchema, ...problemsOf(400, 404, 409, 429, 503) },
      },
    },
    async ({ params, body }) => playlists.edit(params.id, body),
  );

  app.delete(
    '/playlists/:id',
    {
      schema: {
        tags,
        summary: 'Delete a playlist',
        description: '409 while a display shows it.',
        params: byId,
        response: { 204: Type.Null(), ...problemsOf(404, 409, 429, 503) },
      },
    },
    async ({ params }, reply) => {
      await playlists.remove(params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/playlists/:id/publish',
    {
      schema: {
        tags,
        summary: 'Publish the draft',
        description: 'As a new version, which its screens show at once. An empty draft is 409.',
        params: byId,
        body: PublishRequestSchema,
        response: { 200: PlaylistSchema, ...problemsOf(400, 404, 409, 429, 503) },
      },
    },
    async ({ params, body }) => playlists.publish(params.id, body.by),
  );

  app.post(
    '/playlists/:id/rollback',
    {
      schema: {
        tags,
        summary: 'Publish an earlier version again',
        description:
          'Its scenes become a new version whose `of` names it; nothing is lost, and the draft stays.',
        params: byId,
        body: RollbackRequestSchema,
        response: { 200: PlaylistSchema, ...problemsOf(400, 404, 409, 429, 503) },
      },
    },
    async ({ params, body }) => playlists.rollback(params.id, body.version, body.by),
  );
};
