import { missingOf, whatToDo } from './generated.mjs';

test('a fresh clone is told what it lacks and how to make it', () => {
  expect(missingOf(['package.json', 'packages/none/binary.ts'])).toEqual(['packages/none/binary.ts']);
  expect(whatToDo(['a.ts', 'b.ts'])).toBe(
    'a.ts, b.ts: not made yet. Run `pnpm build` first (or `pnpm test`, which does).',
  );
});
