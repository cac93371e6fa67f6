/** One parameter: its default, what it accepts in words, and how its values are read from JSON and written to it. */
export interface Parameter<Value> {
  /** What it does, as a clause without a full stop. */
  readonly description: string;
  /** What it accepts, in words: `'a number from 0 to 1'`. */
  readonly accepts: string;
  readonly default: Value;
  /** The value from JSON or from code; `undefined` where it is not acceptable. */
  read(given: unknown): Value | undefined;
  /** The value as plain JSON. */
  write(value: Value): unknown;
}

/** A value as it stands in an error: short, on one line, with texts in quotes. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    const text = JSON.stringify(value) ?? 'an object';
    return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
  } catch {
    return 'an object that is not plain JSON';
  }
}

/** Whether a value is an object with named fields: no array, no null. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
