import { isRecord } from '../run/json';
import type { SummaryTableRequest } from '../tables/summary-table';
import type { Table } from '../tables/table';

/** A table in a report: given cell by cell, or made from the run's summary when the page is written. */
export type ReportTable =
  { readonly kind: 'table'; readonly table: Table } | ({ readonly kind: 'summary' } & SummaryTableRequest);

/** A part of the page. */
export interface ReportSection {
  readonly heading: string;
  /** Plain text; blank lines part paragraphs, `code` stands between backticks. */
  readonly text?: string;
  readonly table?: ReportTable;
  /** The name that `writeFigure` returned, or several of them. */
  readonly figures?: readonly string[];
}

/** What the page says beside what the run folder knows itself: the content of report.json. */
export interface ReportContent {
  readonly title: string;
  /** What the paper claims, with its source. */
  readonly claim?: string;
  /** What came out, in a sentence or two. */
  readonly result?: string;
  readonly sections: readonly ReportSection[];
}

/** Whether a value read from report.json has the shape of a report. */
export function isReportContent(value: unknown): value is ReportContent {
  if (!isRecord(value) || typeof value.title !== 'string' || !Array.isArray(value.sections)) return false;
  if (!optionalText(value.claim) || !optionalText(value.result)) return false;
  return value.sections.every(
    (section: unknown) =>
      isRecord(section) &&
      typeof section.heading === 'string' &&
      optionalText(section.text) &&
      (section.figures === undefined || isTexts(section.figures)) &&
      (section.table === undefined || isReportTable(section.table)),
  );
}

function isReportTable(value: unknown): value is ReportTable {
  if (!isRecord(value)) return false;
  if (value.kind === 'summary') {
    const lists = [value.groups, value.references].every((list) => list === undefined || isTexts(list));
    return lists && isList(value.metrics, (metric) => isRecord(metric) && typeof metric.name === 'string');
  }
  const { table } = value;
  return (
    value.kind === 'table' &&
    isRecord(table) &&
    isList(table.columns, (column) => isRecord(column) && typeof column.header === 'string') &&
    isList(table.rows, (row) => isList(row, (cell) => isRecord(cell) && typeof cell.text === 'string')) &&
    (table.notes === undefined || isTexts(table.notes))
  );
}

function isList(value: unknown, each: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(each);
}

function isTexts(value: unknown): boolean {
  return isList(value, (item) => typeof item === 'string');
}

function optionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
