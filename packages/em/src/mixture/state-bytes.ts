import * as E from 'fp-ts/lib/Either.js';
import type { Components } from '../expectation/components';
import { covariancesFrom, lowRankOf, type LowRank } from '../expectation/low-rank/structure';
import { invalidOption, type MixtureProblem } from '../failure';
import type { MixtureState } from '../learner/learner';

/** "BCLM" and the version of the layout. */
const MAGIC = 0x42434c4d;
const VERSION = 1;

/**
 * A learner's state as bytes: a header of six numbers (magic, version, K, D, shape, whether covariances are written by their
 * structure), then weights, means and covariances, all as little-endian float64. Covariances of low rank over an eigenvalue floor take
 * their rank instead of D numbers a row. The next step from {@link stateFromBytes} gives the same bits as from the state itself.
 *
 * @example
 * ```ts
 * import { mixtureLearner, observe, orThrow, stateFromBytes, stateToBytes } from '@bcl/em';
 * import { key } from '@bcl/random';
 *
 * const data = orThrow(observe([[0], [1], [8], [9]]));
 * const state = mixtureLearner({ components: 2 }).init(key(1), data);
 * const again = orThrow(stateFromBytes(stateToBytes(state)));
 * again.model.means[1] === state.model.means[1]; // => true
 * ```
 */
export function stateToBytes({ model }: MixtureState): Uint8Array {
  const { components, dimension, shape, weights, means, covariances } = model;
  const parts = shape === 'full' ? lowRankOf(covariances) : undefined;
  const pieces = [
    Float64Array.of(MAGIC, VERSION, components, dimension, shape === 'full' ? 1 : 0, parts === undefined ? 0 : 1),
    weights,
    means,
    ...(parts === undefined
      ? [covariances]
      : parts.flatMap(({ floor, rank, factor }) => [Float64Array.of(floor, rank), factor])),
  ];
  const view = new DataView(new ArrayBuffer(8 * pieces.reduce((sum, piece) => sum + piece.length, 0)));
  let at = 0;
  for (const piece of pieces)
    for (const value of piece) {
      view.setFloat64(at, value, true);
      at += 8;
    }
  return new Uint8Array(view.buffer);
}

/** The state that {@link stateToBytes} wrote, or a problem when the bytes are others or were cut short. */
export function stateFromBytes(bytes: Uint8Array): E.Either<MixtureProblem, MixtureState> {
  const damaged = (why: string): E.Either<MixtureProblem, MixtureState> =>
    invalidOption(
      `these ${bytes.length} bytes are no state of a mixture: ${why}`,
      'take the bytes that stateToBytes gave',
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const take = (count: number): Float64Array | undefined => {
    if (!Number.isInteger(count) || count < 0 || at + 8 * count > bytes.length) return undefined;
    const values = Float64Array.from({ length: count }, (_, i) => view.getFloat64(at + 8 * i, true));
    at += 8 * count;
    return values;
  };
  const header = take(6);
  if (header === undefined || header[0] !== MAGIC) return damaged('they do not begin as one');
  const [, version, components, dimension, full, structured] = header;
  if (version !== VERSION) return damaged(`version ${version} is not known`);
  const shape = full === 1 ? 'full' : 'diagonal';
  const weights = take(components);
  const means = take(components * dimension);
  const covariances =
    structured === 1
      ? takeParts(take, components, dimension)
      : take(components * dimension * (shape === 'full' ? dimension : 1));
  if (weights === undefined || means === undefined || covariances === undefined) return damaged('they end too early');
  if (at !== bytes.length) return damaged('they go on after its end');
  const model: Components = { components, dimension, shape, weights, means, covariances };
  return E.right({ model });
}

function takeParts(
  take: (count: number) => Float64Array | undefined,
  components: number,
  dimension: number,
): Float64Array | undefined {
  const parts: LowRank[] = [];
  for (let k = 0; k < components; k++) {
    const head = take(2);
    const factor = head && take(head[1] * dimension);
    if (head === undefined || factor === undefined) return undefined;
    parts.push({ floor: head[0], rank: head[1], factor });
  }
  return covariancesFrom(parts, dimension);
}
