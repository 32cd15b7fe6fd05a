import { Compile } from 'typebox/compile';
import { LineCounter, isNode, parseDocument } from 'yaml';
import { ConfigSchema, type ConfigFile } from '../schema/contracts/config.ts';
import { choicesIn } from './choices.ts';
import { faultOfConfig } from './config-meaning.ts';

const validator = Compile(ConfigSchema);
type Fault = ReturnType<typeof validator.Errors>[number];

type ParsedFile =
  | { readonly config: ConfigFile; readonly problem?: undefined }
  | { readonly config?: undefined; readonly problem: string };

/** Reads the YAML of a configuration. A problem names the line, the key and what was expected; it never throws. */
export function parseConfigFile(text: string): ParsedFile {
  const lines = new LineCounter();
  // Aliases are how a small file becomes a huge one; nothing in this file needs more than a few.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const [error] = document.errors;
  if (error !== undefined) return { problem: `line ${lineOf(error.pos[0])}: ${error.message}` };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 }) ?? {};
  } catch (reason) {
    return { problem: `line 1: ${reason instanceof Error ? reason.message : String(reason)}` };
  }
  if (!validator.Check(value)) {
    const { path, expected } = firstProblem(value);
    const node = nodeAt(document, path);
    return { problem: `line ${node === undefined ? 1 : lineOf(node)}: ${nameOf(path)} ${expected}.` };
  }
  const fault = faultOfConfig(value);
  if (fault === null) return { config: value };
  return {
    problem: `line ${lineOf(nodeAt(document, fault.path) ?? 0)}: ${nameOf(fault.path)} ${fault.says}.`,
  };
}

function firstProblem(value: unknown): { path: string[]; expected: string } {
  const errors = validator.Errors(value);
  const unknown = errors.find(({ keyword }) => keyword === 'additionalProperties');
  if (unknown !== undefined) {
    const { additionalProperties } = unknown.params as { additionalProperties: string[] };
    return {
      path: [...segments(unknown.instancePath), additionalProperties[0] ?? ''],
      expected: 'is not a key of this section',
    };
  }
  const error = errors.find(({ keyword }) => keyword !== 'boolean' && keyword !== 'anyOf') ?? errors[0];
  if (error === undefined) return { path: [], expected: 'cannot be read' };
  if (error.keyword === 'required') {
    const { requiredProperties } = error.params;
    return {
      path: segments(error.instancePath),
      expected: `needs the key "${requiredProperties.join('", "')}"`,
    };
  }
  return { path: segments(error.instancePath), expected: expectedOf(error, errors) };
}

/** A pattern says little to people; what it stands for is beside it in the schema. */
function expectedOf(error: Fault, all: readonly Fault[]): string {
  if (error.keyword !== 'pattern') return choicesIn(all, error.instancePath) ?? error.message;
  const words = describedAt(error.schemaPath);
  return words === undefined ? error.message : `must match what it is said to be: ${words}`;
}

function describedAt(schemaPath: string): string | undefined {
  let schema: unknown = ConfigSchema;
  for (const key of schemaPath.split('/').slice(1))
    schema =
      typeof schema === 'object' && schema !== null ? (schema as Record<string, unknown>)[key] : undefined;
  const description = (schema as { readonly description?: unknown } | undefined)?.description;
  return typeof description === 'string' ? description.replace(/\.$/, '') : undefined;
}

const segments = (pointer: string): string[] => pointer.split('/').slice(1);
const nameOf = (path: readonly string[]): string => (path.length === 0 ? 'the file' : `"${path.join('.')}"`);

/** Offset of the key or value a path names, or of the nearest thing around it. */
function nodeAt(document: ReturnType<typeof parseDocument>, path: readonly string[]): number | undefined {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const keys = path.slice(0, depth).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    const node: unknown = document.getIn(keys, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}
