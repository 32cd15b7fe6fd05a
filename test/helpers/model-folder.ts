import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onnxModel, type TinyModel } from './onnx-model.ts';

/** What the words of a tiny model stand for: outputs for negative, neutral and positive. */
const WORDS: Readonly<Record<string, readonly [negative: number, neutral: number, positive: number]>> = {
  '[PAD]': [9, 9, 9], // would be seen at once if padding counted
  '[UNK]': [0, 0, 0],
  '[CLS]': [0, 1, 0],
  '[SEP]': [0, 0, 0.25],
  splendid: [0, 0, 4],
  dreadful: [4, 0, 0],
  plain: [0, 4, 0],
};
/** In the vocabulary but not in the model, which stumbles over it. */
export const STUMBLING_BLOCK = 'stumble';

export interface FolderParts {
  readonly config?: object | string;
  readonly tokenizer?: object | string;
  readonly model?: Partial<TinyModel> | string;
  /** Where in the folder the model lies. */
  readonly modelName?: string;
}

/** Writes a folder as exporters do, with a model that knows three words. Strings are written as they are. */
export function writeModelFolder(folder: string, parts: FolderParts = {}): string {
  const { config = modelConfig(), tokenizer = TOKENIZER, model = {}, modelName = 'model.onnx' } = parts;
  const rows = Object.values(WORDS);
  mkdirSync(join(folder, modelName, '..'), { recursive: true });
  writeFileSync(join(folder, 'config.json'), textOf(config));
  writeFileSync(join(folder, 'tokenizer.json'), textOf(tokenizer));
  writeFileSync(join(folder, modelName), typeof model === 'string' ? model : onnxModel({ rows, ...model }));
  return folder;
}

export const modelConfig = (overrides: object = {}): object => ({
  model_type: 'bert',
  pad_token_id: 0,
  max_position_embeddings: 64,
  id2label: { 0: 'Negative', 1: 'neutral', 2: 'POSITIVE' },
  ...overrides,
});

const textOf = (part: object | string): string => (typeof part === 'string' ? part : JSON.stringify(part));

const vocab = Object.fromEntries([...Object.keys(WORDS), STUMBLING_BLOCK].map((word, id) => [word, id]));
const special = (content: string) => ({ id: vocab[content], content, special: true, normalized: false });
const always = (id: string) => ({ id, ids: [vocab[id]], tokens: [id] });

const TOKENIZER = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]'].map(special),
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: { '[CLS]': always('[CLS]'), '[SEP]': always('[SEP]') },
  },
  decoder: null,
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab,
  },
};
