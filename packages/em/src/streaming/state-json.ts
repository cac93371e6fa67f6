import { problem, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { isCovarianceType, type CovarianceType } from '../maximization/constrain';
import { decodeNumbers, encodeNumbers } from './base64';
import type { PassState, ScanState, StreamState } from './state';

/** The file format's name and version; a reader refuses what it does not know. */
const FORMAT = 'bcl-stream-state';
const VERSION = 1;

/** A state as JSON: whole numbers as they are, arrays as base64 of float64. A type, so that it counts as plain JSON. */
export type StreamStateJSON = {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly phase: StreamState['phase'];
  readonly sizes: { readonly [name: string]: number };
  readonly flags: { readonly [name: string]: boolean };
  readonly covarianceType?: CovarianceType;
  readonly arrays: { readonly [name: string]: string };
};

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
export function streamStateToJSON(state: StreamState): StreamStateJSON {
  const { columns, row } = state;
  const encode = (arrays: object): Record<string, string> =>
    Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, encodeNumbers(values as Float64Array)]));
  const head = { format: FORMAT, version: VERSION, phase: state.phase } as const;
  if (state.phase === 'scan') {
    const { capacity, done, scan, sample } = state;
    return { ...head, sizes: { columns, row, capacity }, flags: { done }, arrays: encode({ ...scan, sample }) };
  }
  const { phase: _, columns: _columns, row: _row, rows, components, covarianceType, complete, ...arrays } = state;
  const sizes = { columns, row, rows, components };
  return { ...head, sizes, flags: { complete }, covarianceType, arrays: encode(arrays) };
}

/** A state from parsed JSON, checked: format, version, sizes and lengths. `InvalidStateFile` says what is wrong. */
export function streamStateFromJSON(value: unknown): E.Either<Problem<'InvalidStateFile'>, StreamState> {
  try {
    return E.right(decode(value));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return E.left(
      problem('InvalidStateFile', {
        what: 'This is no state of a streamed fit that this release can go on from',
        why: error.message,
        hint: 'write it with streamStateToJSON of the same release of @bcl/em',
      }),
    );
  }
}

class Refusal extends Error {}

function decode(value: unknown): StreamState {
  const { format, version, phase, sizes, flags, arrays, covarianceType } = record('it', value);
  if (format !== FORMAT) throw new Refusal(`its format is ${JSON.stringify(format)}, not "${FORMAT}"`);
  if (version !== VERSION) throw new Refusal(`its version is ${JSON.stringify(version)}, not ${VERSION}`);
  const size = (name: string, least: number): number => {
    const number = record('sizes', sizes)[name];
    if (!Number.isSafeInteger(number) || Number(number) < least)
      throw new Refusal(`its ${name} is ${JSON.stringify(number)}`);
    return Number(number);
  };
  const numbers = (name: string, length?: number): Float64Array => {
    const text = record('arrays', arrays)[name];
    const decoded = typeof text === 'string' ? decodeNumbers(text) : undefined;
    if (decoded === undefined) throw new Refusal(`its array ${name} is missing or damaged`);
    if (length !== undefined && decoded.length !== length)
      throw new Refusal(`its array ${name} has ${decoded.length} numbers, not ${length}`);
    return decoded;
  };
  const columns = size('columns', 1);
  const row = size('row', 0);
  if (phase === 'scan') {
    const capacity = size('capacity', 0);
    const scan = {
      counts: numbers('counts', columns),
      means: numbers('means', columns),
      squares: numbers('squares', columns),
      first: numbers('first', columns),
      varying: numbers('varying', columns),
    };
    const done = record('flags', flags).done === true;
    return {
      phase,
      columns,
      row,
      done,
      scan,
      capacity,
      sample: numbers('sample', capacity * columns),
    } satisfies ScanState;
  }
  if (phase !== 'em') throw new Refusal(`its phase is ${JSON.stringify(phase)}`);
  if (!isCovarianceType(covarianceType)) throw new Refusal(`its covarianceType is ${JSON.stringify(covarianceType)}`);
  const components = size('components', 1);
  const full = covarianceType === 'full' || covarianceType === 'tied';
  const second = components * columns * (full ? columns : 1);
  return {
    phase,
    columns,
    row,
    rows: size('rows', 1),
    components,
    covarianceType,
    complete: record('flags', flags).complete === true,
    shift: numbers('shift', columns),
    scale: numbers('scale', columns),
    densityShift: numbers('densityShift', 1),
    weights: numbers('weights', components),
    means: numbers('means', components * columns),
    covariances: numbers('covariances', second),
    history: numbers('history'),
    logLikelihood: numbers('logLikelihood', 1),
    mass: numbers('mass', components),
    first: numbers('first', components * columns),
    second: numbers('second', second),
  } satisfies PassState;
}

function record(name: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Refusal(`${name} is not an object`);
  return value as Record<string, unknown>;
}
