import { Type } from 'typebox';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';

/** What the routes of displays, playlists and pairings have in common. */
export const tags = ['displays'];

/** Any id: one that cannot be is one that is not there. */
export const byId = Type.Object({ id: Type.String({ maxLength: 64 }) });

type ProblemStatus = 400 | 401 | 404 | 409 | 429 | 503;
export const problemsOf = <S extends ProblemStatus>(...statuses: S[]) =>
  Object.fromEntries(statuses.map((status) => [status, ProblemSchema])) as Record<S, typeof ProblemSchema>;
