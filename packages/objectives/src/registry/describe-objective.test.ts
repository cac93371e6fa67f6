import { task } from '@bcl/masks';
import { identity, permutation } from '@bcl/transforms';
import { alphaBridge } from '../divergences/alpha-bridge';
import { forwardKL } from '../divergences/forward-kl';
import { reverseKL } from '../divergences/reverse-kl';
import { describeObjective } from './describe-objective';
import { communication, spread } from './first-party';
import { weightedSum } from './weighted-sum';

describe('describeObjective', () => {
  it.each([
    [reverseKL(), 'reverseKL'],
    [alphaBridge(), 'alphaBridge'],
    [alphaBridge({ alpha: 1 }), 'alphaBridge(alpha: 1)'],
    [alphaBridge({ alpha: 0, normalise: false, clip: 3 }), 'alphaBridge(alpha: 0, normalise: false, clip: 3)'],
    [alphaBridge({ alpha: { from: 1, to: 0 } }), 'alphaBridge(alpha: 1 → 0)'],
    [
      alphaBridge({ alpha: { from: 1, to: 0, shape: 'cosine', during: [0.25, 0.75] } }),
      'alphaBridge(alpha: 1 → 0 (cosine, 0.25–0.75))',
    ],
    [alphaBridge({ alpha: { from: 1, to: 0, during: [0, 0.5] } }), 'alphaBridge(alpha: 1 → 0 (0–0.5))'],
    [forwardKL({ data: 'density' }), 'forwardKL(data: density)'],
    [communication(), 'communication'],
    [
      spread({ of: alphaBridge({ alpha: 1 }), scale: { from: 2, to: 0 } }),
      'spread(of: alphaBridge(alpha: 1), scale: 2 → 0)',
    ],
    [weightedSum([]), 'nothing'],
    [
      weightedSum([
        [0.9, 'reverseKL'],
        [0.1, communication({ of: 'reverseKL' })],
      ]),
      '0.9 reverseKL + 0.1 communication(of: reverseKL)',
    ],
  ])('says it in one line', (objective, expected) => {
    expect(describeObjective(objective)).toBe(expected);
  });

  it('says on which matching a term is evaluated', () => {
    const sum = weightedSum([
      [1, 'reverseKL', { task: task([0], [1, 2]), transform: identity(3) }],
      [1, 'reverseKL', { task: task([], [0]), transform: permutation(Int32Array.of(1, 0)) }],
    ]);
    const { name } = permutation(Int32Array.of(1, 0));
    expect(describeObjective(sum)).toBe(`1 reverseKL on (1, 2 | 0) + 1 reverseKL on (0) of ${name}`);
  });

  it('shows all parameters of an objective whose defaults are not known', () => {
    const stranger = { ...reverseKL(), name: 'stranger', parameters: { order: 2, points: [1, 2], grid: { width: 3 } } };
    expect(describeObjective(stranger)).toBe('stranger(order: 2, points: [1,2], grid: {"width":3})');
    expect(describeObjective(alphaBridge(), new Map())).toBe('alphaBridge(alpha: 0.5, normalise: true, clip: null)');
  });
});
