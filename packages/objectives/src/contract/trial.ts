import { matrix } from '@bcl/linalg';
import { key } from '@bcl/random';
import { arrays } from '../algebra/arrays';
import { isRecord, shown } from '../parameters/parameter';
import { messageOf } from './instantiate';
import { needs, type LikelihoodObjective, type RatioObjective, type SampleObjective } from './objective';

const logRatios = Float64Array.of(-3, -0.5, 0, 0.25, 2);
const logDensities = Float64Array.of(-4, -1.5, -1, -0.5, -0.1);
const mass = Float64Array.of(0.1, 0.2, 0.3, 0.15, 0.25);
const model = matrix(4, 2, Float64Array.of(0, 1, -1, 0.5, 2, -1, 0.25, 0));
const data = matrix(4, 2, Float64Array.of(0.5, 0.5, 1, -2, 0, 0.1, -1, 1));

const functions = {
  ratio: ['integrand', 'weight', 'generator', 'discriminator'],
  likelihood: ['integrand', 'weight'],
  samples: ['compare'],
  sum: [],
} as const;

/** What is wrong with an objective from outside, as a clause: its header, its functions, their values at trial points. */
export function trialFault(objective: Readonly<Record<string, unknown>>): string | undefined {
  return faultOfMoment(objective) ?? faultOnTheWay(objective);
}

function faultOfMoment(objective: Readonly<Record<string, unknown>>): string | undefined {
  return headerFault(objective) ?? functionFault(objective) ?? valueFault(objective);
}

const moments = [0, 0.5, 1];

/** The same for the objective at the start, half-way and at the end, where it changes during a run. */
function faultOnTheWay(objective: Readonly<Record<string, unknown>>): string | undefined {
  if (objective.at === undefined) return undefined;
  return moments.map((moment) => faultAt(moment, objective)).find((fault) => fault !== undefined);
}

function faultAt(moment: number, objective: Readonly<Record<string, unknown>>): string | undefined {
  try {
    // Its header has been checked.
    const now: unknown = (objective as { at(progress: number): unknown }).at(moment);
    if (!isRecord(now)) return `at(${moment}) gives ${shown(now)}, which is no objective`;
    const fault = now.form === objective.form ? faultOfMoment(now) : `its form is ${shown(now.form)}`;
    return fault === undefined ? undefined : `at(${moment}): ${fault}`;
  } catch (error) {
    return `at(${moment}) throws: ${messageOf(error)}`;
  }
}

function headerFault({ parameters, needs: asked, between, spread, at }: Readonly<Record<string, unknown>>) {
  if (!isRecord(parameters)) return `its parameters are ${shown(parameters)}, not an object`;
  if (!Array.isArray(asked)) return `its needs are ${shown(asked)}, not a list`;
  const unknown: unknown = asked.find((need) => !needs.some((known) => known === need));
  if (unknown !== undefined) return `there is no need ${shown(unknown)}; the needs are ${needs.join(', ')}`;
  if (between !== 'data-and-model' && between !== 'two-matchings') {
    return `it is between ${shown(between)}, not 'data-and-model' or 'two-matchings'`;
  }
  if (typeof spread !== 'number' || !(spread >= 0 && spread < Infinity)) {
    return `its spread is ${shown(spread)}, not a finite number of at least 0`;
  }
  return at === undefined || typeof at === 'function' ? undefined : `its at is ${shown(at)}, not a function`;
}

function functionFault(objective: Readonly<Record<string, unknown>>): string | undefined {
  const { form } = objective;
  if (typeof form !== 'string' || !Object.hasOwn(functions, form)) {
    return `its form is ${shown(form)}, not one of ${Object.keys(functions).join(', ')}`;
  }
  const missing = functions[form as keyof typeof functions].find((name) => typeof objective[name] !== 'function');
  return missing === undefined ? undefined : `it has no function ${missing}, which the form ${form} needs`;
}

function valueFault(objective: Readonly<Record<string, unknown>>): string | undefined {
  // Its form and functions have been checked.
  const checked = objective as unknown as RatioObjective | LikelihoodObjective | SampleObjective | { form: 'sum' };
  switch (checked.form) {
    case 'ratio':
      return ratioFault(checked);
    case 'likelihood':
      return likelihoodFault(checked);
    case 'samples':
      return samplesFault(checked);
    case 'sum':
      return termsFault(objective.terms);
  }
}

