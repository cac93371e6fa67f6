/**
 * Where two values of plain data first differ, in words; undefined when they are equal to the bit.
 *
 * Numbers are compared with Object.is, so NaN equals NaN and 0 differs from −0. Functions are equal only to themselves.
 * Kinds are compared by name, because a copy may come from another realm, with prototypes of its own.
 */
export function difference(a: unknown, b: unknown, path = 'value'): string | undefined {
  if (Object.is(a, b)) return undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return `${path} is ${describe(a)} and ${describe(b)}`;
  }
  if (kindOf(a) !== kindOf(b)) return `${path} is ${describe(a)} and ${describe(b)}`;
  const left = entriesOf(a);
  const right = entriesOf(b);
  if (left.size !== right.size) return `${path} has ${left.size} and ${right.size} entries`;
  for (const [name, value] of left) {
    if (!right.has(name)) return `${path} has ${String(name)} only once`;
    const inside = difference(value, right.get(name), `${path}.${String(name)}`);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** What an object holds, by name; the members of a set are their own names. */
function entriesOf(value: object): ReadonlyMap<unknown, unknown> {
  const kind = kindOf(value);
  if (kind === 'Map') return new Map(value as ReadonlyMap<unknown, unknown>);
  if (kind === 'Set') return new Map([...(value as ReadonlySet<unknown>)].map((member) => [member, true]));
  if (kind === 'Date') return new Map([['time', (value as Date).getTime()]]);
  if (kind === 'ArrayBuffer') return new Map(new Uint8Array(value as ArrayBuffer).entries());
  return new Map(Object.entries(value));
}

/** The name of the object's class: Object, Array, Float64Array, … */
function kindOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  const named = prototype as { readonly constructor?: { readonly name?: string } } | null;
  return named?.constructor?.name ?? 'Object';
}

function describe(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `of kind ${kindOf(value)}`;
  return Object.is(value, -0) ? '-0' : String(value);
}
