import { trainer, trainingResult } from '../training/training-result.fixture';
import { trainingMemoryTable, trainingSummary, trainingTable } from './training-table';

const raced = trainingResult(
  trainer('native', [100]),
  trainer('wasm', [500], { peak: [2100], tensorsAdded: [3], realLogit: [7] }),
  trainer(undefined, [70]),
);
const texts = (rows: readonly (readonly { readonly text: string }[])[]) =>
  rows.map((row) => row.map(({ text }) => text));

it('trainingTable gives times, steps a second and shares of the peer', () => {
  const { rows, notes } = trainingTable([raced], false);
  expect(texts(rows)).toEqual([
    ['width 64, depth 2', 'none', '@bcl/gan, native', '100 (100 … 100)', '200', '10.0', '0.700 (aim 0.6: met)'],
    ['width 64, depth 2', 'none', '@bcl/gan, wasm', '500 (500 … 500)', '1,000', '2.00', '0.140 (aim 0.25: not met)'],
    ['width 64, depth 2', 'none', 'PyTorch 2', '70.0 (70.0 … 70.0)', '140', '14.3', ''],
  ]);
  expect(notes?.[0]).toMatch('32 rows');
  expect(notes?.slice(1)).toEqual([expect.stringMatching('none: @bcl/gan, wasm had another network')]);
});

it('trainingMemoryTable says what grew', () => {
  expect(texts(trainingMemoryTable([raced]).rows).map((row) => row.slice(3))).toEqual([
    ['500', '505', '510', '520 (aim 2000: met)', '0'],
    ['500', '505', '510', '2100 (aim 2000: not met)', '3'],
    ['500', '505', '510', '520', ''],
  ]);
});

it('trainingSummary counts the aims', () => {
  const summary = trainingSummary([raced, { ...raced, penalty: 'R1' }], false);
  expect(summary).toBe(
    "@bcl/gan took so many training steps for one of PyTorch's: 0.700 to 0.700 on native, 0.140 to 0.140 on wasm. 2 of 4 aims are met.",
  );
  expect(trainingSummary([trainingResult(trainer('native', [1]))], false)).toMatch('PyTorch was not there');
  expect(trainingSummary([], false)).toMatch('No backend opened');
});

it('no aim is judged on a busy machine', () => {
  const { rows, notes } = trainingTable([raced], true);
  expect(rows[0].at(-1)?.text).toBe('0.700 (aim 0.6: not judged)');
  expect(notes?.[1]).toMatch('no aim is judged');
  expect(trainingSummary([raced], true)).not.toMatch('aims');
});