function ratioFault(objective: RatioObjective): string | undefined {
  return (
    batchFault('integrand', 'log-ratio', logRatios, () => objective.integrand(arrays, logRatios)) ??
    batchFault('weight', 'log-ratio', logRatios, () => objective.weight(arrays, logRatios, mass)) ??
    batchFault('weight', 'log-ratio', logRatios, () => objective.weight(arrays, logRatios)) ??
    batchFault('generator', 'log-ratio', logRatios, () => objective.generator(arrays, logRatios)) ??
    batchFault('discriminator', 'logit', [0.5], () =>
      objective.discriminator(arrays, Float64Array.of(0.5, 2), Float64Array.of(0.5, -1, 0)),
    )
  );
}

function likelihoodFault(objective: LikelihoodObjective): string | undefined {
  const { targets, atEquality } = objective;
  if (targets !== 'continuous' && targets !== 'discrete') {
    return `its targets are ${shown(targets)}, not 'continuous' or 'discrete'`;
  }
  if (atEquality !== 'zero' && atEquality !== 'entropy') {
    return `its atEquality is ${shown(atEquality)}, not 'zero' or 'entropy'`;
  }
  const logData = objective.needs.includes('dataDensity') ? logDensities.map((log) => log / 2) : undefined;
  return (
    batchFault('integrand', 'log-density', logDensities, () => objective.integrand(arrays, logDensities, logData)) ??
    batchFault('weight', 'log-density', logDensities, () => objective.weight(arrays, logDensities, logData))
  );
}

function samplesFault(objective: SampleObjective): string | undefined {
  let result: unknown;
  try {
    result = objective.compare(model, data, key(1));
  } catch (error) {
    return `compare throws: ${messageOf(error)}`;
  }
  if (!isRecord(result)) return `compare gives ${shown(result)}, not { value, gradient }`;
  const { value, gradient } = result;
  if (typeof value !== 'number' || !Number.isFinite(value)) return `compare gives the value ${shown(value)}`;
  const fits = isRecord(gradient) && gradient.rows === model.rows && gradient.columns === model.columns;
  if (!fits) return `compare gives a gradient of another shape than the model's ${model.rows} points`;
  const entries = gradient.data;
  if (!isFloat64Array(entries) || entries.length !== model.data.length || !entries.every(Number.isFinite)) {
    return 'compare gives a gradient whose data are not finite numbers in a Float64Array';
  }
  return undefined;
}

function termsFault(terms: unknown): string | undefined {
  if (!Array.isArray(terms)) return `its terms are ${shown(terms)}, not a list`;
  for (const [i, term] of terms.entries()) {
    if (!isRecord(term) || !isRecord(term.objective)) return `term ${i} is ${shown(term)}, not { weight, objective }`;
    const { weight, objective } = term;
    if (typeof weight !== 'number' || !(weight >= 0 && weight < Infinity))
      return `term ${i} has the weight ${shown(weight)}`;
    const fault = objective.form === 'sum' ? 'it is a sum itself' : trialFault(objective);
    if (fault !== undefined) return `term ${i}: ${fault}`;
  }
  return undefined;
}

/** Whether a function gives one finite number for each place of a batch. */
function batchFault(name: string, of: string, at: ArrayLike<number>, evaluate: () => unknown): string | undefined {
  let values: unknown;
  try {
    values = evaluate();
  } catch (error) {
    return `${name} throws: ${messageOf(error)}`;
  }
  if (!isFloat64Array(values)) return `${name} gives ${shown(values)} for a Float64Array`;
  if (values.length !== at.length) return `${name} gives ${values.length} numbers where ${at.length} are due`;
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  return wrong < 0 ? undefined : `${name} gives ${values[wrong]} at a ${of} of ${at[wrong]}`;
}

/** Not asked with instanceof: a plugin's arrays may come from another realm. */
function isFloat64Array(value: unknown): value is Float64Array {
  return Object.prototype.toString.call(value) === '[object Float64Array]';
}
