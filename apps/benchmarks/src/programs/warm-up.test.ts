import { warmUpFor } from './warm-up';

it('small tables are warmed up by many iterations, large ones by one', () => {
  expect(warmUpFor({ rows: 1000, columns: 2, components: 2 })).toBe(100);
  expect(warmUpFor({ rows: 7494, columns: 16, components: 12 })).toBe(17);
  expect(warmUpFor({ rows: 1e6, columns: 16, components: 8 })).toBe(1);
});
