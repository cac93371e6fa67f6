import { createHash } from 'node:crypto';
import type { Panel } from './plot';
import { style, type SymbolName } from './style';
import { escapeXml, pixel, symbolPath, text, textWidth, wrap } from './svg';

/** What every figure says about itself. */
export interface FigureText {
  /** What the figure shows, in one line. */
  readonly title: string;
  /** How to read it. */
  readonly subtitle?: string;
}

/** An entry of the legend. */
export interface LegendEntry {
  readonly label: string;
  readonly color: string;
  readonly mark: SymbolName | keyof typeof strokes;
  /** A colour around the mark, for one that is as light as the ground. */
  readonly outline?: string;
}

/** A figure to be put together from drawn panels. */
export interface Layout extends FigureText {
  readonly panels: readonly (Panel | undefined)[];
  /** Panels in a row; undefined panels leave a gap. */
  readonly columns: number;
  readonly legend?: readonly LegendEntry[];
  /** Stands at the right of all panels, beginning where their headings do: a colour bar that they share. */
  readonly aside?: Panel;
}

const edge = 16;
const gap = 12;
const sizes = { title: 17, subtitle: 13, legend: 12.5, heading: 13 };

/** One SVG document: title, subtitle, legend, then the panels row by row. */
export function compose({ title, subtitle, legend = [], panels, columns, aside }: Layout): string {
  const rows = Array.from({ length: Math.ceil(panels.length / columns) }, (_, r) =>
    panels.slice(r * columns, (r + 1) * columns),
  );
  const widths = Array.from({ length: columns }, (_, c) => Math.max(0, ...rows.map((row) => row[c]?.width ?? 0)));
  const besides = edge + widths.reduce((sum, w) => sum + w, 0) + gap * columns;
  const width = aside === undefined ? besides - gap + edge : besides + aside.width + edge;
  const inner = width - 2 * edge;
  const parts: string[] = [];
  let y = edge;
  for (const line of wrap(title, sizes.title, inner)) {
    parts.push(text(line, edge, (y += sizes.title + 3) - 3, { size: sizes.title, weight: 600 }));
  }
  for (const line of wrap(subtitle ?? '', sizes.subtitle, inner)) {
    parts.push(text(line, edge, (y += sizes.subtitle + 4) - 1, { size: sizes.subtitle, fill: style.muted }));
  }
  if (legend.length > 0) {
    const drawn = drawLegend(legend, edge, y + 8, inner);
    parts.push(drawn.markup);
    y = drawn.bottom;
  }
  y += 10;
  const top = y;
  rows.forEach((row) => {
    const headed = row.some((panel) => panel?.heading !== undefined) ? sizes.heading + 6 : 0;
    let x = edge;
    row.forEach((panel, c) => {
      if (panel !== undefined) parts.push(place(panel, parts.length, x, y, headed));
      x += widths[c] + gap;
    });
    y += headed + Math.max(0, ...row.map((panel) => panel?.height ?? 0)) + gap;
  });
  if (aside !== undefined) {
    parts.push(place(aside, parts.length, besides, top, 0));
    y = Math.max(y, top + aside.height + gap);
  }
  return finish(title, subtitle, width, y - gap + edge, parts.join('\n'));
}

function place(panel: Panel, index: number, x: number, y: number, headed: number): string {
  const heading =
    panel.heading === undefined
      ? ''
      : text(panel.heading, x + (panel.headingAt ?? panel.width / 2), y + sizes.heading, {
          size: sizes.heading,
          weight: 600,
          anchor: 'middle',
        });
  const content = panel.content.replace(/clip-(\d+)(?=["')])/g, `clip-${index}-$1`);
  return `${heading}<svg x="${pixel(x)}" y="${pixel(y + headed)}" width="${panel.width}" height="${panel.height}" viewBox="0 0 ${panel.width} ${panel.height}" font-size="12" text-anchor="middle" fill="${style.ink}" color="${style.ink}">${content}</svg>`;
}

/** Entries in lines that fit the width. */
function drawLegend(entries: readonly LegendEntry[], left: number, top: number, width: number) {
  const line = sizes.legend + 8;
  let x = left;
  let y = top + line / 2;
  const markup = entries.map(({ label, color, mark, outline }) => {
    const length = 24 + textWidth(label, sizes.legend) + 16;
    if (x > left && x + length > left + width) {
      x = left;
      y += line;
    }
    const drawn = `<g transform="translate(${pixel(x + 9)},${pixel(y)})">${drawMark(mark, color, outline)}</g>${text(label, x + 24, y + 4.5, { size: sizes.legend })}`;
    x += length;
    return drawn;
  });
  return { markup: `<g aria-label="legend">${markup.join('')}</g>`, bottom: y + line / 2 };
}

const strokes = {
  line: ['M-9,0H9', 2.5, ''],
  dashed: ['M-9,0H9', 1.5, ' stroke-dasharray="4,3"'],
  ring: [symbolPath('circle', 6), 1.5, ''],
  cross: ['M-4,-4L4,4M-4,4L4,-4', 1.8, ''],
} as const;

function drawMark(mark: LegendEntry['mark'], color: string, outline: string | undefined): string {
  if (!isStroke(mark)) {
    const rim = outline === undefined ? '' : ` stroke="${outline}"`;
    return `<path d="${symbolPath(mark, 5)}" fill="${color}"${rim}/>`;
  }
  const [outlineOf, width, extra] = strokes[mark];
  const stroke = (paint: string, wide: number) =>
    `<path d="${outlineOf}" fill="none" stroke="${paint}" stroke-width="${wide}"${extra}/>`;
  return (outline === undefined ? '' : stroke(outline, width + 2)) + stroke(color, width);
}

function isStroke(mark: LegendEntry['mark']): mark is keyof typeof strokes {
  return Object.hasOwn(strokes, mark);
}

/** The outer element. Ids carry a hash of the content, so that figures can stand on one page. */
function finish(title: string, subtitle: string | undefined, width: number, height: number, body: string): string {
  const hash = createHash('sha256').update(title).update(body).digest('hex').slice(0, 8);
  // Rules of style and keyframes reach over the whole page too.
  const unique = body
    .replace(/(id="|url\(#)clip-/g, `$1fig-${hash}-`)
    .replace(/(?<=class="|class="motion |[.}>]|@keyframes |animation-name:)motion(?=[-{ ])/g, `fig-${hash}-motion`);
  const size = `width="${pixel(width)}" height="${pixel(height)}" viewBox="0 0 ${pixel(width)} ${pixel(height)}"`;
  const description = subtitle === undefined ? '' : `<desc>${escapeXml(subtitle)}</desc>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escapeXml(title)}" font-family="${style.font}">
<title>${escapeXml(title)}</title>${description}
<rect width="100%" height="100%" fill="${style.ground}"/>
${unique}
</svg>
`;
}
