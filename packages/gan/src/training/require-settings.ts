import type { CompleteReconstruction } from './reconstruction';
import type { CompleteSettings, Penalty } from './settings';

/** @throws RangeError for a setting out of its range, naming it */
export function requireSettings({ penalty, reconstruction, steps, pairing, ...rest }: CompleteSettings): void {
  atLeast('communicationWeight', rest.communicationWeight, 0);
  within('averageDecay', rest.averageDecay, 0, 1);
  if (!(rest.limit > 0)) throw new RangeError(`limit must be above 0, got ${rest.limit}`);
  if (steps !== undefined) count('steps', steps);
  if (!(rest.cooldown >= 0 && rest.cooldown <= 1)) {
    throw new RangeError(`cooldown must lie in [0, 1], got ${rest.cooldown}`);
  }
  if (rest.cooldown > 0 && steps === undefined) {
    throw new RangeError('a cooldown is a share of the steps of the run: give steps too');
  }
  if (pairing !== 'logistic' && pairing !== 'relativistic') {
    throw new RangeError(`pairing must be 'logistic' or 'relativistic', got '${String(pairing)}'`);
  }
  for (const which of ['generatorAdam', 'discriminatorAdam'] as const) {
    const { learningRate, beta1, beta2, epsilon } = rest[which];
    atLeast(`${which}.learningRate`, learningRate, 0);
    within(`${which}.beta1`, beta1, 0, 1);
    within(`${which}.beta2`, beta2, 0, 1);
    if (!(epsilon > 0)) throw new RangeError(`${which}.epsilon must be above 0, got ${epsilon}`);
  }
  if (penalty !== undefined) requirePenalty(penalty);
  if (reconstruction !== undefined) requireReconstruction(reconstruction);
}

function requirePenalty(penalty: Required<Penalty>): void {
  atLeast('penalty.weight', penalty.weight, 0);
  atLeast('penalty.fakeWeight', penalty.fakeWeight, 0);
  count('penalty.every', penalty.every);
  if (!(penalty.scale > 0)) throw new RangeError(`penalty.scale must be above 0, got ${penalty.scale}`);
  if (penalty.form !== 'exact' && penalty.form !== 'finiteDifference') {
    throw new RangeError(`penalty.form must be 'exact' or 'finiteDifference', got '${String(penalty.form)}'`);
  }
}

function requireReconstruction(reconstruction: CompleteReconstruction): void {
  atLeast('reconstruction.weight', reconstruction.weight, 0);
  count('reconstruction.steps', reconstruction.steps);
  const { weight, floor, alone } = reconstruction;
  if (!(floor >= 0 && floor <= weight)) {
    throw new RangeError(`reconstruction.floor must lie in [0, ${weight}], its weight, got ${floor}`);
  }
  if (!(Number.isSafeInteger(alone) && alone >= 0 && alone < reconstruction.steps)) {
    throw new RangeError(
      `reconstruction.alone must be an integer of at least 0 below its ${reconstruction.steps} steps, got ${alone}`,
    );
  }
  if (reconstruction.learningRate !== undefined) {
    atLeast('reconstruction.learningRate', reconstruction.learningRate, 0);
    if (alone === 0) throw new RangeError('reconstruction.learningRate is for steps alone, and there are none');
  }
  if (alone > 0 && weight === 0) throw new RangeError('reconstruction.weight must be above 0 to lead alone');
}

function atLeast(what: string, value: number, least: number): void {
  if (!(value >= least && value < Infinity)) throw new RangeError(`${what} must be at least ${least}, got ${value}`);
}

function within(what: string, value: number, low: number, high: number): void {
  if (!(value >= low && value < high)) throw new RangeError(`${what} must lie in [${low}, ${high}), got ${value}`);
}

function count(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`${what} must be an integer of at least 1, got ${value}`);
}
