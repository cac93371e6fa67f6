import * as E from 'fp-ts/lib/Either.js';
import { failure } from '../../failure';
import type { DatasetProblem } from '../../failure';
import { damaged, place, readElement } from './element';
import type { Block, Element } from './element';
import { decodeNumbers } from './numbers';

/** Classes of MATLAB arrays by number, from 1. */
const classNames = [
  'cell',
  'struct',
  'object',
  'char',
  'sparse',
  'double',
  'single',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
] as const;

/** Class of a MATLAB array. */
export type MatClass = (typeof classNames)[number];

/** A full numeric array from a MATLAB file. */
export interface MatArray {
  readonly name: string;
  readonly class: MatClass;
  /** At least two. */
  readonly dimensions: readonly number[];
  /** Column-major, as MATLAB keeps it: the first dimension varies fastest. */
  readonly data: Float64Array;
}

/** A variable that is not a full real numeric array, and what it is instead. */
export interface SkippedVariable {
  readonly name: string;
  readonly kind: string;
}

const COMPLEX_FLAG = 0x0800;
const FIRST_NUMERIC_CLASS = classNames.indexOf('double') + 1;

/** A variable from the body of a matrix element. */
export function readArray(body: Block): E.Either<DatasetProblem, MatArray | SkippedVariable> {
  const flags = readNumbers(body, 0, 'array flags');
  if (E.isLeft(flags)) return flags;
  const word = flags.right.numbers[0];
  const number = (word ?? 0) & 0xff;
  const className = classNames[number - 1];
  // Function handles, opaque objects and newer classes have other layouts, not even a name where a name is expected.
  if (word === undefined || className === undefined) {
    return number > classNames.length && number <= 18
      ? E.right({ name: '(unnamed)', kind: `class ${number}` })
      : damaged(body, 0, `An array has the unknown class ${number}`);
  }
  const dimensions = readNumbers(body, flags.right.element.next, 'dimensions');
  if (E.isLeft(dimensions)) return dimensions;
  const shape = Array.from(dimensions.right.numbers);
  if (shape.length < 2 || shape.some((size) => size < 0 || !Number.isInteger(size))) {
    return damaged(
      body,
      flags.right.element.next,
      `An array has the dimensions ${shape.slice(0, 8).join(' x ') || 'none'}`,
    );
  }
  const nameElement = readNumbers(body, dimensions.right.element.next, 'name');
  if (E.isLeft(nameElement)) return nameElement;
  const name = String.fromCharCode(...nameElement.right.numbers.subarray(0, 256));
  if (number < FIRST_NUMERIC_CLASS) return E.right({ name, kind: className });
  if (name === '') return E.right({ name: '(unnamed)', kind: 'data of MATLAB itself' });
  if ((word & COMPLEX_FLAG) !== 0) return E.right({ name, kind: `complex ${className}` });

  const expected = shape.reduce((product, size) => product * size, 1);
  if (8 * expected > body.maxBytes) return tooLarge(body, name, expected);
  const values = readNumbers(body, nameElement.right.element.next, 'values');
  if (E.isLeft(values)) return values;
  const data = values.right.numbers;
  if (data.length !== expected) {
    const what = `Array ${JSON.stringify(name)} claims ${shape.slice(0, 8).join(' x ')} values and holds ${data.length}`;
    return damaged(body, nameElement.right.element.next, what);
  }
  return E.right({ name, class: className, dimensions: shape, data });
}

function tooLarge(body: Block, name: string, count: number): E.Either<DatasetProblem, never> {
  return failure('TooLarge', {
    what: `Array ${JSON.stringify(name)} claims ${count} values`,
    where: place(body, 0),
    why: `as doubles they would exceed the limit of ${body.maxBytes} bytes`,
    hint: 'raise maxBytes if you trust the file',
  });
}

function readNumbers(
  body: Block,
  offset: number,
  what: string,
): E.Either<DatasetProblem, { readonly element: Element; readonly numbers: Float64Array }> {
  const element = readElement(body, offset);
  if (E.isLeft(element)) return element;
  const numbers = decodeNumbers(element.right.type, element.right.body);
  if (numbers === undefined) {
    return damaged(
      body,
      offset,
      `The ${what} of an array have type ${element.right.type} and ${element.right.body.view.byteLength} bytes`,
    );
  }
  return E.right({ element: element.right, numbers });
}
