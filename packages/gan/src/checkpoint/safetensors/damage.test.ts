import { orThrow } from '@bcl/errors';
import { readSafetensors } from './read';
import type { SafeTensor } from './tensor';
import { writeSafetensors } from './write';

const where = 'x.safetensors';

/** A file with this header and so many bytes after it. */
function fileOf(header: unknown, bytes: number, length?: bigint): Uint8Array {
  const text = typeof header === 'string' ? Buffer.from(header, 'utf8') : Buffer.from(JSON.stringify(header), 'utf8');
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(length ?? BigInt(text.length));
  return new Uint8Array(Buffer.concat([start, text, Buffer.alloc(bytes)]));
}

function messageOf(bytes: Uint8Array): string {
  const found = readSafetensors(bytes, { where });
  return found._tag === 'Left' ? `${found.left._tag}: ${found.left.message}` : 'none';
}

const x = (change: Record<string, unknown>): Record<string, unknown> => ({
  x: { dtype: 'U8', shape: [2], data_offsets: [0, 2], ...change },
});
const notes = (value: unknown): Record<string, unknown> => ({ __metadata__: value });
const entry = '{"dtype":"U8","shape":[1],"data_offsets":[0,1]}';

describe('readSafetensors says in one line what is wrong, where and why', () => {
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'This is no safetensors file (x.safetensors): it has 0 bytes'],
    ['a few bytes', new Uint8Array(7), 'it has 7 bytes'],
    ['text', new Uint8Array(Buffer.from('one two three')), 'say that a header of 2337218072272006767 bytes follows'],
    ['the longest length', fileOf({}, 0, 2n ** 64n - 1n), 'a header of 18446744073709551615 bytes follows'],
    ['a header of a hundred megabytes', fileOf({}, 0, 100_000_001n), 'a header of 100000001 bytes follows'],
    [
      'a header cut off',
      fileOf({}, 0, 3n),
      'The file is cut off (x.safetensors): its header is to have 3 bytes and 2 are there',
    ],
    ['a header of no length', fileOf({}, 0, 0n), 'its header is not a JSON object'],
    ['a list', fileOf([], 0), 'not a JSON object'],
    ['a number', fileOf('3', 0), 'not a JSON object'],
    ['null', fileOf('null', 0), 'not a JSON object'],
    ['half an object', fileOf('{"x":', 0), 'not a JSON object'],
    ['lists a million deep', fileOf('['.repeat(1e6), 0), 'not a JSON object'],
    [
      'text that is not UTF-8',
      fileOf(`{"${'x'}":1}`, 0).map((byte) => (byte === 0x78 ? 0xff : byte)),
      'not a JSON object',
    ],
    ['a mark of byte order', fileOf('\ufeff{}', 0), 'not a JSON object'],
    [
      'a tensor twice',
      fileOf(`{"x":${entry},"x":${entry}}`, 1),
      'The file means two things (x.safetensors): its header has the name "x" twice',
    ],
    ['a tensor twice, spelled in two ways', fileOf(`{"x":${entry},"\\u0078":${entry}}`, 1), 'the name "x" twice'],
    ['a field twice', fileOf('{"x":{"dtype":"U8","dtype":"U8","shape":[],"data_offsets":[0,1]}}', 1), '"dtype" twice'],
    ['metadata that are a list', fileOf(notes([]), 0), '__metadata__ is not an object of strings'],
    ['metadata that are numbers', fileOf(notes({ step: 3 }), 0), '__metadata__ is not an object of strings'],
    [
      'an entry that is a number',
      fileOf({ x: 1 }, 0),
      'The header is damaged (x.safetensors, tensor "x"): its entry is not an object',
    ],
    ['an entry that is null', fileOf({ x: null }, 0), 'its entry is not an object'],
    ['no type', fileOf(x({ dtype: undefined }), 2), 'its type is "none"; I64, F32, I32, F16, U8 are read here'],
    [
      'a type that is not read',
      fileOf(x({ dtype: 'F8_E4M3' }), 2),
      'The tensor cannot be read (x.safetensors, tensor "x"): its type is "F8_E4M3"',
    ],
    ["an object's own name as a type", fileOf(x({ dtype: 'toString' }), 2), 'its type is "toString"'],
    ['no shape', fileOf(x({ shape: undefined }), 2), 'its shape is not a list of whole numbers from 0'],
    ['a negative shape', fileOf(x({ shape: [-1, -2] }), 2), 'its shape is not'],
    ['a broken shape', fileOf(x({ shape: [0.5, 4] }), 2), 'its shape is not'],
    ['a shape beyond counting', fileOf(x({ shape: [2 ** 40, 2 ** 40] }), 2), 'its shape is not'],
    ['no offsets', fileOf(x({ data_offsets: undefined }), 2), 'its data_offsets are not two whole numbers'],
    ['negative offsets', fileOf(x({ data_offsets: [-2, 0] }), 2), 'its data_offsets are not two whole numbers'],
    ['offsets that run backwards', fileOf(x({ data_offsets: [2, 0] }), 2), 'the smaller first'],
    ['offsets that are text', fileOf(x({ data_offsets: ['0', '2'] }), 2), 'its data_offsets are not'],
    ['three offsets', fileOf(x({ data_offsets: [0, 2, 2] }), 2), 'its data_offsets are not'],
    [
      'offsets of another size',
      fileOf(x({ data_offsets: [0, 3] }), 3),
      '2 of U8 take 2 bytes, and its data_offsets leave 3',
    ],
    ['a gap', fileOf(x({ data_offsets: [1, 3] }), 3), 'bytes 0 to 1 are no tensor'],
    [
      'an overlap',
      fileOf({ ...x({}), y: { dtype: 'U8', shape: [2], data_offsets: [1, 3] } }, 3),
      'tensor "y"): its bytes are those of another tensor too',
    ],
    [
      'too few bytes',
      fileOf(x({}), 1),
      'The file is cut off (x.safetensors): its tensors are to have 2 bytes and 1 are there',
    ],
    [
      'too many bytes',
      fileOf(x({}), 3),
      'The file is too long (x.safetensors): its tensors are to have 2 bytes and 3 are there',
    ],
    ['a name with line breaks', fileOf({ 'a\nb': 1 }, 0), 'tensor "a\\nb"'],
    ['a name without end', fileOf({ ['y'.repeat(1e5)]: 1 }, 0), 'yyy..."'],
  ])('%s', (_, bytes, message) => {
    const found = messageOf(bytes);
    expect(found).toContain(message);
    expect(found).toMatch(/^DamagedCheckpoint: .*; take an earlier checkpoint, or copy the file again$/);
    expect(found.length).toBeLessThan(400);
  });

  it('takes what the format allows: other fields, blanks, bytes in any order, tensors without elements', () => {
    const header = {
      z: { dtype: 'U8', shape: [0, 4], data_offsets: [1, 1] },
      b: { dtype: 'U8', shape: [], data_offsets: [1, 2], more: true },
      a: { dtype: 'U8', shape: [1], data_offsets: [0, 1] },
    };
    const bytes = fileOf(` ${JSON.stringify(header)}\n `, 2);
    bytes.set([5, 6], bytes.length - 2);
    const { tensors } = orThrow(readSafetensors(bytes, { where }));
    expect(Object.fromEntries([...tensors].map(([name, { data }]) => [name, [...data]]))).toEqual({
      a: [5],
      z: [],
      b: [6],
    });
  });

  it('notices a cut anywhere', () => {
    const data = Float32Array.of(1, 2, 3);
    const whole = writeSafetensors(new Map<string, SafeTensor>([['x', { type: 'F32', shape: [3], data }]]));
    for (let length = 0; length < whole.length; length += 1) {
      expect(messageOf(whole.subarray(0, length))).toMatch(/^DamagedCheckpoint: (This is no|The file is cut off)/);
    }
  });
});
