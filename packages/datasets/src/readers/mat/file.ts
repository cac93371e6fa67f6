import { inflateSync } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import { failure } from '../../failure';
import type { DatasetProblem } from '../../failure';
import { decompressionFailure, openSource } from '../source';
import type { ReaderOptions } from '../source';
import type { Provenance } from '../../dataset';
import { readArray } from './array';
import type { MatArray, SkippedVariable } from './array';
import { damaged, elementType, place, readElement } from './element';
import type { Block, Element } from './element';

/** The variables of a MATLAB file. */
export interface MatFile {
  /** Full real numeric arrays, in the order of the file. */
  readonly arrays: readonly MatArray[];
  /** Everything else: text, cells, structures, sparse and complex arrays. */
  readonly skipped: readonly SkippedVariable[];
  readonly provenance: Provenance;
}

const HEADER_BYTES = 128;

/**
 * Reads the numeric variables of a MATLAB level 5 file (`save` without options or with `-v6` or `-v7`), compressed or
 * not, in either byte order.
 *
 * Nothing is allocated on the word of a header: every size is compared with the bytes that are there, and all
 * decompressed content together stays below `maxBytes`. 64-bit integers beyond 2^53 are rounded to doubles.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { readMatVariables } from '@bcl/datasets';
 *
 * const result = readMatVariables(new Uint8Array(200), { name: 'zeros.mat' });
 * E.isLeft(result) && result.left._tag; // => 'UnknownFormat'
 * ```
 */
export function readMatVariables(input: Uint8Array, options: ReaderOptions = {}): E.Either<DatasetProblem, MatFile> {
  const source = openSource(input, options);
  if (E.isLeft(source)) return source;
  const { name, content, provenance, maxBytes } = source.right;
  const file = checkHeader(content, name, maxBytes);
  if (E.isLeft(file)) return file;

  const arrays: MatArray[] = [];
  const skipped: SkippedVariable[] = [];
  let budget = maxBytes;
  for (let offset = HEADER_BYTES; offset < content.length;) {
    const outer = readElement(file.right, offset);
    if (E.isLeft(outer)) return outer;
    const inner = inflated(file.right, offset, outer.right, budget);
    if (E.isLeft(inner)) return inner;
    const { element } = inner.right;
    budget -= inner.right.inflatedBytes;
    if (element.type !== elementType.matrix) {
      return damaged(file.right, offset, `An element of type ${element.type} stands where a variable should`);
    }
    const variable = readArray(element.body);
    if (E.isLeft(variable)) return variable;
    if ('data' in variable.right) arrays.push(variable.right);
    else skipped.push(variable.right);
    offset = outer.right.next;
  }
  return E.right({ arrays, skipped, provenance });
}

function checkHeader(content: Uint8Array, name: string, maxBytes: number): E.Either<DatasetProblem, Block> {
  const text = String.fromCharCode(...content.subarray(0, 124));
  if (text.startsWith('MATLAB 7.3') || text.startsWith('\x89HDF')) {
    return failure('UnsupportedFile', {
      what: 'The file is a MATLAB 7.3 file',
      where: name,
      why: 'that format is HDF5, which is not read here',
      hint: "save it from MATLAB with save(…, '-v7')",
    });
  }
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const order = content.length >= HEADER_BYTES ? String.fromCharCode(view.getUint8(126), view.getUint8(127)) : '';
  const littleEndian = order === 'IM';
  if (!littleEndian && order !== 'MI') {
    return failure('UnknownFormat', {
      what: 'The file does not start as a MATLAB level 5 file',
      where: `${name}, offset ${Math.min(content.length, 126)}`,
      why:
        content.length < HEADER_BYTES
          ? `its header has ${HEADER_BYTES} bytes and here are ${content.length}`
          : 'the mark of the byte order is missing; a level 4 file has none',
      hint: "check the file, or save it from MATLAB with save(…, '-v7')",
    });
  }
  const version = view.getUint16(124, littleEndian);
  if (version !== 0x0100) {
    return failure('UnsupportedFile', {
      what: `The file has version 0x${version.toString(16)}`,
      where: `${name}, offset 124`,
      why: 'only version 0x100, MATLAB level 5, is read here',
      hint: "save it from MATLAB with save(…, '-v7')",
    });
  }
  return E.right({ view, littleEndian, label: name, base: 0, maxBytes });
}

interface Inflated {
  readonly element: Element;
  readonly inflatedBytes: number;
}

/** The element itself, or the one inside it when it is compressed. */
function inflated(file: Block, offset: number, element: Element, budget: number): E.Either<DatasetProblem, Inflated> {
  if (element.type !== elementType.compressed) return E.right({ element, inflatedBytes: 0 });
  const { view } = element.body;
  const where = place(file, offset);
  let bytes: Uint8Array;
  try {
    const packed = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    bytes = inflateSync(packed, { maxOutputLength: Math.max(1, budget) });
  } catch (error) {
    return decompressionFailure(error, where, budget);
  }
  const block: Block = {
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    littleEndian: file.littleEndian,
    label: `${file.label}, inside the compressed variable at offset ${offset}`,
    base: 0,
    maxBytes: file.maxBytes,
  };
  const inner = readElement(block, 0);
  return E.isLeft(inner) ? inner : E.right({ element: inner.right, inflatedBytes: bytes.length });
}
