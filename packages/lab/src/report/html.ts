import type { Table } from '../tables/table';

/** Text as it may stand in HTML, in content and in attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** Paragraphs of plain text; what stands between backticks becomes code. */
export function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${escapeHtml(paragraph).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('\n');
}

/** A table with its notes below; the best of a column is bold. */
export function tableHtml({ columns, rows, notes = [] }: Table): string {
  const side = (c: number) => (columns[c]?.align === 'right' ? ' class="number"' : '');
  const head = columns.map(({ header }, c) => `<th scope="col"${side(c)}>${escapeHtml(header)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = row.map(({ text, best }, c) => {
      const content = best === true ? `<strong>${escapeHtml(text)}</strong>` : escapeHtml(text);
      return `<td${side(c)}>${content}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const below = notes.map(
    (note) => `<p class="note">${escapeHtml(note.replace('* best mean', 'bold: best mean'))}</p>`,
  );
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>${below.join('')}`;
}

/** The page's style: readable on screens, light and dark, and on paper. */
export const css = `
:root { color-scheme: light dark; --ink: #1b1f24; --muted: #59636e; --line: #d9dee3; --ground: #ffffff; --soft: #f4f6f8; --accent: #0072b2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --muted: #9aa5b1; --line: #3a424b; --ground: #15181c; --soft: #1f2429; --accent: #6cb8e6; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
p { margin: .5rem 0; max-width: 46rem; }
.byline, .note { color: var(--muted); font-size: .875rem; }
.claim { margin: 1.25rem 0; padding: .5rem 1rem; border-left: 4px solid var(--accent); background: var(--soft); }
.claim b { color: var(--accent); }
.state { padding: .5rem 1rem; border-left: 4px solid #d55e00; background: var(--soft); }
.wide { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .925rem; }
th, td { padding: .3rem .9rem .3rem 0; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { font-weight: 600; border-bottom-width: 2px; }
.number { text-align: right; padding-left: .9rem; padding-right: .25rem; }
figure { margin: 1rem 0; padding: .5rem; border: 1px solid var(--line); border-radius: 6px; background: #ffffff; width: fit-content; max-width: 100%; }
figure svg, figure img { display: block; max-width: 100%; height: auto; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; }
pre { padding: .75rem 1rem; background: var(--soft); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
details { margin: .75rem 0; }
summary { cursor: pointer; color: var(--accent); }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } figure, table { break-inside: avoid; } h2 { break-after: avoid; } summary { display: none; } }
`;
