import type { Problem } from '@bcl/errors';
import type * as E from 'fp-ts/lib/Either.js';
import type { PassState, ScanState, StreamState } from './state';
import { readState, Refusal, storeState, type StateReader, type StoredState } from './stored-state';

const FORMAT = 'bcl-stream-state';

/**
 * The state of a streamed fit as a value for `JSON.stringify`. Nothing is lost: what is read back goes on to the same bits.
 *
 * @example
 * ```ts
 * import { fitStream, joint, orThrow, rowStream, runOrThrow, streamStateFromJSON, streamStateToJSON, type StreamState } from '@bcl/em';
 *
 * const stream = rowStream(1, () => [[[0], [1]], [[8], [9]]]);
 * const states: StreamState[] = [];
 * const options = { components: 2, strategy: joint(), checkpointEvery: 1 };
 * const whole = await runOrThrow(fitStream(stream, { ...options, onCheckpoint: (state) => void states.push(state) }));
 * const text = JSON.stringify(streamStateToJSON(states[2]));
 * const resumed = await runOrThrow(fitStream(stream, { ...options, resume: orThrow(streamStateFromJSON(JSON.parse(text))) }));
 * resumed.model.means.every((mean, i) => mean === whole.model.means[i]); // => true
 * ```
 */
export function streamStateToJSON(state: StreamState): StoredState {
  const { columns, row, phase } = state;
  if (state.phase === 'scan') {
    const { capacity, done, scan, sample } = state;
    const arrays = { ...scan, sample };
    return storeState({ format: FORMAT, phase, sizes: { columns, row, capacity }, flags: { done }, arrays });
  }
  const { phase: _, columns: _columns, row: _row, rows, components, covarianceType, complete, ...arrays } = state;
  const sizes = { columns, row, rows, components };
  return storeState({ format: FORMAT, phase, covarianceType, sizes, flags: { complete }, arrays });
}

/** A state from parsed JSON, checked: format, version, sizes and lengths. `InvalidStateFile` says what is wrong. */
export const streamStateFromJSON = (value: unknown): E.Either<Problem<'InvalidStateFile'>, StreamState> =>
  readState(value, FORMAT, (reader) => {
    if (reader.phase === 'scan') return scanState(reader);
    if (reader.phase === 'em') return passState(reader);
    throw new Refusal(`its phase is ${JSON.stringify(reader.phase)}`);
  });

function scanState(reader: StateReader): ScanState {
  const columns = reader.size('columns', 1);
  const capacity = reader.size('capacity', 0);
  return {
    phase: 'scan',
    columns,
    row: reader.size('row', 0),
    done: reader.flag('done'),
    scan: {
      counts: reader.numbers('counts', columns),
      means: reader.numbers('means', columns),
      squares: reader.numbers('squares', columns),
      first: reader.numbers('first', columns),
      varying: reader.numbers('varying', columns),
    },
    capacity,
    sample: reader.numbers('sample', capacity * columns),
  };
}

function passState(reader: StateReader): PassState {
  const columns = reader.size('columns', 1);
  const components = reader.size('components', 1);
  const covarianceType = reader.covarianceType();
  const full = covarianceType === 'full' || covarianceType === 'tied';
  const second = components * columns * (full ? columns : 1);
  return {
    phase: 'em',
    columns,
    row: reader.size('row', 0),
    rows: reader.size('rows', 1),
    components,
    covarianceType,
    complete: reader.flag('complete'),
    shift: reader.numbers('shift', columns),
    scale: reader.numbers('scale', columns),
    densityShift: reader.numbers('densityShift', 1),
    weights: reader.numbers('weights', components),
    means: reader.numbers('means', components * columns),
    covariances: reader.numbers('covariances', second),
    history: reader.numbers('history'),
    logLikelihood: reader.numbers('logLikelihood', 1),
    mass: reader.numbers('mass', components),
    first: reader.numbers('first', components * columns),
    second: reader.numbers('second', second),
  };
}
