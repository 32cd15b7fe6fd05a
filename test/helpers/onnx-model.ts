import { Buffer } from 'node:buffer';

/** A field of a protocol buffer: its number and what it holds. Strings, bytes and messages are written alike. */
type Field = readonly [number: number, value: number | string | Uint8Array];

/** The wire format in 20 lines: numbers as varints, everything else with its length before it. */
export function message(...fields: readonly Field[]): Uint8Array {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === 'number') return Buffer.concat([varint(number << 3), varint(value)]);
      const bytes = typeof value === 'string' ? Buffer.from(value) : value;
      return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
    }),
  );
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

const FLOAT = 1;
const INT32 = 6;
const INT64 = 7;

export interface TinyModel {
  /** A row of outputs for each token; a text's outputs are the sum over its tokens. */
  readonly rows: readonly (readonly number[])[];
  /** Named otherwise to see a model refused. */
  readonly ids?: string;
  /** Of the ids and the mask: models are exported with either. */
  readonly integers?: 'int32' | 'int64';
  /** Also wants `token_type_ids`, and does nothing with them. */
  readonly types?: boolean;
}

/** A classifier in ONNX: looks up a row for each token, leaves out the padding, adds up. */
export function onnxModel({
  rows,
  ids = 'input_ids',
  integers = 'int64',
  types = false,
}: TinyModel): Uint8Array {
  const columns = rows[0]?.length ?? 0;
  const kind = integers === 'int32' ? INT32 : INT64;
  const graph = message(
    [1, node('Gather', ['rows', ids], 'looked_up')],
    [1, node('Cast', ['attention_mask'], 'mask', message([1, 'to'], [3, FLOAT], [20, 2]))],
    [1, node('Unsqueeze', ['mask', 'last'], 'mask_of_rows')],
    [1, node('Mul', ['looked_up', 'mask_of_rows'], 'kept')],
    [1, node('ReduceSum', ['kept', 'tokens'], 'logits', message([1, 'keepdims'], [3, 0], [20, 2]))],
    [2, 'tiny'],
    [5, tensor('rows', FLOAT, [rows.length, columns], Float32Array.from(rows.flat()))],
    [5, tensor('last', INT64, [1], BigInt64Array.of(2n))],
    [5, tensor('tokens', INT64, [1], BigInt64Array.of(1n))],
    [11, value(ids, kind, ['texts', 'tokens'])],
    [11, value('attention_mask', kind, ['texts', 'tokens'])],
    ...(types ? [[11, value('token_type_ids', kind, ['texts', 'tokens'])] as const] : []),
    [12, value('logits', FLOAT, ['texts', columns])],
  );
  return message([1, 8], [7, graph], [8, message([1, ''], [2, 13])]);
}

const node = (operator: string, inputs: readonly string[], output: string, ...attributes: Uint8Array[]) =>
  message(
    ...inputs.map((input): Field => [1, input]),
    [2, output],
    [4, operator],
    ...attributes.map((attribute): Field => [5, attribute]),
  );

const tensor = (name: string, kind: number, dims: readonly number[], data: Float32Array | BigInt64Array) =>
  message(...dims.map((dim): Field => [1, dim]), [2, kind], [8, name], [9, new Uint8Array(data.buffer)]);

const value = (name: string, kind: number, shape: readonly (string | number)[]) =>
  message(
    [1, name],
    [
      2,
      message([
        1,
        message(
          [1, kind],
          [2, message(...shape.map((dim): Field => [1, message([typeof dim === 'number' ? 1 : 2, dim])]))],
        ),
      ]),
    ],
  );
