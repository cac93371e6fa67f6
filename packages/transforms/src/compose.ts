import { matrix, multiply } from '@bcl/linalg';
import type { Transform } from './transform';

/** Where a composition keeps its parts, so that a long chain stays a flat list instead of a deep nest. */
const partsOf = new WeakMap<Transform, readonly Transform[]>();

/**
 * First `first`, then `next`: y = A₂ (A₁ x + b₁) + b₂. Points and Gaussians go through the parts one by one, so that
 * structured parts keep their speed; the whole's matrix and offset are made only when they are read.
 */
export function compose(first: Transform, next: Transform): Transform {
  if (first.dimension !== next.dimension) {
    throw new RangeError(
      `cannot compose "${first.name}" on ${first.dimension} coordinates with "${next.name}" on ${next.dimension}`,
    );
  }
  return chain([...(partsOf.get(first) ?? [first]), ...(partsOf.get(next) ?? [next])]);
}

function chain(parts: readonly Transform[], inverseOf?: Transform): Transform {
  const { dimension } = parts[0];
  const origin = matrix(1, dimension);
  const backwards = parts.toReversed();
  let linear: Float64Array | undefined;
  let offset: Float64Array | undefined;
  let inverse = inverseOf;
  const self: Transform = {
    name: parts.map((part) => part.name).join(' then '),
    dimension,
    get linear() {
      linear ??= parts
        .map((part) => part.linear)
        .reduce((product, next) => multiply(next, product, dimension, dimension, dimension));
      return linear;
    },
    get offset() {
      offset ??= parts.reduce((points, part) => part.apply(points), origin).data;
      return offset;
    },
    logAbsDeterminant: parts.reduce((sum, part) => sum + part.logAbsDeterminant, 0),
    apply: (points) => parts.reduce((moved, part) => part.apply(moved), points),
    invert: (points) => backwards.reduce((moved, part) => part.invert(moved), points),
    applyToGaussian: (gaussian) => parts.reduce((moved, part) => part.applyToGaussian(moved), gaussian),
    invertGaussian: (gaussian) => backwards.reduce((moved, part) => part.invertGaussian(moved), gaussian),
    andThen: (next) => compose(self, next),
    inverse: () => {
      inverse ??= chain(
        backwards.map((part) => part.inverse()),
        self,
      );
      return inverse;
    },
  };
  partsOf.set(self, parts);
  return self;
}
