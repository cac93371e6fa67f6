import { orThrow } from '@bcl/errors';
import { startOfType } from './sharded.fixture';
import { noScaling } from './standardise';
import { stateFromJSON, stateToJSON, type ShardedState } from './state';

const state: ShardedState = {
  format: 'bcl-sharded-fit',
  version: 1,
  run: 'r',
  fingerprint: 'f',
  pass: 2,
  converged: false,
  mixture: startOfType('full', 1),
  scaling: noScaling(3),
  logDensityShift: 0.1,
  rows: 10,
  complete: true,
  history: [-3.1, -2.9],
};

it('a checkpoint comes back from JSON to the bit', () => {
  expect(orThrow(stateFromJSON(JSON.parse(JSON.stringify(stateToJSON(state)))))).toEqual(state);
});

it.each([
  [null, 'it is no object'],
  [{ ...state, format: 'x' }, 'its format is "x"'],
  [{ ...state, version: 2 }, 'its version is 2, not 1'],
  [{ ...state, history: [] }, 'parts of it are missing'],
  [{ ...state, mixture: undefined }, 'parts of it are missing'],
])('what is no checkpoint is refused, case %#', (value, why) => {
  expect(stateFromJSON(value === null ? null : stateToJSON(value as ShardedState))).toMatchObject({
    left: { _tag: 'InvalidCheckpoint', message: expect.stringContaining(why) as string },
  });
});

it('a damaged array is refused', () => {
  const json = { ...(stateToJSON(state) as object), mixture: { $typed: 'Float64Array', base64: 'AA==' } };
  expect(stateFromJSON(json)).toMatchObject({ left: { message: expect.stringContaining('1 bytes') as string } });
});
