import type { Key } from '@bcl/random';
import type { Objective, SimpleObjective } from '../contract/objective';
import { checkAlgebraOnly } from './algebra-only';
import { checkBatches } from './batches';
import { checkDescent } from './descent';
import { checkDiscriminator } from './discriminator';
import { checkEquality } from './equality';
import type { Finding } from './finding';
import { findings } from './finding';
import { checkFinite } from './finite';
import { checkGradient } from './gradient';
import { checkHeader } from './header';
import { checkPositive } from './positive';
import { checkPure } from './pure';
import { checkUnbiased } from './unbiased';
import { checkWeights } from './weights';

/** Every check of an objective that is not a sum, at one moment of a run. */
const checks: readonly ((objective: SimpleObjective, key: Key) => readonly Finding[])[] = [
  checkFinite,
  checkPure,
  checkBatches,
  checkAlgebraOnly,
  checkEquality,
  checkPositive,
  checkGradient,
  checkWeights,
  checkUnbiased,
  checkDescent,
  checkDiscriminator,
];

/** The findings about an objective at one moment; a sum's terms are checked one by one. */
export function conformance(objective: Objective, key: Key): readonly Finding[] {
  const said = checkHeader(objective);
  if (objective.form !== 'sum') return [...said, ...checks.flatMap((check) => check(objective, key))];
  const factors = findings('terms', (report) => {
    objective.terms.forEach(({ weight }, i) => {
      if (Number.isFinite(weight) && weight >= 0) return;
      report(`term ${i + 1}: expected a finite weight ≥ 0, got ${weight}; an objective is minimised, also as a term`);
    });
  });
  const inside = objective.terms.flatMap(({ objective: term }, i) =>
    conformance(term, key).map(({ check, message }) => ({
      check: 'terms',
      message: `term ${i + 1} (${term.name}), ${check}: ${message}`,
    })),
  );
  return [...said, ...factors, ...inside];
}
