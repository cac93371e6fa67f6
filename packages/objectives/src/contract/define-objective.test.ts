import { orThrow, ProblemError } from '@bcl/errors';
import { reverseKL } from '../divergences/reverse-kl';
import { objectiveParameter } from '../parameters/objective-parameter';
import { parameters } from '../parameters/parameters';
import { numberParameter } from '../parameters/number-parameter';
import { resolveObjective } from '../registry/resolve-objective';
import { defineObjective } from './define-objective';
import type { ObjectiveDefinition, ObjectiveLike } from './definition';
import type { Objective, RatioObjective } from './objective';

const scaled: ObjectiveDefinition<{ readonly factor: number }, RatioObjective> = {
  ...reverseKL.definition,
  name: 'scaled',
  codec: parameters({ factor: numberParameter({ default: 2, min: 0, description: 'a factor' }) }),
  create: (chosen) => ({ ...reverseKL(), name: 'scaled', parameters: { ...chosen } }),
};

const wrapper: ObjectiveDefinition<{ readonly of: ObjectiveLike }> = {
  ...reverseKL.definition,
  name: 'wrapper',
  codec: parameters({ of: objectiveParameter({ default: 'reverseKL', description: 'what is wrapped' }) }),
  create: ({ of }, resolve): Objective => ({ ...orThrow(resolve(of)), name: 'wrapper' }),
};

describe('defineObjective', () => {
  it('makes a function that has the definition', () => {
    expect(defineObjective(scaled).definition).toBe(scaled);
  });

  it('gives defaults to what is left out', () => {
    expect(defineObjective(scaled)().parameters).toEqual({ factor: 2 });
    expect(defineObjective(scaled)({}).parameters).toEqual({ factor: 2 });
    expect(defineObjective(scaled)({ factor: 5 }).parameters).toEqual({ factor: 5 });
  });

  it('keeps the type of what it makes', () => {
    const objective: RatioObjective = defineObjective(scaled)();
    expect(objective.form).toBe('ratio');
  });

  it('throws for parameters that are refused', () => {
    const make = defineObjective(scaled);
    expect(() => make({ factor: -1 })).toThrow(ProblemError);
    expect(() => make({ factor: -1 })).toThrow('scaled: factor is -1: it must be a number of at least 0');
    const misspelt: object = { fcator: 1 };
    expect(() => make(misspelt)).toThrow("scaled: There is no parameter 'fcator': the parameters are factor");
  });

  it('takes parts by value, and by name where it is told how to find them', () => {
    expect(defineObjective(wrapper)({ of: reverseKL() }).name).toBe('wrapper');
    expect(() => defineObjective(wrapper)()).toThrow(
      "wrapper: The objective 'reverseKL' is given by name, and there are no names here; give the objective itself, or resolveObjective as the second argument of defineObjective",
    );
    expect(defineObjective(wrapper, resolveObjective)()).toMatchObject({ name: 'wrapper', form: 'ratio' });
  });
});
