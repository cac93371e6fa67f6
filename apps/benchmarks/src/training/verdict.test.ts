import { sameTraining } from './job';
import { trainer, trainingResult } from './training-result.fixture';
import { otherWork, trainingVerdicts } from './verdict';

describe('trainingVerdicts', () => {
  it('divide our steps a second by the peer’s, round by round', () => {
    const race = trainingResult(
      trainer('native', [100, 200, 100]),
      trainer('wasm', [400, 800, 200]),
      trainer('cpu', [1e5, 1e5, 1e5]),
      trainer(undefined, [60, 130, 50]),
    );
    expect(trainingVerdicts(race)).toEqual([
      { backend: 'native', ratio: { median: 0.6, least: 0.5, most: 0.65 }, aim: 0.6, met: true },
      { backend: 'wasm', ratio: { median: 0.1625, least: 0.15, most: 0.25 }, aim: 0.25, met: false },
      expect.objectContaining({ backend: 'cpu', aim: undefined, met: undefined }),
    ]);
  });

  it('know no aim for other networks, and nothing without a peer', () => {
    const race = trainingResult(trainer('native', [1]), trainer(undefined, [1]));
    const other = { ...race, network: { ...race.network, aimed: false } };
    expect(trainingVerdicts(other)).toMatchObject([{ ratio: { median: 1 }, met: undefined }]);
    expect(trainingVerdicts(trainingResult(trainer('native', [1])))).toEqual([]);
  });
});

it('otherWork names the programs that had another network or penalty', () => {
  const same = trainer('native', [1], { realLogit: [0.25001], penalty: [0] });
  const steeper = trainer('wasm', [1], { penalty: [0.01] });
  const other = trainer(undefined, [1], { realLogit: [0.26] });
  expect(otherWork(trainingResult(trainer('native-gpu', [1]), same))).toEqual([]);
  expect(otherWork(trainingResult(same, steeper, other))).toEqual(['@bcl/gan, wasm', 'PyTorch 2']);
});

it('sameTraining leaves room for single precision, and none for numbers that are none', () => {
  const at = (realLogit: number, penalty = 2) => ({ realLogit, penalty });
  expect(sameTraining(at(3), at(3.002))).toBe(true);
  expect(sameTraining(at(3), at(3.004))).toBe(false);
  expect(sameTraining(at(1e-6), at(-1e-6))).toBe(true);
  expect(sameTraining(at(3, 2), at(3, 2.1))).toBe(false);
  expect(sameTraining(at(NaN), at(NaN))).toBe(false);
});
