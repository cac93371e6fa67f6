import * as E from 'fp-ts/lib/Either.js';
import { commonOptions } from './command-line';
import type { AnyApp } from './define';
import { flagOf, parseOption } from './option';

/** Throws a TypeError when an app contradicts itself: a mistake of its author, found as soon as the module is loaded. */
export function checkDefinition(app: AnyApp): void {
  if (!/^[a-z][a-z0-9-]*$/.test(app.name)) {
    throw new TypeError(`the app's name is '${app.name}': use lower case letters, digits and dashes`);
  }
  const taken = new Set([...Object.keys(commonOptions(app)), 'data', 'help', 'version']);
  for (const [name, spec] of Object.entries(app.options)) {
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
      throw new TypeError(`option '${name}' of ${app.name}: names are in camel case, the flag is made from them`);
    }
    if (taken.has(name)) throw new TypeError(`option '${name}' of ${app.name}: every app has ${flagOf(name)} already`);
    if (spec.kind === 'boolean') continue;
    for (const value of [spec.default, spec.quick]) {
      if (value === undefined) continue;
      const parsed = parseOption(name, spec, String(value));
      if (E.isLeft(parsed)) throw new TypeError(`a default of ${app.name} breaks its own rule: ${parsed.left.message}`);
    }
  }
}
