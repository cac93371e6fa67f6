import type * as PlotModule from '@observablehq/plot';
import { style } from './style';

/** What a panel is drawn with. */
export type Plot = typeof PlotModule;

interface Drawing {
  readonly Plot: Plot;
  readonly document: unknown;
}

let loaded: Promise<Drawing> | undefined;

/**
 * Observable Plot and a document for it to draw in. Plot and the parts of D3 beneath it are published as ES modules
 * only; a dynamic import reaches them from our CommonJS build too, on every Node 20, and spares a program that draws
 * nothing the time to load them.
 */
async function load(): Promise<Drawing> {
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const window: unknown = parseHTML('<!doctype html><html><body></body></html>');
  // linkedom's types stand on a browser's, which are not loaded here.
  return { Plot, document: (window as { readonly document: unknown }).document };
}

/** A drawn panel: an SVG element to be placed in a figure. */
export interface Panel {
  readonly width: number;
  readonly height: number;
  /** The content of the panel without its outer element. */
  readonly content: string;
  /** A line above the panel. */
  readonly heading?: string;
  /** Where the middle of the heading is, in pixels from the left; by default the middle of the panel. */
  readonly headingAt?: number;
}

/** Size and margins of a panel in pixels, and what Plot is to draw in it. */
export interface PanelRequest {
  readonly width: number;
  readonly height: number;
  readonly heading?: string;
  readonly headingAt?: number;
  readonly draw: (plot: Plot) => PlotModule.PlotOptions;
}

/** Draws one panel with Plot. */
export async function drawPanel({ width, height, heading, headingAt, draw }: PanelRequest): Promise<Panel> {
  loaded ??= load();
  const { Plot, document } = await loaded;
  // The document is linkedom's, which Plot takes for a browser's.
  const options: PlotModule.PlotOptions & object = Object.assign(draw(Plot), { document, width, height });
  const element: unknown = Plot.plot(options);
  const markup = (element as { readonly outerHTML: string }).outerHTML;
  const content = markup.slice(markup.indexOf('>') + 1, markup.lastIndexOf('</svg>'));
  const own = renumberClips(content.replace(/<style>[\s\S]*?<\/style>/, ''));
  return { width, height, content: own, heading, headingAt };
}

/** Plot counts its clip paths through a program's life; counted per panel, equal input gives equal output. */
function renumberClips(content: string): string {
  const numbers = new Map<string, number>();
  return content.replace(/plot-clip-(\d+)(?=["')])/g, (_, id: string) => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return `clip-${number}`;
  });
}

/** Colours in even steps along viridis: dark for small, light for large, ordered for colour-blind readers too. */
export async function viridis(steps: number): Promise<string[]> {
  loaded ??= load();
  const { Plot } = await loaded;
  const scale = Plot.scale({ color: { type: 'linear', domain: [0, steps - 1], scheme: 'viridis' } });
  return Array.from({ length: steps }, (_, i) => String(scale.apply(i)));
}

/** Axes as all figures draw them: light grid, no arrows, labels in the middle. */
export const axis = {
  labelAnchor: 'center',
  labelArrow: 'none',
  tickSize: 4,
  tickPadding: 4,
  stroke: style.muted,
} as const;
