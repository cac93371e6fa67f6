import { namesFile, packageNameOf } from './specifier';

it.each([
  ['./a.ts', true],
  ['../a', true],
  ['/a/b', true],
  ['.', true],
  ['a/b.mjs', true],
  ['objective.cts', true],
  ['@scope/name', false],
  ['name', false],
  ['reverseKL', false],
  ['name.json', false],
])('%s names a file: %p', (specifier, expected) => expect(namesFile(specifier)).toBe(expected));

it.each([
  ['name', 'name'],
  ['name/part/deeper', 'name'],
  ['@scope/name', '@scope/name'],
  ['@scope/name/part', '@scope/name'],
  ['lodash.merge', 'lodash.merge'],
  ['JSONStream', 'JSONStream'],
  ['@scope', undefined],
  ['@scope/', undefined],
  ['name/', undefined],
  ['a b', undefined],
  ['../name', undefined],
  ['_name', undefined],
  ['file:///a', undefined],
  ['', undefined],
])('the package of %p is %p', (specifier, expected) => expect(packageNameOf(specifier)).toBe(expected));
