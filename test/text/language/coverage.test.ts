import { describe, expect, it } from 'vitest';
import { coverage, isCovered } from '../../../pipelines/text/language/coverage.ts';
import { HOSTILE_TEXTS } from '../hostile-texts.ts';

describe('what sentiment covers', () => {
  it('is English by the model, with or without emoji', () => {
    expect(coverage('en', 'late again')).toBe('model');
    expect(coverage('en', 'late again 😡')).toBe('model');
  });

  it.each(['zu spät 😡', '❤️ das Team', '✈️', 'zu spät :(', ':-) danke', 'gut <3', 'süß ;)', '遅い ^_^'])(
    'is another language by its emoji: %s',
    (text) => {
      expect(coverage('de', text)).toBe('lexicon');
    },
  );

  it.each(['zu spät', '4711 #1 *', 'um 10:30 (Gleis 8)', 'https://t.co/x', '', 'Nr. 5, 100%'])(
    'is not another language without: %j',
    (text) => {
      expect(coverage('de', text)).toBe('unsupported');
    },
  );

  it.each(['lol', 'OK 😡', '', '4711', '¯\\_(ツ)_/¯ whatever', '𝓗𝓮𝓵𝓵𝓸', 'mañana'])(
    'is a text whose language nobody can tell, by the model: %j',
    (text) => {
      expect(coverage('und', text)).toBe('model');
      expect(coverage('', text)).toBe('model');
    },
  );

  it.each(['Спасибо', 'شكرا', '谢谢', 'σ’ ευχαριστώ ok'])('but not in another script: %s', (text) => {
    expect(coverage('und', text)).toBe('unsupported');
    expect(coverage('und', `${text} 🎉`)).toBe('lexicon');
  });

  it('is told of the language alone, too', () => {
    expect(['en', 'und', '', 'de', 'ja'].map(isCovered)).toEqual([true, true, true, false, false]);
  });

  it.each(HOSTILE_TEXTS)('is read to 5,000 characters: %s', (_name, text) => {
    expect(coverage('und', text)).toBe(coverage('und', text.slice(0, 5_000)));
  });
});
