/** One look for all figures: colours that stay apart for colour-blind readers, plain fonts, white ground. */
export const style = {
  /** Okabe & Ito 2008, black last, in an order in which neighbours differ in lightness too. */
  palette: [
    '#0072b2',
    '#e69f00',
    '#009e73',
    '#d55e00',
    '#56b4e9',
    '#cc79a7',
    '#7a5195',
    '#6b6b6b',
    '#b8a600',
    '#000000',
  ],
  symbols: ['circle', 'triangle', 'square', 'diamond', 'star', 'plus'],
  ink: '#1b1f24',
  muted: '#59636e',
  grid: '#d9dee3',
  ground: '#ffffff',
  font: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
} as const;

/** The shape of a mark. */
export type SymbolName = (typeof style.symbols)[number];

/** The colour of the i-th series; they repeat after the last. */
export function color(i: number): string {
  return style.palette[i % style.palette.length];
}

/** The symbol of the i-th class; they repeat after the last. */
export function symbol(i: number): SymbolName {
  return style.symbols[i % style.symbols.length];
}
