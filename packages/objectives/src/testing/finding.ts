import { messageOf } from '../contract/instantiate';
import { isRecord } from '../parameters/parameter';

/** One thing that does not conform. */
export interface Finding {
  /** The check that found it: `'gradient'`. */
  readonly check: string;
  /** What was expected, what was found and where, and what to look at: one line. */
  readonly message: string;
}

/** A finding is reported by its message; the check's name is added. */
export type Report = (message: string) => void;

/**
 * What `examine` reports under the name of a check. What it throws is a finding too: an objective that throws does not
 * conform, and the checks after this one are still made.
 */
export function findings(check: string, examine: (report: Report) => void): readonly Finding[] {
  const found: Finding[] = [];
  const report = (message: string): void => void found.push({ check, message });
  try {
    examine(report);
  } catch (error) {
    // Not asked with instanceof: an error may come from another realm.
    const kind = isRecord(error) && typeof error.name === 'string' ? `${error.name}: ` : '';
    report(`it threw where it should not: ${kind}${messageOf(error)}`);
  }
  return found;
}

/** A number as a reader wants it in a message. */
export const shown = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);

/** Whether two numbers agree within `tolerance`, relative to the larger of them and of `scale`. NaN agrees with nothing. */
export function agree(a: number, b: number, tolerance: number, scale = 0): boolean {
  if (a === b) return true;
  const difference = Math.abs(a - b);
  return Number.isFinite(difference) && difference <= tolerance * Math.max(Math.abs(a), Math.abs(b), Math.abs(scale));
}

/** The largest magnitude in a list; 0 for an empty one. */
export const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
