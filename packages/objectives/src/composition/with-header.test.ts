import { matrix } from '@bcl/linalg';
import { key } from '@bcl/random';
import { arrays } from '../algebra/arrays';
import type { SampleComparison, SampleObjective } from '../contract/objective';
import { forwardKL } from '../divergences/forward-kl';
import { jensenShannon } from '../divergences/jensen-shannon';
import { withHeader } from './with-header';

const header = {
  name: 'renamed',
  version: '9.0.0',
  parameters: {},
  needs: [],
  between: 'two-matchings' as const,
  spread: 3,
};
const batch = Float64Array.of(-1, 0.5);

/** An objective whose functions stand on its prototype and read its fields. */
class Offset implements SampleObjective {
  readonly form = 'samples';
  readonly name = 'offset';
  readonly version = '1.0.0';
  readonly parameters = {};
  readonly needs = ['modelSamples' as const];
  readonly between = 'data-and-model';
  readonly spread = 0;
  private readonly by = 7;
  compare(): SampleComparison {
    return { value: this.by, gradient: matrix(1, 1) };
  }
}

describe('withHeader', () => {
  it('changes what an objective says of itself', () => {
    expect(withHeader(jensenShannon(), header)).toMatchObject({ ...header, form: 'ratio' });
    expect(withHeader(forwardKL(), header)).toMatchObject({ ...header, targets: 'continuous', atEquality: 'entropy' });
  });

  it('keeps the functions of a ratio objective', () => {
    const [base, renamed] = [jensenShannon(), withHeader(jensenShannon(), header)];
    for (const name of ['integrand', 'weight', 'generator'] as const) {
      expect(renamed[name](arrays, batch)).toEqual(base[name](arrays, batch));
    }
    expect(renamed.discriminator(arrays, batch, batch)).toEqual(base.discriminator(arrays, batch, batch));
  });

  it('keeps the functions of a likelihood', () => {
    const base = forwardKL({ data: 'density' });
    const renamed = withHeader(base, header);
    expect(renamed.integrand(arrays, batch, batch)).toEqual(base.integrand(arrays, batch, batch));
    expect(renamed.weight(arrays, batch)).toEqual(base.weight(arrays, batch));
  });

  it('calls functions on their own objective', () => {
    const renamed = withHeader<SampleObjective>(new Offset(), header);
    expect(renamed.compare(matrix(1, 1), matrix(1, 1), key(1)).value).toBe(7);
  });
});
