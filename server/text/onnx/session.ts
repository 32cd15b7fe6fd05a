import { readFileSync } from 'node:fs';
import { createEncoder } from './encoder.ts';
import type { Libraries } from './libraries.ts';
import type { ReadTexts } from './messages.ts';
import type { ModelFolder } from './model-folder.ts';

/** Never rejects: what cannot be read has no row. */
export type ReadLogits = (texts: readonly string[]) => Promise<ReadTexts>;

const KNOWN_INPUTS = new Set(['input_ids', 'attention_mask', 'token_type_ids']);
/** What it would print is answered instead. */
const QUIET = { logSeverityLevel: 4 } as const;
const TRIAL = ['I like it.', 'A somewhat longer text, so that the shorter one has to be filled up.'];

/**
 * Opens a model and reads two short texts with it, so that one which does not fit is found at the start.
 *
 * @throws an Error whose message is a sentence that names the model
 */
export async function openSession(folder: ModelFolder, libraries: Libraries): Promise<ReadLogits> {
  const { onnx, Tokenizer } = libraries;
  const fail = (why: string, cause?: unknown): never => {
    throw new Error(`The model ${folder.modelPath} ${why}.`, { cause });
  };
  const attempt = async <T>(what: string, work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      return fail(`${what}: ${firstLineOf(error)}`, error);
    }
  };
  const encode = await attempt('has a tokenizer that cannot be used', () =>
    createEncoder(
      Tokenizer,
      jsonOf(folder.tokenizerPath),
      folder.tokenizerConfigPath === null ? {} : jsonOf(folder.tokenizerConfigPath),
      folder.maxTokens,
    ),
  );
  const session = await attempt('cannot be loaded', () =>
    onnx.InferenceSession.create(folder.modelPath, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      ...QUIET,
    }),
  );
  const stranger = session.inputNames.find((name) => !KNOWN_INPUTS.has(name));
  if (stranger !== undefined || !session.inputNames.includes('input_ids'))
    return fail(
      `wants the inputs ${session.inputNames.join(', ')}; expected input_ids, attention_mask and token_type_ids`,
    );
  const output = session.outputNames.includes('logits') ? 'logits' : (session.outputNames[0] ?? 'logits');
  const narrow = new Set(
    session.inputMetadata.flatMap((input) => (input.isTensor && input.type === 'int32' ? [input.name] : [])),
  );

  /** What an input is fed with for a token, and where a text has no more tokens. */
  const fed = (input: string, id: number | undefined): number => {
    if (input === 'input_ids') return id ?? folder.padId;
    return input === 'attention_mask' && id !== undefined ? 1 : 0;
  };
  const run = async (batch: readonly (readonly number[])[]): Promise<(readonly number[])[]> => {
    const length = Math.max(1, ...batch.map((ids) => ids.length));
    const shape = [batch.length, length];
    const feeds = Object.fromEntries(
      session.inputNames.map((input) => {
        const values = batch.flatMap((ids) => Array.from({ length }, (_, at) => fed(input, ids[at])));
        return [
          input,
          narrow.has(input)
            ? new onnx.Tensor('int32', Int32Array.from(values), shape)
            : new onnx.Tensor('int64', BigInt64Array.from(values, BigInt), shape),
        ];
      }),
    );
    const { [output]: logits } = await session.run(feeds, QUIET);
    const { dims, data } = logits ?? { dims: [], data: [] };
    const [rows, columns = 0] = dims;
    if (dims.length !== 2 || rows !== batch.length || columns !== folder.labels.length)
      throw new Error(
        `it gives numbers of the shape [${dims.join(', ')}] for ${batch.length} texts; expected ${folder.labels.length} for each, one for each label of config.json`,
      );
    const numbers = Array.from(data as ArrayLike<number>, Number);
    return batch.map((_, row) => numbers.slice(row * columns, (row + 1) * columns));
  };

  await attempt('cannot read a text', () => run(TRIAL.map(encode)));
  return async (texts) => {
    try {
      return { logits: await run(texts.map(encode)), trouble: null };
    } catch {
      // One text that the model stumbles over costs no other its reading.
      const logits: (readonly number[] | null)[] = [];
      let trouble: string | null = null;
      for (const text of texts)
        try {
          logits.push((await run([encode(text)]))[0] ?? null);
        } catch (error) {
          logits.push(null);
          trouble ??= firstLineOf(error);
        }
      return { logits, trouble };
    }
  };
}

const jsonOf = (path: string): object => JSON.parse(readFileSync(path, 'utf8')) as object;

const firstLineOf = (error: unknown): string => {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.replace(/\.$/, '');
};
