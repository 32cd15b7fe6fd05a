import { createRequire } from 'node:module';
import type * as Onnx from 'onnxruntime-common';
import type * as Tokenizers from '@huggingface/tokenizers';

/** What runs models and what cuts texts into their tokens; both are optional packages. */
export interface Libraries {
  readonly runtime: 'onnxruntime-node' | 'onnxruntime-web';
  readonly onnx: Pick<typeof Onnx, 'InferenceSession' | 'Tensor' | 'env'>;
  readonly Tokenizer: typeof Tokenizers.Tokenizer;
}

/** Native code first, which is several times as fast; the same engine as WebAssembly runs everywhere. */
const RUNTIMES = ['onnxruntime-node', 'onnxruntime-web'] as const;

/**
 * Loads the packages of a heavier model. They are named here and not imported: the server starts without them.
 *
 * @param from a file or folder, as a URL, whose `node_modules` are looked in, and those of the folders above it
 * @throws an Error whose message says what to install
 */
export function loadLibraries(from: string | URL): Libraries {
  const load = createRequire(from);
  const tokenizers = attempt(load, '@huggingface/tokenizers') as typeof Tokenizers | null;
  if (tokenizers === null) throw new Error(missing('@huggingface/tokenizers'));
  for (const runtime of RUNTIMES) {
    const onnx = attempt(load, runtime) as typeof Onnx | null;
    if (onnx === null) continue;
    // One thread reads one batch: several threads are several readers, and none waits for another.
    if (runtime === 'onnxruntime-web') onnx.env.wasm.numThreads = 1;
    onnx.env.logLevel = 'error';
    return { runtime, onnx, Tokenizer: tokenizers.Tokenizer };
  }
  throw new Error(missing(RUNTIMES.join(' or ')));
}

const missing = (name: string): string =>
  `The package ${name} is not installed; "npm ci" installs what sentiment.onnx needs.`;

/** Null: it is not there. Anything else that keeps it from loading is told. */
function attempt(load: NodeJS.Require, name: string): unknown {
  try {
    return load(name);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' && message.includes(`'${name}'`)) return null;
    throw new Error(`The package ${name} cannot be loaded: ${firstLine(message)}.`, { cause: error });
  }
}

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').replace(/\.$/, '');
