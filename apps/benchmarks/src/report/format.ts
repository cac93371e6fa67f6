import type { Spread } from '../numbers/spread';

/** Three digits that count: `0.0123`, `4.57`, `123`, `12,346`. */
export function threeDigits(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const decimals = Number(Math.abs(value).toFixed(digits)) >= 10 ** (3 - digits) ? Math.max(0, digits - 1) : digits;
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** `4.57 (4.21 … 5.03)`. */
export const spreadText = ({ median, least, most }: Spread): string =>
  `${threeDigits(median)} (${threeDigits(least)} … ${threeDigits(most)})`;

/** `45 %`. */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;
