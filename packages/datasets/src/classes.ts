import * as E from 'fp-ts/lib/Either.js';
import { parseCell, shown } from './cell';
import { failure } from './failure';
import type { DatasetProblem } from './failure';

/** Labels as class indices, with the names they index. */
export interface EncodedLabels {
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
}

/**
 * Class indices for label texts, one a row.
 *
 * Classes are numbered in order: by value when all labels are integers (so "10" follows "9", and "+1" and "1.0" are
 * the class "1"), by text otherwise. With `classNames` that order is given, and any other label is a problem.
 *
 * @param where - says where row i stands, for messages
 */
export function encodeLabels(
  texts: readonly string[],
  where: (row: number) => string,
  classNames?: readonly string[],
): E.Either<DatasetProblem, EncodedLabels> {
  const values = texts.map((text) => parseCell(text));
  const absent = values.findIndex((value) => Number.isNaN(value));
  if (absent >= 0) {
    return failure('BadLabel', {
      what: `Row ${absent} has no label`,
      where: where(absent),
      why: `it reads ${shown(texts[absent])}`,
      hint: 'label the row, remove it, or read the file without labels',
    });
  }
  const numeric = values.every((value) => typeof value === 'number');
  if (numeric) {
    const fractional = values.findIndex((value) => !Number.isInteger(value));
    if (fractional >= 0) {
      return failure('BadLabel', {
        what: `Label ${shown(texts[fractional])} is not a whole number`,
        where: where(fractional),
        why: 'a label names a class, and this looks like the target of a regression',
        hint: 'read it as a feature or leave the column out',
      });
    }
  }
  const names = numeric ? values.map((value) => String(Number(value) + 0)) : texts.map((text) => text.trim());
  const order = classNames ?? [...new Set(names)].sort(numeric ? (a, b) => Number(a) - Number(b) : byText);
  const indices = new Map(order.map((name, index) => [name, index]));
  const labels = new Int32Array(names.length);
  for (const [row, name] of names.entries()) {
    const index = indices.get(name);
    if (index === undefined) {
      return failure('BadLabel', {
        what: `Label ${shown(name)} is not one of the given classes`,
        where: where(row),
        why: `classNames lists ${order.slice(0, 8).map(shown).join(', ')}${order.length > 8 ? ', …' : ''}`,
        hint: 'add the class or leave classNames out',
      });
    }
    labels[row] = index;
  }
  return E.right({ labels, classNames: order });
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
