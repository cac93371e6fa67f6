import type { Manifest } from '../run/manifest';
import type { PluginRecord } from '../run/plugin-record';
import type { Summary } from '../run/summary';
import { seedTable, summaryTable } from '../tables/summary-table';
import type { Table } from '../tables/table';
import { duration } from '../progress/line';
import type { ReportContent, ReportSection, ReportTable } from './content';
import { css, escapeHtml, paragraphs, tableHtml } from './html';

/** All that a page is made from. */
export interface PageSource {
  readonly content: ReportContent;
  readonly manifest: Manifest;
  readonly summary: Summary | undefined;
  /** By name, the markup that shows a figure. */
  readonly figures: ReadonlyMap<string, string>;
}

/** The whole page: self-contained, without scripts. */
export function page({ content, manifest, summary, figures }: PageSource): string {
  const sections = content.sections.map((section) => sectionHtml(section, summary, figures));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(content.title)}</title>
<style>${css}</style>
</head>
<body>
<h1>${escapeHtml(content.title)}</h1>
<p class="byline">${escapeHtml(byline(manifest))}</p>
${state(manifest)}
${labelled('What the paper claims', content.claim)}
${labelled('What this run shows', content.result)}
${sections.join('\n')}
<h2>How to repeat it</h2>
<pre>${escapeHtml(manifest.command)}</pre>
${tableHtml(options(manifest))}
<h2>What it ran on</h2>
${tableHtml(environment(manifest))}
${manifest.plugins === undefined ? '' : `<h2>What was chosen by name</h2>\n${tableHtml(plugins(manifest.plugins))}`}
${manifest.data.length === 0 ? '' : `<h2>What it read</h2>\n${tableHtml(dataFiles(manifest))}`}
</body>
</html>
`;
}

function sectionHtml(
  section: ReportSection,
  summary: Summary | undefined,
  figures: ReadonlyMap<string, string>,
): string {
  const drawn = (section.figures ?? []).map((name) => {
    const markup = figures.get(name);
    return markup === undefined
      ? `<p class="note">The figure ${escapeHtml(name)} is not in the run folder.</p>`
      : `<figure>${markup}</figure>`;
  });
  const parts = [`<h2>${escapeHtml(section.heading)}</h2>`, paragraphs(section.text ?? '')];
  if (section.table !== undefined) parts.push(reportTable(section.table, summary));
  return [...parts, ...drawn].join('\n');
}

function reportTable(table: ReportTable, summary: Summary | undefined): string {
  if (table.kind === 'table') return tableHtml(table.table);
  if (summary === undefined) return '<p class="note">The run has no summary yet: no seed is finished.</p>';
  const seeds = tableHtml(seedTable(summary, table));
  return `${tableHtml(summaryTable(summary, table))}\n<details><summary>Every seed's value</summary>${seeds}</details>`;
}

function labelled(label: string, text: string | undefined): string {
  if (text === undefined || text.trim() === '') return '';
  return `<div class="claim"><p><b>${label}</b></p>${paragraphs(text)}</div>`;
}

function byline({ app, started, ended, seeds }: Manifest): string {
  const took = ended === undefined ? '' : `, ${duration(Date.parse(ended) - Date.parse(started))} from start to end`;
  const first = seeds[0] ?? 0;
  const runs = seeds.length === 1 ? `seed ${first}` : `seeds ${first} to ${seeds[seeds.length - 1] ?? first}`;
  return `${app} · ${runs} · ${started.slice(0, 16).replace('T', ' ')} UTC${took}`;
}

function state({ state, error }: Manifest): string {
  if (state === 'interrupted')
    return '<p class="state">This run was stopped before its end: figures cover what was done.</p>';
  if (state === 'failed') return `<p class="state">This run failed: ${escapeHtml(error ?? 'no reason was kept')}</p>`;
  return '';
}

const pairs = (entries: Readonly<Record<string, unknown>>) =>
  Object.entries(entries).map(([name, value]) => [{ text: name }, { text: String(value) }]);

function options({ options }: Manifest): Table {
  return { columns: [{ header: 'option' }, { header: 'value' }], rows: pairs(options) };
}

function environment({ versions, platform }: Manifest): Table {
  return { columns: [{ header: 'what' }, { header: 'which' }], rows: pairs({ ...platform, ...versions }) };
}

function plugins(records: readonly PluginRecord[]): Table {
  return {
    columns: [
      { header: 'as' },
      { header: 'name' },
      { header: 'version' },
      { header: 'from' },
      { header: 'parameters' },
    ],
    rows: records.map(({ role, name, version, from, parameters }) =>
      [role, name, version, from, JSON.stringify(parameters)].map((text) => ({ text })),
    ),
  };
}

function dataFiles({ data }: Manifest): Table {
  return {
    columns: [{ header: 'file' }, { header: 'bytes', align: 'right' }, { header: 'SHA-256' }],
    rows: data.map(({ path, bytes, sha256 }) => [
      { text: path },
      { text: bytes.toLocaleString('en-US') },
      { text: sha256 },
    ]),
  };
}
