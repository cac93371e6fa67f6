/** Equality between what an example gave and what its comment says, as a reader of the comment would judge it. */

const tolerance = 1e-9;
/** A comment that says 0 means: nothing but rounding is left. */
const zeroTolerance = 1e-12;

/**
 * Says in words where `actual` differs from `expected`, or returns undefined where it does not.
 *
 * Numbers agree within a relative 1e-9 (an expected 0 allows 1e-12); typed arrays count as arrays; sets and maps as the
 * arrays of their entries; properties that are undefined count as absent; class instances as their own properties.
 *
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} [where] the path from the value's root, for the message
 * @returns {string | undefined}
 */
export function difference(actual, expected, where = 'value') {
  if (typeof actual === 'number' && typeof expected === 'number') {
    return sameNumber(actual, expected) ? undefined : `${where} is ${actual}, not ${expected}`;
  }
  if (isObject(actual) && isObject(expected)) {
    const left = plain(actual);
    const right = plain(expected);
    if (Array.isArray(left) !== Array.isArray(right)) return `${where} is ${kind(left)}, not ${kind(right)}`;
    if (Array.isArray(left) && left.length !== right.length) {
      return `${where} has ${left.length} elements, not ${right.length}`;
    }
    const keys = Array.isArray(left) ? left.keys() : new Set([...definedKeys(left), ...definedKeys(right)]);
    for (const key of keys) {
      const found = difference(left[key], right[key], typeof key === 'number' ? `${where}[${key}]` : `${where}.${key}`);
      if (found) return found;
    }
    return undefined;
  }
  return Object.is(actual, expected) ? undefined : `${where} is ${show(actual)}, not ${show(expected)}`;
}

function sameNumber(actual, expected) {
  if (Object.is(actual, expected) || actual === expected) return true;
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return false;
  const allowed = expected === 0 ? zeroTolerance : tolerance * Math.max(Math.abs(actual), Math.abs(expected));
  return Math.abs(actual - expected) <= allowed;
}

const isObject = (value) => typeof value === 'object' && value !== null;
const kind = (value) => (Array.isArray(value) ? 'an array' : 'an object');
const definedKeys = (value) => Object.keys(value).filter((key) => value[key] !== undefined);

function plain(value) {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value);
  if (value instanceof Set || value instanceof Map) return [...value];
  return value;
}

function show(value) {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `the function ${value.name || '(anonymous)'}`;
  if (isObject(value)) return JSON.stringify(plain(value)) ?? String(value);
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
