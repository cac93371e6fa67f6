import { condition, orThrow, responsibilities, marginal } from '@bcl/em';
import { key } from '@bcl/random';
import { identity } from '@bcl/transforms';
import { randomMixture } from '../fixtures/mixtures';
import { frameOf } from '../projection/frame';
import { gaussiansOf } from '../state/gaussians';
import { conditionalPath } from './conditional-path';

const K = 3;
const model = randomMixture(key(1), K, 3, 0.4);
const target = gaussiansOf(randomMixture(key(2), 2, 3, 0.4));
const options = { sampling: 'multinomial', learnWeights: false, target } as const;

describe('a conditional path', () => {
  it('draws one answer of every component for each source, with its probability as its share', () => {
    const path = conditionalPath(frameOf(identity(3), [2, 0, 1], 0), 1, K, { ...options, samples: 12 });
    const { count, mass, sources, sourceCount, sourceOf, points } = path.draw(key(3), gaussiansOf(model));
    expect([count, sourceCount]).toEqual([12, 4]);
    const given = orThrow(marginal(model, [2]));
    const shares = orThrow(
      responsibilities(
        given,
        Array.from(sources.slice(0, 4), (value) => [value]),
      ),
    ).data;
    for (let n = 0; n < count; n++) {
      expect(mass[n]).toBeCloseTo(shares[n] / 4, 13);
      expect(sourceOf[n]).toBe(Math.floor(n / K));
      expect(points[3 * n]).toBe(sources[sourceOf[n]]);
    }
  });

  it('answers as the conditional mixture does, on average', () => {
    const path = conditionalPath(frameOf(identity(3), [2, 0, 1], 0), 1, K, { ...options, samples: 3 });
    const [sums, squares] = [new Float64Array(2), new Float64Array(2)];
    let runs = 0;
    let at = 0;
    for (let run = 0; run < 4000; run++) {
      const { count, points, sources } = path.draw(key(run), gaussiansOf(model));
      // Where a component was left out, which sample is whose cannot be seen.
      if (count < K) continue;
      runs++;
      at = sources[0];
      // The second component's answer, without what its source explains.
      const answer = orThrow(condition(model, [2], [at]));
      for (let i = 0; i < 2; i++) {
        const rest = points[3 + i + 1] - answer.means[2 + i];
        sums[i] += rest;
        squares[i] += rest * rest;
      }
    }
    const { covariances } = orThrow(condition(model, [2], [at]));
    expect(runs).toBeGreaterThan(3000);
    for (let i = 0; i < 2; i++) {
      const variance = covariances[4 + 3 * i];
      expect(Math.abs(sums[i] / runs)).toBeLessThan(5 * Math.sqrt(variance / runs));
      expect(Math.abs(squares[i] / runs / variance - 1)).toBeLessThan(0.12);
    }
  });

  it('leaves out components that the source rules out, and has at least one source', () => {
    const apart = { ...model, means: model.means.map((value, at) => value + 1e3 * Math.floor(at / 3)) };
    const path = conditionalPath(frameOf(identity(3), [0, 1], 0), 1, K, { ...options, samples: 1 });
    const { count, sourceCount, mass } = path.draw(key(4), gaussiansOf(apart));
    expect([count, sourceCount]).toEqual([1, 1]);
    expect(mass[0]).toBeCloseTo(1, 13);
  });
});
