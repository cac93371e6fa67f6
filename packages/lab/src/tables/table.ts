/** A cell of a table: text, and whether it is the best of its column. */
export interface TableCell {
  readonly text: string;
  readonly best?: boolean;
}

/** A table as data: printed by {@link formatTable}, or laid out in a report. */
export interface Table {
  readonly columns: readonly { readonly header: string; readonly align?: 'left' | 'right' }[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Lines below the table. */
  readonly notes?: readonly string[];
}

/**
 * A table as aligned text for a terminal. The best of a column carries a star.
 *
 * @throws RangeError when a row has another number of cells than there are columns
 * @example
 * ```ts
 * import { formatTable } from '@bcl/lab';
 * const columns = [{ header: 'method' }, { header: 'KL', align: 'right' as const }];
 * const rows = [[{ text: 'EM' }, { text: '0.25' }], [{ text: 'ours' }, { text: '0.04', best: true }]];
 * formatTable({ columns, rows }); // => 'method    KL \n──────  ─────\nEM      0.25 \nours    0.04*'
 * ```
 */
export function formatTable({ columns, rows, notes = [] }: Table): string {
  // Where a column has a star, its other cells get a blank, so that the digits stay below each other.
  const starred = columns.map((_, c) => rows.some((row) => row[c]?.best === true));
  const texts = rows.map((row, r) => {
    if (row.length !== columns.length) {
      throw new RangeError(`row ${r} has ${row.length} cells: the table has ${columns.length} columns`);
    }
    return row.map(({ text, best }, c) => text + (best === true ? '*' : starred[c] ? ' ' : ''));
  });
  const widths = columns.map(({ header }, c) => Math.max(width(header), ...texts.map((row) => width(row[c]))));
  const line = (cells: readonly string[]) =>
    cells
      .map((text, c) => {
        const pad = ' '.repeat(widths[c] - width(text));
        return columns[c].align === 'right' ? pad + text : text + pad;
      })
      .join('  ');
  const headers = columns.map(({ header }, c) => (starred[c] && columns[c].align === 'right' ? `${header} ` : header));
  // A header that would be widened by its blank keeps its own width.
  const first = line(headers.map((header, c) => (width(header) > widths[c] ? header.trimEnd() : header)));
  return [first, line(widths.map((w) => '─'.repeat(w))), ...texts.map(line), ...notes].join('\n');
}

/** Characters, as far as a terminal with one cell a character goes. */
function width(text: string): number {
  return [...text].length;
}
