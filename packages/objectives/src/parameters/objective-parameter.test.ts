import { alphaBridge } from '../divergences/alpha-bridge';
import { reverseKL } from '../divergences/reverse-kl';
import { weightedSum } from '../registry/weighted-sum';
import { isObjective, isObjectiveLike, objectiveParameter, specificationOf } from './objective-parameter';

const of = objectiveParameter({ default: 'nonSaturating', description: 'what is compared' });

describe('objectiveParameter', () => {
  it.each([['reverseKL'], [{ name: 'reverseKL' }], [{ name: 'alphaBridge', parameters: { alpha: 1 } }]])(
    'reads %j and writes a specification that reads alike',
    (given) => {
      const value = of.read(given);
      expect(value).toEqual(given);
      const written = value === undefined ? undefined : of.write(value);
      expect(of.read(written)).toEqual(written);
      expect(written).toMatchObject(typeof given === 'string' ? { name: given } : given);
    },
  );

  it('takes an objective by value and writes what it was made of', () => {
    const objective = alphaBridge({ alpha: { from: 1, to: 0 } });
    expect(of.read(objective)).toBe(objective);
    expect(of.write(objective)).toEqual({ name: 'alphaBridge', parameters: objective.parameters });
  });

  it.each([[7], [null], [[]], [{}], [{ name: 3 }], [{ name: 'a', parameters: 3 }], [{ name: 'a', parmeters: {} }]])(
    'does not read %j',
    (given) => expect(of.read(given)).toBeUndefined(),
  );
});

describe('isObjective and isObjectiveLike', () => {
  it('know what was made from what is asked for', () => {
    expect([reverseKL(), weightedSum([])].every(isObjective)).toBe(true);
    expect(['reverseKL', { name: 'reverseKL' }, reverseKL].some(isObjective)).toBe(false);
    expect(isObjectiveLike(reverseKL)).toBe(false);
    expect(isObjective({ name: 'odd', form: 'toString' })).toBe(false);
  });
});

describe('specificationOf', () => {
  it('is plain JSON', () => {
    const specification = specificationOf(weightedSum([[2, alphaBridge({ alpha: 1 })]]));
    expect(JSON.parse(JSON.stringify(specification))).toEqual(specification);
    expect(specificationOf({ name: 'reverseKL' })).toEqual({ name: 'reverseKL', parameters: {} });
  });
});
