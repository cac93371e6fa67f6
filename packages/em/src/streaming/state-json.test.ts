import { rows } from '../fixtures/fitting';
import { stoppedAfter, streamOf, throughJSON } from '../fixtures/streaming';
import { streamStateFromJSON, streamStateToJSON, type StreamState, type StoredState } from '../index';

const options = { components: 3, strategy: 'joint' as const, covarianceType: 'diagonal' as const, sample: 40 };
const states: StreamState[] = [];
beforeAll(async () => {
  for (let reports = 1; states.length === 0 || states[states.length - 1].phase === 'scan'; reports++) {
    const state = await stoppedAfter(streamOf(rows, 40), options, reports);
    if (state === undefined) throw new Error('the fit ended too early');
    states.push(state);
  }
});

it('reads back what was written, in both phases', () => {
  expect(new Set(states.map(({ phase }) => phase))).toEqual(new Set(['scan', 'em']));
  for (const state of states) expect(throughJSON(state)).toEqual(state);
});

it.each<[string, (json: StoredState) => unknown]>([
  ['it is not an object', () => 'state'],
  ['its format is "x"', (json) => ({ ...json, format: 'x' })],
  ['its version is 2', (json) => ({ ...json, version: 2 })],
  ['its phase is "late"', (json) => ({ ...json, phase: 'late' })],
  ['its row is -1', (json) => ({ ...json, sizes: { ...json.sizes, row: -1 } })],
  ['its components is undefined', ({ sizes: { components: _, ...sizes }, ...json }) => ({ ...json, sizes })],
  ['its covarianceType is "round"', (json) => ({ ...json, covarianceType: 'round' })],
  ['its array means is missing', ({ arrays: { means: _, ...arrays }, ...json }) => ({ ...json, arrays })],
  ['its array mass is missing or damaged', (json) => ({ ...json, arrays: { ...json.arrays, mass: '!' } })],
  ['its array mass has 6 numbers, not 3', (json) => ({ ...json, arrays: { ...json.arrays, mass: json.arrays.means } })],
  ['arrays is not an object', (json) => ({ ...json, arrays: null })],
])('refuses what is no state: %s', (message, change) => {
  const json = streamStateToJSON(states[states.length - 1]);
  expect(streamStateFromJSON(change(json))).toMatchObject({
    left: { _tag: 'InvalidStateFile', message: expect.stringContaining(message) as string },
  });
});
