import type { Density } from './mixture-density';
import { gaussian, inWords } from './mixture-density';

/** A model p and data q in one dimension. */
export interface Case {
  readonly model: Density;
  readonly data: Density;
}

const mixture = (...parts: readonly (readonly [number, number, number])[]): Density =>
  parts.map(([weight, mean, deviation]) => ({ weight, mean, deviation }));

/**
 * Two Gaussians, the model wider and then narrower than the data, and two mixtures. In each the model's tails are heavy enough
 * for E_p[(q/p)²] to be finite, so that no f-divergence in use is infinite.
 */
export const cases: readonly Case[] = [
  { model: gaussian(-0.5, 1.2), data: gaussian(0, 1) },
  { model: gaussian(0.4, 0.85), data: gaussian(0, 1) },
  { model: mixture([0.35, -1, 0.9], [0.65, 0.8, 1.1]), data: mixture([0.5, -1.5, 0.7], [0.5, 1.2, 0.8]) },
];

/** A case, for messages. */
export const caseInWords = ({ model, data }: Case): string => `p = ${inWords(model)}, q = ${inWords(data)}`;
