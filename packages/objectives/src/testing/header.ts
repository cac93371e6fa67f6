import type { Need, Objective } from '../contract/objective';
import { needs } from '../contract/objective';
import type { Finding, Report } from './finding';
import { findings } from './finding';

/** What each form cannot do without. */
const necessary: Readonly<Record<Exclude<Objective['form'], 'sum'>, readonly Need[]>> = {
  ratio: ['modelSamples', 'logRatio'],
  likelihood: ['dataSamples', 'modelDensity'],
  samples: ['modelSamples', 'dataSamples'],
};

/**
 * What an objective says of itself makes sense: its name and version, parameters that are plain JSON, needs that exist and that
 * its form has, a spread ≥ 0, and two matchings compared only where no data are needed for it.
 */
export function checkHeader(objective: Objective): readonly Finding[] {
  return findings('header', (report) => {
    const { name, version, parameters, spread } = objective;
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) {
      report(`name: expected a letter, then letters and digits, got ${JSON.stringify(name)}`);
    }
    if (!/^\d+\.\d+\.\d+$/.test(version)) report(`version: expected the form 1.2.3, got ${JSON.stringify(version)}`);
    const place = notPlain(parameters, 'parameters');
    if (place !== undefined) {
      report(`${place}: expected plain JSON, which manifests can hold; encode what was decoded`);
    }
    if (!(Number.isFinite(spread) && spread >= 0)) {
      report(`spread: expected a standard deviation, a finite number ≥ 0, got ${String(spread)}; 0 is no noise`);
    }
    checkNeeds(objective, report);
    checkBetween(objective, report);
  });
}

function checkNeeds(objective: Objective, report: Report): void {
  const unknown = objective.needs.filter((need) => !needs.includes(need));
  if (unknown.length > 0) report(`needs: expected some of ${needs.join(', ')}, got ${unknown.join(', ')}`);
  const wanted =
    objective.form === 'sum' ? objective.terms.flatMap((term) => term.objective.needs) : necessary[objective.form];
  const missing = wanted.filter((need) => !objective.needs.includes(need));
  if (missing.length > 0) {
    const whose = objective.form === 'sum' ? 'what its terms need' : `what the form '${objective.form}' uses`;
    report(
      `needs: expected ${whose}, ${[...new Set(missing)].join(', ')} among them, got [${objective.needs.join(', ')}]`,
    );
  }
  if (objective.form !== 'likelihood') return;
  const known = objective.needs.includes('dataDensity');
  if (known !== (objective.atEquality === 'zero')) {
    report(
      `atEquality: expected ${known ? "'zero', since dataDensity is needed and log q can be taken off" : "'entropy', since dataDensity is not needed and log q is not there to be taken off"}, got '${objective.atEquality}'`,
    );
  }
}

function checkBetween(objective: Objective, report: Report): void {
  const { between } = objective;
  if (between !== 'data-and-model' && between !== 'two-matchings') {
    return report(`between: expected 'data-and-model' or 'two-matchings', got ${JSON.stringify(between)}`);
  }
  if (between !== 'two-matchings') return;
  const density = objective.needs.find((need) => need === 'dataDensity' || need === 'modelDensity');
  if (objective.form === 'likelihood' || density !== undefined) {
    report(
      `between: expected 'data-and-model' for an objective that needs ${density ?? 'the data'}, got 'two-matchings', where both sides are samples of the model`,
    );
  }
}

/** Where a value is not what JSON can hold and give back; undefined where all of it is. */
export function notPlain(value: unknown, place: string): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${place} is ${value}`;
  if (typeof value !== 'object') return `${place} is of type ${typeof value}`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return `${place} is an instance of a class`;
  }
  return Object.entries(value)
    .map(([name, inner]) => notPlain(inner, `${place}.${name}`))
    .find((found) => found !== undefined);
}
