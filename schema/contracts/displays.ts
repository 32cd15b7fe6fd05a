import { Type, type Static } from 'typebox';
import { BRAND_LEVELS } from './live.ts';
import { literals, nullable, strict } from './literals.ts';
import { BrandIdSchema } from './mention.ts';
import { DISPLAY_LIMITS, DISPLAY_THEMES, SCENE_CONDITIONS, SCENE_KINDS, SPANS } from './scenes.ts';

/** No control characters; length in code units. */
const words = (most: number, description: string) =>
  Type.String({ minLength: 1, maxLength: most, pattern: '^[^\\u0000-\\u001f\\u007f]+$', description });
const Id = Type.String({ pattern: '^[a-z0-9-]{1,40}$' });
const At = Type.Integer({ description: 'Epoch milliseconds.' });
const By = words(80, 'Who does it.');
const LocalTime = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'Local time such as 22:30.',
});

export const SceneSchema = Type.Object(
  {
    id: Id,
    kind: literals(SCENE_KINDS),
    brand: Type.Optional(BrandIdSchema),
    message: Type.Optional(words(280, 'Of a message.')),
    span: literals(SPANS),
    dwellSeconds: Type.Integer({ minimum: 5, maximum: 3_600, description: 'How long it stays.' }),
    condition: literals(SCENE_CONDITIONS),
  },
  strict,
);
export type Scene = Static<typeof SceneSchema>;

const Scenes = Type.Array(SceneSchema, { maxItems: DISPLAY_LIMITS.scenes });

export const PlaylistInputSchema = Type.Object(
  { name: words(80, 'What people call it.'), scenes: Scenes },
  strict,
);
export type PlaylistInput = Static<typeof PlaylistInputSchema>;

export const PlaylistVersionSchema = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  scenes: Scenes,
  publishedAt: At,
  publishedBy: Type.String(),
  /** The version whose scenes these are again, of a rollback. */
  of: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type PlaylistVersion = Static<typeof PlaylistVersionSchema>;

export const PlaylistSchema = Type.Object({
  id: Id,
  name: Type.String(),
  draft: Scenes,
  draftAt: At,
  versions: Type.Array(PlaylistVersionSchema, {
    description: 'Newest first; the first is what screens show. Empty: never published.',
  }),
});
export type Playlist = Static<typeof PlaylistSchema>;

export const PublishRequestSchema = Type.Object({ by: By }, strict);
export const RollbackRequestSchema = Type.Object({ version: Type.Integer({ minimum: 1 }), by: By }, strict);

/** Night for a display: it is dimmed, and no takeover reaches it unless the takeover says so. */
export const QuietHoursSchema = Type.Object(
  { from: LocalTime, to: LocalTime, zone: Type.String({ maxLength: 64, description: 'IANA zone.' }) },
  strict,
);
export type QuietHours = Static<typeof QuietHoursSchema>;

export const DisplayInputSchema = Type.Object(
  {
    name: words(80, 'Where it hangs.'),
    playlist: Id,
    theme: literals(DISPLAY_THEMES),
    lobbySafe: Type.Boolean({
      description: 'Handles, names and profanity are masked before they leave the server.',
    }),
    quietHours: nullable(QuietHoursSchema),
  },
  strict,
);
export type DisplayInput = Static<typeof DisplayInputSchema>;

export const DisplaySchema = Type.Object({
  id: Id,
  ...DisplayInputSchema.properties,
  pairedAt: nullable(At),
  /** Whether it is connected now; and since when it is not. */
  online: Type.Boolean(),
  lastSeenAt: nullable(At),
});
export type Display = Static<typeof DisplaySchema>;

export const TakeoverRequestSchema = Type.Object(
  {
    message: words(280, 'What every screen says.'),
    level: literals(['watch', 'alert']),
    brand: Type.Optional(BrandIdSchema),
    by: By,
    evenInQuietHours: Type.Boolean(),
    minutes: nullable(
      Type.Integer({ minimum: 1, maximum: 10_080, description: 'Ends by itself after this.' }),
    ),
  },
  strict,
);
export type TakeoverRequest = Static<typeof TakeoverRequestSchema>;

/** Every screen leaves its playlist for this, and returns to it when it ends. */
export const TakeoverSchema = Type.Object({
  message: Type.String(),
  level: literals(BRAND_LEVELS),
  brand: nullable(Type.String()),
  by: Type.String(),
  startedAt: At,
  endsAt: nullable(At),
  evenInQuietHours: Type.Boolean(),
});
export type Takeover = Static<typeof TakeoverSchema>;

export const DisplaysAnswerSchema = Type.Object({
  displays: Type.Array(DisplaySchema),
  playlists: Type.Array(PlaylistSchema),
  takeover: nullable(TakeoverSchema),
});
export type DisplaysAnswer = Static<typeof DisplaysAnswerSchema>;

/** A screen without a token asks for a code, shows it, and asks with its claim until somebody has typed the code. */
export const PairingSchema = Type.Object({
  code: Type.String({ description: 'Six digits to show.' }),
  claim: Type.String({ description: 'A secret of the screen that asked.' }),
  expiresAt: At,
});
export type Pairing = Static<typeof PairingSchema>;

export const PairingAnswerSchema = Type.Object({
  state: literals(['waiting', 'paired', 'expired']),
  /** Read-only and given once. `Authorization: Bearer`, and the second subprotocol of `/live`. */
  token: Type.Optional(Type.String()),
});
export type PairingAnswer = Static<typeof PairingAnswerSchema>;

export const PairRequestSchema = Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }, strict);

/** What a screen is told to show: on connection and at every change. */
export const DisplayProgramSchema = Type.Object({
  display: Type.Pick(DisplaySchema, ['id', 'name', 'theme', 'lobbySafe', 'quietHours']),
  /** Of the playlist; 0: nothing was published yet. */
  version: Type.Integer({ minimum: 0 }),
  scenes: Scenes,
  takeover: nullable(TakeoverSchema),
});
export type DisplayProgram = Static<typeof DisplayProgramSchema>;
