/**
 * Throws a RangeError that names the setting unless it is a finite number (or a whole one) of at least `least`: a setting
 * of a strategy is written by a programmer, and a wrong one would run on for hours.
 */
export function requireAtLeast(name: string, value: number, least: number, kind: 'whole' | 'any' = 'any'): void {
  const fits = kind === 'whole' ? Number.isInteger(value) : Number.isFinite(value);
  if (!fits || value < least)
    throw new RangeError(
      `${name} must be a ${kind === 'whole' ? 'whole' : 'finite'} number of at least ${least}, got ${value}`,
    );
}
