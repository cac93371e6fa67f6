const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const missingTokens: ReadonlySet<string> = new Set(['', 'na', 'n/a', 'nan', '?', 'null']);
const largest = Number.MAX_VALUE;
const infinityTokens = /^[+-]?inf(?:inity)?$/i;

/** Whether a cell stands for a missing value: empty, NA, N/A, NaN, ? or null in any case, or one of `more`, exactly. */
export function isMissing(text: string, more: readonly string[] = []): boolean {
  const cell = text.trim();
  return missingTokens.has(cell.toLowerCase()) || more.includes(cell);
}

/**
 * The number a cell holds (NaN when missing), or what it is instead of a number.
 *
 * Only plain decimal numbers count: no hexadecimal, no thousands separators, no decimal comma, nothing infinite.
 */
export function parseCell(text: string, missing: readonly string[] = []): number | 'text' | 'infinite' {
  const cell = text.trim();
  if (missing.length > 0 && missing.includes(cell)) return NaN;
  if (decimal.test(cell)) {
    const value = +cell;
    return value > largest || value < -largest ? 'infinite' : value;
  }
  if (isMissing(cell)) return NaN;
  return infinityTokens.test(cell) ? 'infinite' : 'text';
}

/** Whether a cell looks like a number written with a decimal comma. */
export function hasDecimalComma(text: string): boolean {
  return /^\s*[+-]?\d+,\d+\s*$/.test(text);
}

/** A cell as it is shown in a message: quoted, on one line and not longer than about 40 characters. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}

/** The likely reason and the remedy for a cell that holds no number. */
export function whyNoNumber(text: string, kind: 'text' | 'infinite'): { readonly why: string; readonly hint: string } {
  if (kind === 'infinite') {
    return {
      why: 'features must be finite, and this is infinite or beyond the range of a double',
      hint: 'write a missing value as NA, or clip the value',
    };
  }
  if (hasDecimalComma(text)) {
    return { why: 'it looks like a decimal comma', hint: 'write numbers with a decimal point' };
  }
  return {
    why: 'features must be numbers',
    hint: 'name the column in label or drop, or the text in missing',
  };
}
