import { NumericalFailure, singularCovariance, unreachableRow } from './components';

describe('NumericalFailure', () => {
  it('says in its message what ended and what to try', () => {
    const failure = new NumericalFailure('the sum overflowed', 'divide by 1000');
    expect(failure).toBeInstanceOf(Error);
    expect(failure.name).toBe('NumericalFailure');
    expect(failure.message).toBe('the sum overflowed; divide by 1000');
  });

  it('names the component, or the row, and a remedy', () => {
    expect(singularCovariance(3).what).toContain('component 3');
    expect(singularCovariance(3).hint).toContain('floor');
    expect(unreachableRow(17).what).toContain('row 17');
    expect(unreachableRow(17).hint).toContain('outlier');
  });
});
