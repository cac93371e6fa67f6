import type { OptionSpec, OptionSpecs } from './option';

type Value = number | string | boolean;

/** What stands where a password stood. */
const WITHHELD = '***';

/** The value of an option as it may be written down: an address without the password in it. */
export function withheld(spec: OptionSpec | undefined, value: Value): Value {
  if ((spec?.kind !== 'source' && spec?.kind !== 'address') || typeof value !== 'string') return value;
  return value.replace(/^([a-z][a-z\d+.-]*:\/\/[^\s/?#@:]*:)[^\s/?#]*@/i, `$1${WITHHELD}@`);
}

/** All values of a run as they may be written down. */
export const withheldValues = (specs: OptionSpecs, values: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, withheld(specs[name], value)]));

/** Whether a value that was read back lacks its password. */
export const lacksPassword = (spec: OptionSpec, value: Value): boolean =>
  (spec.kind === 'source' || spec.kind === 'address') && String(value).includes(`:${WITHHELD}@`);
