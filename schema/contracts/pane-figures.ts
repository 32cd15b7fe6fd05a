import { Type, type Static } from 'typebox';

const count = Type.Integer({ minimum: 0 });

/** What one pane says, in full. */
export const PaneFiguresSchema = Type.Object({
  inbound: count,
  outbound: count,
  positive: count,
  neutral: count,
  negative: count,
  responsesMs: Type.Array(count, { description: 'First response times, ascending.' }),
});
export type PaneFigures = Static<typeof PaneFiguresSchema>;
