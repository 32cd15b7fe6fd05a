import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { SentimentLabel } from '../../../schema/contracts/mention.ts';
import { labelMapOf } from '../../../pipelines/text/second-reading/label-map.ts';
import { ConfigError } from '../../config.ts';

/** A model that lies on disk, with all that a thread needs to read texts with it. */
export interface ModelFolder {
  /** `onnx:` with the folder's name and a hash of the files that decide its answers; stored with every reading. */
  readonly version: string;
  readonly modelPath: string;
  readonly tokenizerPath: string;
  /** Null: the tokenizer needs none. */
  readonly tokenizerConfigPath: string | null;
  /** By output. */
  readonly labels: readonly SentimentLabel[];
  /** The token that fills short texts up. */
  readonly padId: number;
  /** Longer texts are cut, special tokens included. */
  readonly maxTokens: number;
}

/** Where exporters put the model, the exact ones before those that were rounded. */
const USUAL_MODELS = ['model.onnx', 'onnx/model.onnx', 'model_quantized.onnx', 'onnx/model_quantized.onnx'];
/** A mention says what it says early; attention costs the square of the length. */
const MAX_TOKENS = 256;
const MAX_JSON_BYTES = 1_048_576;

type Fail = (why: string) => never;

const ModelConfigSchema = Type.Object({
  id2label: Type.Record(Type.String({ maxLength: 20 }), Type.String({ maxLength: 200 }), {
    maxProperties: 1_000,
  }),
  pad_token_id: Type.Optional(Type.Union([Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }), Type.Null()])),
  max_position_embeddings: Type.Optional(Type.Integer({ minimum: 8 })),
  problem_type: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});
type ModelConfig = Static<typeof ModelConfigSchema>;
const modelConfig = Compile(ModelConfigSchema);

/**
 * Looks at a folder in the layout of Hugging Face. Half a gigabyte takes about a second: its hash is the model's version.
 *
 * @param folder relative to where the process was started
 * @param model the file in it; the first of the usual names when left out
 * @throws ConfigError that says what is missing or cannot be used
 */
export async function openModelFolder(folder: string, model?: string): Promise<ModelFolder> {
  const root = resolve(folder);
  const fail: Fail = (why) => {
    throw new ConfigError(`The folder ${root} of sentiment.onnx ${why}.`);
  };
  const stat = statSync(root, { throwIfNoEntry: false });
  if (stat === undefined) return fail('does not exist');
  if (!stat.isDirectory()) return fail('is not a folder');
  const tokenizerPath = join(root, 'tokenizer.json');
  const configPath = join(root, 'config.json');
  for (const path of [configPath, tokenizerPath])
    if (!existsSync(path)) fail(`has no ${basename(path)}; it comes with the model`);
  const wanted = model === undefined ? USUAL_MODELS : [model];
  const found = wanted.find((name) => existsSync(join(root, name)));
  if (found === undefined) return fail(`has no model; expected ${wanted.join(' or ')}`);
  const modelPath = join(root, found);
  const tokenizerConfigPath = join(root, 'tokenizer_config.json');

  const config = readModelConfig(configPath, fail);
  if (config.problem_type === 'multi_label_classification')
    fail('holds a model whose labels do not exclude each other; expected one label a text');
  const { labels, problem } = labelMapOf(config.id2label);
  if (labels === undefined) return fail(`holds a model that ${problem}`);
  const files = [modelPath, tokenizerPath, configPath];
  return {
    version: `onnx:${nameOf(root)}@${await hashOf(files)}`,
    modelPath,
    tokenizerPath,
    tokenizerConfigPath: existsSync(tokenizerConfigPath) ? tokenizerConfigPath : null,
    labels,
    padId: config.pad_token_id ?? 0,
    // Some families count their positions from 2.
    maxTokens: Math.min(MAX_TOKENS, (config.max_position_embeddings ?? MAX_TOKENS) - 2),
  };
}

function readModelConfig(path: string, fail: Fail): ModelConfig {
  if (statSync(path).size > MAX_JSON_BYTES) fail('has a config.json of more than a megabyte');
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    fail('has a config.json that is no JSON');
  }
  if (modelConfig.Check(value)) return value;
  const [error] = modelConfig.Errors(value);
  return fail(
    `has a config.json that cannot be used: ${error?.instancePath || 'the file'} ${error?.message ?? ''}; expected that of a text classifier, with id2label`,
  );
}

/** As short and plain as a version in a column should be. */
const nameOf = (root: string): string =>
  basename(root)
    .replaceAll(/[^A-Za-z0-9._-]/g, '_')
    .slice(0, 40);

async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex').slice(0, 8);
}
