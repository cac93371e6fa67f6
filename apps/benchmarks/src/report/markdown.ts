import type { Table } from '@bcl/lab';

/** A table as Markdown, columns padded so that it reads as text too, with its notes below. */
export function markdownTable({ columns, rows, notes = [] }: Table): string {
  const cells = rows.map((row) => row.map(({ text }) => text.replace(/\|/g, '\\|')));
  const headers = columns.map(({ header }) => header.replace(/\|/g, '\\|'));
  const widths = headers.map((header, c) => Math.max(3, ...[header, ...cells.map((row) => row[c])].map(length)));
  const line = (texts: readonly string[]): string =>
    `| ${texts.map((text, c) => pad(text, widths[c], columns[c].align === 'right')).join(' | ')} |`;
  const rule = columns.map(({ align }, c) =>
    align === 'right' ? `${'-'.repeat(widths[c] - 1)}:` : '-'.repeat(widths[c]),
  );
  return [line(headers), line(rule), ...cells.map(line), ...notes.map((note) => `\n${note}`), ''].join('\n');
}

const length = (text: string): number => [...text].length;
const pad = (text: string, width: number, right: boolean): string => {
  const blank = ' '.repeat(Math.max(0, width - length(text)));
  return right ? blank + text : text + blank;
};
