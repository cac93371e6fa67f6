import { arrays } from '../algebra/arrays';
import { communicationLogRatio } from './communication-log-ratio';

describe('communicationLogRatio', () => {
  it('is log p₂/p₁ where the logits are log q/p₁ and log q/p₂, whatever q is', () => {
    const [first, second] = [0.2, 0.7];
    for (const data of [0.1, 0.5, 3]) {
      const own = Float64Array.of(Math.log(data / first));
      const other = Float64Array.of(Math.log(data / second));
      expect(communicationLogRatio(arrays, own, other)[0]).toBeCloseTo(Math.log(second / first), 14);
    }
  });
});
