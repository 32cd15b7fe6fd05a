import { expect, it } from 'vitest';
import { readAgainWith } from '../../server/labels/read-again.ts';
import type { LabelsWith } from '../../server/text/second-readings.ts';
import { UNREAD, mention, plainReader } from '../helpers/mentions.ts';

const labelsWith: LabelsWith = (said, { label, score, model }) => ({
  ...plainReader(said),
  sentiment: label,
  sentimentScore: score,
  sentimentModel: model,
});
const heavy = { ...UNREAD, sentiment: 'negative', sentimentScore: -0.5, sentimentModel: 'heavy/1' } as const;

it('keeps the tone of the heavier model that is configured, and reads everything else again', () => {
  const said = mention({ text: 'good?' });
  const keeping = readAgainWith(plainReader, labelsWith, 'heavy/1');
  expect(keeping(said, heavy)).toMatchObject({
    sentiment: 'negative',
    sentimentModel: 'heavy/1',
    actionable: true,
  });
  expect(keeping(said, { ...heavy, sentimentModel: 'heavy/0' })).toEqual(plainReader(said));
  expect(keeping(said, UNREAD)).toEqual(plainReader(said));
  expect(readAgainWith(plainReader, labelsWith, null)(said, heavy)).toEqual(plainReader(said));
});
