import * as E from 'fp-ts/lib/Either.js';
import { orThrow } from '@bcl/errors';
import { parseRows } from './rows';

it('reads numbers and ranges in their order', () => {
  expect(orThrow(parseRows('3,7, 20-22,0', 100))).toEqual([3, 7, 20, 21, 22, 0]);
  expect(orThrow(parseRows('99', 100))).toEqual([99]);
});

it.each([
  ['', 'is no number'],
  ['3,,4', 'is no number'],
  ['-3', 'is no number'],
  ['1.5', 'is no number'],
  ['9-7', 'runs backwards'],
  ['100', 'numbered from 0 to 99'],
  ['0-99999999999', 'numbered from 0 to 99'],
])('refuses %j', (text, why) => {
  const rows = parseRows(text, 100);
  expect(E.isLeft(rows) && rows.left.message).toContain(why);
});
