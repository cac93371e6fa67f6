import fc from 'fast-check';
import type { SumObjective } from '../contract/objective';
import { weightedSum } from '../registry/weighted-sum';
import { objectiveMonoid } from './objective-monoid';

const names = fc.constantFrom('reverseKL', 'forwardKL', 'jensenShannon', 'alphaBridge', 'communication');
const sums = fc
  .array(fc.tuple(fc.double({ min: 0, max: 5, noNaN: true }), names), { maxLength: 3 })
  .map((terms) => weightedSum(terms));

/** All of a sum but its functions. */
const facts = ({ terms, ...header }: SumObjective) => ({
  ...header,
  terms: terms.map(({ weight, objective }) => [weight, objective.name]),
});

const { empty, concat } = objectiveMonoid;

describe('objectiveMonoid', () => {
  it('is associative', () => {
    fc.assert(
      fc.property(sums, sums, sums, (a, b, c) => {
        expect(facts(concat(concat(a, b), c))).toEqual(facts(concat(a, concat(b, c))));
      }),
    );
  });

  it('has a neutral element on both sides', () => {
    fc.assert(
      fc.property(sums, (a) => {
        expect(facts(concat(empty, a))).toEqual(facts(a));
        expect(facts(concat(a, empty))).toEqual(facts(a));
      }),
    );
    expect(empty.terms).toEqual([]);
  });

  it('keeps the order and all terms', () => {
    const both = concat(weightedSum([[1, 'reverseKL']]), weightedSum([[2, 'forwardKL']]));
    expect(facts(both).terms).toEqual([
      [1, 'reverseKL'],
      [2, 'forwardKL'],
    ]);
  });
});
