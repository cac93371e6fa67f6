import { arrays } from '../algebra/arrays';
import { ones } from '../algebra/mean';
import type { ObjectiveDefinition } from '../contract/definition';
import { objectiveHeader } from '../contract/header';
import type { LikelihoodObjective } from '../contract/objective';
import type { Annealed } from './annealed';
import { annealedParameter } from './annealed-parameter';
import { annealing } from './annealing';
import { numberParameter } from './number-parameter';
import { parameters } from './parameters';

interface Parameters {
  readonly heat: Annealed;
  readonly offset: number;
}

/** (log p + offset) / −heat, with a heat that may change. */
const definition: ObjectiveDefinition<Parameters, LikelihoodObjective> = {
  contract: 1,
  name: 'heated',
  version: '1.0.0',
  description: 'maximum likelihood divided by a heat',
  codec: parameters({
    heat: annealedParameter({ default: 1, min: 0.1, description: 'what the loss is divided by' }),
    offset: numberParameter({ default: 0, description: 'what is added to log p' }),
  }),
  create: (chosen) =>
    annealing(definition, chosen, ['heat'], (now) => ({
      ...objectiveHeader(definition, now, { needs: ['dataSamples', 'modelDensity'] }),
      form: 'likelihood',
      targets: 'continuous',
      atEquality: 'entropy',
      integrand: (algebra, logModel) => algebra.scale(algebra.shift(logModel, now.offset), -1 / now.heat),
      weight: (algebra, logModel) => algebra.scale(ones(algebra, logModel), 1 / now.heat),
    })),
};

const make = (heat: Annealed) =>
  definition.create({ heat, offset: 3 }, () => {
    throw new Error('nothing to resolve');
  });
const loss = (objective: LikelihoodObjective) => objective.integrand(arrays, Float64Array.of(-11))[0];

describe('annealing', () => {
  it('gives the objective itself where nothing changes', () => {
    expect(make(2)).not.toHaveProperty('at');
    expect(make(2).parameters).toEqual({ heat: 2, offset: 3 });
    expect(loss(make(2))).toBe(4);
  });

  it('stands at the start of a path, and keeps the path', () => {
    const objective = make({ from: 4, to: 1 });
    expect(objective.parameters).toEqual({ heat: { from: 4, to: 1 }, offset: 3 });
    expect(loss(objective)).toBe(2);
  });

  it('has the numbers of any moment, and the parameters that do not change', () => {
    const at = make({ from: 4, to: 1 }).at?.(0.5);
    expect(at).toMatchObject({ name: 'heated', parameters: { heat: 2.5, offset: 3 } });
    expect(loss(at as LikelihoodObjective)).toBeCloseTo(8 / 2.5, 14);
  });
});
