import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  DisplayInputSchema,
  DisplayProgramSchema,
  DisplaySchema,
  DisplaysAnswerSchema,
  PairRequestSchema,
  TakeoverRequestSchema,
  TakeoverSchema,
  type Display,
} from '../../schema/contracts/displays.ts';
import { DISPLAY_LIMITS } from '../../schema/contracts/scenes.ts';
import type { DisplayBook } from '../displays/display-book.ts';
import type { Pairings } from '../displays/pairings.ts';
import type { Sightings } from '../displays/sightings.ts';
import type { StoredDisplay } from '../displays/stored.ts';
import { exactBodies } from '../plugins/exact-bodies.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { byId, problemsOf, tags } from './display-schemas.ts';

export interface DisplayRoutesOptions {
  readonly book: DisplayBook;
  readonly pairings: Pairings;
  readonly sightings: Sightings;
}

/** Which screens there are, what each shows, and taking all of them over. Their playlists: `playlists.ts`. */
export const displayRoutes: FastifyPluginAsyncTypebox<DisplayRoutesOptions> = async (app, options) => {
  const { book, pairings, sightings } = options;
  const { screens, playlists, takeovers } = book;
  /** All but the hash of its token. */
  const shown = ({ id, name, playlist, theme, lobbySafe, quietHours, pairedAt }: StoredDisplay): Display => ({
    id, name, playlist, theme, lobbySafe, quietHours, pairedAt, ...sightings.of(id),
  }); // prettier-ignore

  app.setValidatorCompiler(exactBodies);

  app.setValidatorCompiler(exactBodies);

  app.get(
    '/displays',
    {
      schema: {
        tags,
        summary: 'Every display, every playlist with its versions, and the takeover that holds',
        description: `By name. The newest ${DISPLAY_LIMITS.versions} versions of a playlist are kept.`,
        response: { 200: DisplaysAnswerSchema },
      },
    },
    async () => ({
      displays: screens.list().map(shown),
      playlists: playlists.list(),
      takeover: takeovers.current(),
    }),
  );

  app.post(
    '/displays',
    {
      schema: {
        tags,
        summary: 'Make a display',
        description: `At most ${DISPLAY_LIMITS.displays}; names are told apart without case. It shows nothing until a screen is paired with it.`,
        body: DisplayInputSchema,
        response: { 201: DisplaySchema, ...problemsOf(400, 404, 409, 429, 503) },
      },
    },
    async ({ body }, reply) => reply.code(201).send(shown(await screens.create(body))),
  );

  app.put(
    '/displays/:id',
    {
      schema: {
        tags,
        summary: 'Change a display, as a whole',
        description: 'Its screen follows at once. When two people change it, the last one wins.',
        params: byId,
        body: DisplayInputSchema,
        response: { 200: DisplaySchema, ...problemsOf(400, 404, 409, 429, 503) },
      },
    },
    async ({ params, body }) => shown(await screens.edit(params.id, body)),
  );

  app.delete(
    '/displays/:id',
    {
      schema: {
        tags,
        summary: 'Delete a display',
        description: 'Its token is good no more: the screen asks for a code again.',
        params: byId,
        response: { 204: Type.Null(), ...problemsOf(404, 429, 503) },
      },
    },
    async ({ params }, reply) => {
      await screens.remove(params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/displays/:id/pair',
    {
      schema: {
        tags,
        summary: 'Pair a display with the screen that shows this code',
        description:
          'The screen is given a token that reads only. A screen that was paired with the display before is shown out. ' +
          'Ten wrong codes a minute, whoever types them; after that 429 for right ones too.',
        params: byId,
        body: PairRequestSchema,
        response: { 200: DisplaySchema, ...problemsOf(400, 404, 429, 503) },
      },
    },
    async ({ params: { id }, body: { code } }) => {
      // A code is not used up by an address that leads nowhere.
      screens.known(id);
      return shown(await pairings.redeem(code, (token) => screens.pair(id, token)));
    },
  );

  app.post(
    '/displays/:id/revoke',
    {
      schema: {
        tags,
        summary: 'Take the token away from the screen of a display',
        description: 'Its socket closes with 4401 and it asks for a code again. The display stays.',
        params: byId,
        response: { 200: DisplaySchema, ...problemsOf(404, 429, 503) },
      },
    },
    async ({ params }) => shown(await screens.revoke(params.id)),
  );

  app.get(
    '/display',
    {
      schema: {
        tags,
        summary: 'What the display of this token is to show',
        description: '`Authorization: Bearer` and the token. The same as the `display` frame of `/live`.',
        response: { 200: DisplayProgramSchema, ...problemsOf(401, 429) },
      },
    },
    async ({ display }) => {
      if (display !== null) return book.programOf(display);
      throw new HttpProblem(
        401,
        'no_token',
        'Say which display you are: send its token as "Authorization: Bearer …".',
      );
    },
  );

  app.post(
    '/takeover',
    {
      schema: {
        tags,
        summary: 'Take every display over',
        description:
          'Every screen leaves its playlist for the message, at once, and comes back when the takeover ends; one that holds ' +
          'is replaced. Displays in their quiet hours are spared unless `evenInQuietHours`.',
        body: TakeoverRequestSchema,
        response: { 200: TakeoverSchema, ...problemsOf(400, 429, 503) },
      },
    },
    async ({ body }) => takeovers.begin(body),
  );

  app.delete(
    '/takeover',
    {
      schema: {
        tags,
        summary: 'End the takeover',
        description: 'Also when none holds: two people may end it at once.',
        response: { 204: Type.Null(), ...problemsOf(429, 503) },
      },
    },
    async (_request, reply) => {
      await takeovers.end();
      return reply.code(204).send(null);
    },
  );
};
