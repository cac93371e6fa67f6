import fc from 'fast-check';
import { repeatedName } from './repeated-name';

it.each([
  ['{"a":1,"b":2,"a":3}', 'a'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"x":{"b":[],"b":[]}}', 'b'],
  ['{"x":[{"b":"a"},{"c":1,"c":1}]}', 'c'],
  ['{"":0,"":0}', ''],
  ['{"\\"":0,"\\"":0}', '"'],
])('%s', (json, name) => expect(repeatedName(json)).toBe(name));

it('takes values, names of other objects and text within text for no repetition', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => expect(repeatedName(JSON.stringify(value))).toBeUndefined()));
  expect(repeatedName('{"a":"a","b":{"a":"{\\"b\\":1,\\"b\\":2}"},"c":["a","a",":"]}')).toBeUndefined();
});
