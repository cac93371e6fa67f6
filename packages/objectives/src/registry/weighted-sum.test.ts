import { ProblemError } from '@bcl/errors';
import { task } from '@bcl/masks';
import { identity } from '@bcl/transforms';
import { alphaBridge } from '../divergences/alpha-bridge';
import { reverseKL } from '../divergences/reverse-kl';
import { weightedSum } from './weighted-sum';

describe('weightedSum', () => {
  it('takes objectives by name, by specification and by value', () => {
    const objective = reverseKL();
    const sum = weightedSum([
      [1, 'forwardKL'],
      [2, { name: 'alphaBridge', parameters: { alpha: 0 } }],
      [3, objective],
    ]);
    expect(sum.terms.map(({ weight }) => weight)).toEqual([1, 2, 3]);
    expect(sum.terms.map((term) => term.objective.name)).toEqual(['forwardKL', 'alphaBridge', 'reverseKL']);
    expect(sum.terms[2].objective).toBe(objective);
  });

  it('takes a matching of its own for a term', () => {
    const where = { task: task([0], [1]), transform: identity(2) };
    expect(weightedSum([[1, 'reverseKL', where]]).terms[0].where).toBe(where);
  });

  it('changes with its terms', () => {
    const sum = weightedSum([
      [1, 'reverseKL'],
      [1, alphaBridge({ alpha: { from: 1, to: 0 } })],
    ]);
    expect(sum.at?.(0.25)).toMatchObject({ terms: [{}, { objective: { parameters: { alpha: 0.75 } } }] });
    expect(weightedSum([[1, 'reverseKL']])).not.toHaveProperty('at');
  });

  it('throws for what it cannot add', () => {
    expect(() => weightedSum([[1, 'noSuch']])).toThrow(ProblemError);
    expect(() => weightedSum([[1, 'noSuch']])).toThrow(/There is no objective 'noSuch': there are forwardKL, /);
    expect(() => weightedSum([[-2, 'reverseKL']])).toThrow(RangeError);
  });
});
