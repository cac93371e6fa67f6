import * as E from 'fp-ts/lib/Either.js';
import { task } from '@bcl/masks';
import {
  alphaBridge,
  arrays,
  defineObjective,
  forwardKL,
  nonSaturating,
  reverseKL,
  weightedSum,
  withObjective,
  firstParty,
} from '@bcl/objectives';
import type { SampleObjective } from '@bcl/objectives';
import { identity } from '@bcl/transforms';
import { termsOf } from './terms';
import type { GanObjective, Terms } from './terms';

function terms(like: GanObjective, progress = 0): Terms {
  const made = termsOf(like, { communicationWeight: 0.5 });
  if (E.isLeft(made)) throw new Error(made.left.message);
  return made.right.at(progress);
}

function refused(like: GanObjective): string {
  const made = termsOf(like, { communicationWeight: 0.5 });
  return E.isLeft(made) ? `${made.left._tag}: ${made.left.message}` : 'nothing';
}

const shown = ({ data, communication, spread }: Terms) => ({
  data: data.map(({ weight, objective }) => [weight, objective.name]),
  communication: communication.map(({ weight, objective }) => [weight, objective.name]),
  spread,
});

describe('termsOf', () => {
  it('knows the two objectives of adversarial big learning', () => {
    expect(shown(terms('naive'))).toEqual({ data: [[1, 'nonSaturating']], communication: [], spread: 0 });
    expect(shown(terms('communication'))).toEqual({
      data: [[1, 'nonSaturating']],
      communication: [[0.5, 'communication']],
      spread: 0,
    });
  });

  it('takes sums apart and leaves out what has no weight', () => {
    const sum = weightedSum([
      [2, 'reverseKL'],
      [0, 'jensenShannon'],
      [0.1, { name: 'communication', parameters: { of: 'reverseKL' } }],
    ]);
    expect(shown(terms(sum))).toEqual({ data: [[2, 'reverseKL']], communication: [[0.1, 'communication']], spread: 0 });
    expect(shown(terms({ name: 'spread', parameters: { of: 'reverseKL', scale: 2 } })).spread).toBe(2);
  });

  it('moves annealed parameters with the progress', () => {
    const bridge = alphaBridge({ alpha: { from: 1, to: 0 } });
    const weights = [0, 0.5, 1].map((progress) => {
      const [{ objective }] = terms(bridge, progress).data;
      return objective.generator(arrays, Float64Array.of(1))[0];
    });
    expect(weights[0]).toBeCloseTo(1 - Math.E);
    expect(weights[1]).toBeCloseTo(-(Math.exp(0.5) - 1) / 0.5);
    expect(weights[2]).toBeCloseTo(-1);
    const annealed = (like: GanObjective) =>
      E.isRight(E.map(({ annealed: is }: { annealed: boolean }) => is)(termsOf(like, { communicationWeight: 1 })));
    expect(annealed(bridge)).toBe(true);
  });

  it('looks names up in the registry of the caller', () => {
    const mine = defineObjective({
      contract: 1,
      name: 'mine',
      version: '1.0.0',
      description: 'the non-saturating objective by another name',
      codec: reverseKL.definition.codec,
      create: () => nonSaturating(),
    });
    const registry = withObjective(firstParty, mine.definition);
    if (E.isLeft(registry)) throw new Error(registry.left.message);
    const options = { communicationWeight: 1, registry: registry.right };
    expect(E.isRight(termsOf('mine', options))).toBe(true);
    expect(refused('mine')).toMatch(/^UnknownObjective: There is no objective 'mine'/);
  });

  it('says why it cannot serve an objective', () => {
    const samples = { ...reverseKL(), form: 'samples', compare: () => ({}) } as unknown as SampleObjective;
    const where = { task: task([], [0]), transform: identity(2) };
    expect(refused(forwardKL())).toMatch(/^UnsupportedObjective: .*forwardKL has the form likelihood/);
    expect(refused(samples)).toMatch('has the form samples');
    expect(refused({ name: 'communication' })).toMatch('no term of it compares the model with the data');
    expect(refused(weightedSum([[1, 'reverseKL', where]]))).toMatch('reverseKL has a matching of its own');
    expect(refused({ ...reverseKL(), needs: ['logRatio', 'dataDensity'] })).toMatch('reverseKL needs dataDensity');
    expect(
      refused(
        weightedSum([
          [1, 'reverseKL'],
          [1, { name: 'spread', parameters: { of: 'reverseKL', scale: 1 } }],
        ]),
      ),
    ).toMatch('its terms have unequal spread');
  });
});
