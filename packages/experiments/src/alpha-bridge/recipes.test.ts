import { key } from '@bcl/random';
import { alphaBridgeRecipes, type AlphaBridgeSettings } from './recipes';

const settings: AlphaBridgeSettings = {
  iterations: 100,
  samples: 50,
  rate: 0.02,
  rateEnd: 0.001,
  alphaFrom: 1,
  alphaTo: 0,
  annealUntil: 0.8,
  alphaShape: 'linear',
  spread: 0,
  matchings: 'joint',
};
const objectiveOf = (method: keyof ReturnType<typeof alphaBridgeRecipes>, more: Partial<AlphaBridgeSettings> = {}) =>
  alphaBridgeRecipes({ ...settings, ...more })[method].matchings(key(1), 2, 0).objective;

describe('alphaBridgeRecipes', () => {
  it('differ in the objective alone', () => {
    const [first, ...others] = Object.values(alphaBridgeRecipes(settings)).map(({ matchings: _, ...rest }) => rest);
    for (const other of others) expect(other).toEqual(first);
    expect(objectiveOf('alpha1')).toEqual({ name: 'alphaBridge', parameters: { alpha: 1 } });
    expect(objectiveOf('alpha0')).toEqual({ name: 'alphaBridge', parameters: { alpha: 0 } });
    const alpha = { from: 1, to: 0, shape: 'linear', during: [0, 0.8] };
    expect(objectiveOf('annealed')).toEqual({ name: 'alphaBridge', parameters: { alpha } });
    expect(objectiveOf('maximumLikelihood')).toEqual({ name: 'forwardKL' });
  });

  it('clip the weights of all bridges, and spread all methods', () => {
    expect(objectiveOf('alpha1', { clip: 5 })).toMatchObject({ parameters: { clip: 5 } });
    const scale = { from: 2, to: 0, during: [0, 0.8] };
    for (const method of ['alpha1', 'alpha0', 'annealed', 'maximumLikelihood'] as const) {
      const of = objectiveOf(method);
      expect(objectiveOf(method, { spread: 2 })).toEqual({ name: 'spread', parameters: { of, scale } });
    }
  });

  it('match the joint, or rotated marginals', () => {
    const target = (matchings: AlphaBridgeSettings['matchings']) =>
      alphaBridgeRecipes({ ...settings, matchings }).annealed.matchings(key(1), 2, 0).task.target.length;
    expect([target('joint'), target('rotated')]).toEqual([2, 1]);
  });
});
