import { key } from '@bcl/random';
import { tiny } from '../fixtures/tiny';
import { completeSettings } from './settings';
import type { TrainingSettings } from './settings';

const of = (settings: Partial<TrainingSettings>) => completeSettings({ key: key(1), ...settings }, tiny);
const adam = { learningRate: 1e-3, beta1: 0, beta2: 0.9, epsilon: 1e-8 };

describe('completeSettings', () => {
  it('fills in what is left out', () => {
    expect(of({})).toMatchObject({ objective: 'naive', pairing: 'logistic', averageDecay: 0.999 });
    expect(of({}).penalty).toBeUndefined();
    expect(of({ penalty: { weight: 2 } }).penalty).toEqual({
      weight: 2,
      fakeWeight: 0,
      every: 1,
      form: 'exact',
      scale: 0.01,
    });
    expect(of({ penalty: { weight: 0 } }).penalty).toBeUndefined();
    expect(of({}).reconstruction).toBeUndefined();
    const led = { weight: 2, steps: 9 };
    expect(of({ reconstruction: led }).reconstruction).toEqual({ ...led, floor: 0, alone: 0 });
    expect(of({ penalty: { weight: 0, fakeWeight: 1 } }).penalty).toMatchObject({ weight: 0, fakeWeight: 1 });
    expect(of({ generatorAdam: adam })).toMatchObject({ generatorAdam: adam });
    expect(of({}).tasks(key(3), 2).target.length).toBeGreaterThan(0);
  });

  it.each<[Partial<TrainingSettings>, string]>([
    [{ communicationWeight: -1 }, 'communicationWeight must be at least 0, got -1'],
    [{ averageDecay: 1 }, 'averageDecay must lie in [0, 1), got 1'],
    [{ cooldown: 2, steps: 9 }, 'cooldown must lie in [0, 1], got 2'],
    [{ cooldown: 0.5 }, 'a cooldown is a share of the steps of the run: give steps too'],
    [{ limit: 0 }, 'limit must be above 0'],
    [{ steps: 1.5 }, 'steps must be an integer of at least 1, got 1.5'],
    [{ pairing: 'wrong' as 'logistic' }, "pairing must be 'logistic' or 'relativistic', got 'wrong'"],
    [{ generatorAdam: { ...adam, learningRate: NaN } }, 'generatorAdam.learningRate must be at least 0, got NaN'],
    [{ discriminatorAdam: { ...adam, beta2: 1 } }, 'discriminatorAdam.beta2 must lie in [0, 1), got 1'],
    [{ discriminatorAdam: { ...adam, epsilon: 0 } }, 'discriminatorAdam.epsilon must be above 0'],
    [{ penalty: { weight: -1 } }, 'penalty.weight must be at least 0'],
    [{ penalty: { weight: 1, fakeWeight: Infinity } }, 'penalty.fakeWeight must be at least 0, got Infinity'],
    [{ penalty: { weight: 1, every: 0 } }, 'penalty.every must be an integer of at least 1'],
    [{ penalty: { weight: 1, scale: 0 } }, 'penalty.scale must be above 0'],
    [
      { penalty: { weight: 1, form: 'none' as 'exact' } },
      "penalty.form must be 'exact' or 'finiteDifference', got 'none'",
    ],
    [{ reconstruction: { weight: 1, steps: 0 } }, 'reconstruction.steps must be an integer of at least 1'],
    [{ reconstruction: { weight: -1, steps: 5 } }, 'reconstruction.weight must be at least 0'],
    [
      { reconstruction: { weight: 1, steps: 5, floor: 2 } },
      'reconstruction.floor must lie in [0, 1], its weight, got 2',
    ],
    [
      { reconstruction: { weight: 1, steps: 5, alone: 5 } },
      'reconstruction.alone must be an integer of at least 0 below its 5 steps, got 5',
    ],
    [
      { reconstruction: { weight: 1, steps: 5, learningRate: 0.1 } },
      'reconstruction.learningRate is for steps alone, and there are none',
    ],
    [
      { reconstruction: { weight: 1, steps: 5, alone: 1, learningRate: -1 } },
      'reconstruction.learningRate must be at least 0, got -1',
    ],
    [{ reconstruction: { weight: 0, steps: 5, alone: 1 } }, 'reconstruction.weight must be above 0 to lead alone'],
  ])('refuses %j', (settings, message) => {
    expect(() => of(settings)).toThrow(message);
  });
});
