import * as E from 'fp-ts/lib/Either.js';
import { isMissing, parseCell, shown, whyNoNumber } from '../../cell';
import { findColumn } from '../../columns';
import type { ColumnReference } from '../../columns';
import { failure } from '../../failure';
import type { DatasetProblem } from '../../failure';
import { GrowingArray } from '../../growing-array';

/** What becomes of the columns of a table. */
export interface ColumnOptions {
  /** The column of the labels. Default: none. */
  readonly label?: ColumnReference;
  /** Columns to leave out, such as identifiers. */
  readonly drop?: readonly ColumnReference[];
  /** What to do about a column of features that holds text: `error` (default), or `drop` the whole column. */
  readonly nonNumeric?: 'error' | 'drop';
  /** Texts that stand for a missing value besides the empty cell, NA, N/A, NaN, ? and null; compared exactly. */
  readonly missing?: readonly string[];
}

/** A table as it was read: numbers row by row, and the texts of the label column. */
export interface Table {
  readonly rows: number;
  readonly featureNames: readonly string[];
  readonly values: Float64Array;
  /** Empty when there is no label column. */
  readonly labels: readonly string[];
  /** Names the place of a labelled row for a message. */
  readonly place: (row: number) => string;
}

/** Collects the rows of a table whose columns are known. */
export class TableBuilder {
  readonly #names: readonly string[];
  readonly #where: string;
  readonly #unit: string;
  readonly #options: ColumnOptions;
  readonly #labelColumn: number | undefined;
  /** Indices of the columns read as features. */
  readonly #features: readonly number[];
  /** Positions among the features that turned out to hold text. */
  readonly #textual = new Set<number>();
  readonly #values = new GrowingArray();
  readonly #labels: string[] = [];
  readonly #lines: number[] = [];
  readonly #firstRow: number;
  #rows = 0;

  private constructor(
    names: readonly string[],
    where: string,
    unit: string,
    options: ColumnOptions,
    labelColumn: number | undefined,
    dropped: ReadonlySet<number>,
    firstRow: number,
  ) {
    this.#names = names;
    this.#firstRow = firstRow;
    this.#where = where;
    this.#unit = unit;
    this.#options = options;
    this.#labelColumn = labelColumn;
    this.#features = names.flatMap((_, column) => (column === labelColumn || dropped.has(column) ? [] : [column]));
  }

  /**
   * A builder for columns of these names.
   *
   * @param where - the file, for messages
   * @param unit - what the numbers given to {@link TableBuilder.add} count
   * @param firstRow - index of the first row to be added, where it is a part of a larger table, for messages
   */
  static create(
    names: readonly string[],
    where: string,
    options: ColumnOptions,
    unit: 'line' | 'record' = 'line',
    firstRow = 0,
  ): E.Either<DatasetProblem, TableBuilder> {
    const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
    if (twice >= 0) {
      return failure('Ambiguous', {
        what: `Two columns are called ${shown(names[twice])}`,
        where: `${where}, columns ${names.indexOf(names[twice])} and ${twice}`,
        hint: 'rename one in the header',
      });
    }
    const dropped = new Set<number>();
    for (const reference of options.drop ?? []) {
      const column = findColumn(reference, names, where);
      if (E.isLeft(column)) return column;
      dropped.add(column.right);
    }
    if (options.label === undefined)
      return E.right(new TableBuilder(names, where, unit, options, undefined, dropped, firstRow));
    const label = findColumn(options.label, names, where);
    return E.isLeft(label)
      ? label
      : E.right(new TableBuilder(names, where, unit, options, label.right, dropped, firstRow));
  }

  /** Rows taken so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Names of the columns that are read as features. */
  get featureNames(): readonly string[] {
    return this.#features.map((column) => this.#names[column]);
  }

  #place(line: number): string {
    return `${this.#where}, ${this.#unit} ${line}`;
  }

  /** Takes the next row, which stands on this line. */
  add(cells: readonly string[], line: number): E.Either<DatasetProblem, void> {
    const row = this.#firstRow + this.#rows;
    if (cells.length !== this.#names.length) {
      return failure('RaggedRow', {
        what: `Row ${row} has ${cells.length} cells where ${this.#names.length} are expected`,
        where: this.#place(line),
        why: 'a cell is missing or holds an unquoted delimiter, or the file was cut short',
        hint: 'mend the line, or set the delimiter if it was taken for another',
      });
    }
    for (const [position, column] of this.#features.entries()) {
      const cell = cells[column];
      const value = parseCell(cell, this.#options.missing);
      if (typeof value === 'string' && !this.#textual.has(position)) {
        if (value === 'infinite' || this.#options.nonNumeric !== 'drop')
          return this.#badCell(cell, value, column, line);
        this.#textual.add(position);
      }
      this.#values.push(typeof value === 'string' ? NaN : value);
    }
    if (this.#labelColumn !== undefined) {
      const label = cells[this.#labelColumn];
      if (isMissing(label, this.#options.missing)) {
        return failure('BadLabel', {
          what: `Row ${row} has no label`,
          where: `${this.#place(line)}, column ${shown(this.#names[this.#labelColumn])}`,
          why: `its cell is ${shown(label)}`,
          hint: 'label the row, remove it, or read the file without labels',
        });
      }
      this.#labels.push(label);
      this.#lines.push(line);
    }
    this.#rows += 1;
    return E.right(undefined);
  }

  #badCell(cell: string, kind: 'text' | 'infinite', column: number, line: number): E.Either<DatasetProblem, never> {
    return failure('BadCell', {
      what: `${shown(cell)} is not a number`,
      where: `${this.#place(line)}, row ${this.#firstRow + this.#rows}, column ${shown(this.#names[column])}`,
      ...whyNoNumber(cell, kind),
    });
  }

  /** The table of all rows taken. */
  finish(): E.Either<DatasetProblem, Table> {
    const kept = this.#features.flatMap((_, position) => (this.#textual.has(position) ? [] : [position]));
    if (this.#rows === 0 || kept.length === 0) {
      return failure('EmptyInput', {
        what: this.#rows === 0 ? 'The table has no rows' : 'No column of features is left',
        where: this.#where,
        why:
          this.#rows === 0
            ? 'there is nothing but a header'
            : `of ${this.#names.length} columns all are labels, dropped or text`,
        hint: 'check the delimiter, the header and the columns named in the options',
      });
    }
    const all = this.#values.toArray();
    const width = this.#features.length;
    const values =
      kept.length === width
        ? all
        : Float64Array.from(
            { length: this.#rows * kept.length },
            (_, index) => all[Math.floor(index / kept.length) * width + kept[index % kept.length]],
          );
    return E.right({
      rows: this.#rows,
      featureNames: kept.map((position) => this.#names[this.#features[position]]),
      values,
      labels: this.#labels,
      place: (row) => this.#place(this.#lines[row]),
    });
  }
}
