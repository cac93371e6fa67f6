import { tf } from '@bcl/backend';
import type { RatioTerm } from './terms';

/** Σ weight · loss over terms, where a loss is a batch whose mean counts, or one number. */
export function weightedSum(terms: readonly RatioTerm[], loss: (term: RatioTerm) => tf.Tensor1D): tf.Scalar {
  const parts = terms.map((term) => {
    const value = tf.mean<tf.Scalar>(loss(term));
    return term.weight === 1 ? value : tf.mul<tf.Scalar>(value, term.weight);
  });
  return scalarSum(parts);
}

/** The sum of some numbers, at least one. */
export function scalarSum(parts: readonly tf.Scalar[]): tf.Scalar {
  return parts.length === 1 ? parts[0] : tf.addN([...parts]);
}
