import { tensorAlgebra } from '@bcl/backend';
import type { tf } from '@bcl/backend';
import type { Algebra } from '@bcl/objectives';

/** e⁴⁰ can be squared and summed over a batch in single precision, which ends at e⁸⁸. */
const LARGEST_EXPONENT = 40;

const held = (a: tf.Tensor1D): tf.Tensor1D => tensorAlgebra.clip(a, -LARGEST_EXPONENT, LARGEST_EXPONENT);

/**
 * The arithmetic of objectives over tensors. Objectives keep exponents below 700, the range of double precision; tensors are of
 * single precision, where exponents beyond ±40 are taken as ±40.
 */
export const algebra: Algebra<tf.Tensor1D> = {
  ...tensorAlgebra,
  exp: (a) => tensorAlgebra.exp(held(a)),
  expm1: (a) => tensorAlgebra.expm1(held(a)),
};
