import { tf } from '../tensorflow';
import { withBackend } from '../testing';

import { attention } from './attention';
import { automatic, differences, generic, weighted, weightedGradient } from './derivatives';
import type { Operation } from './derivatives';
import { exp } from './exp';
import { gelu } from './gelu';
import { layerNorm } from './layer-norm';
import { leakyRelu } from './leaky-relu';
import { linear } from './linear';
import { logSumExp } from './log-sum-exp';
import { sigmoid } from './sigmoid';
import { softmax } from './softmax';
import { softplus } from './softplus';
import { tanh } from './tanh';
import { tensorAlgebra } from './tensor-algebra';

withBackend();

interface Case {
  readonly name: string;
  readonly operation: Operation;
  readonly shapes: readonly (readonly number[])[];
}

const one = (name: string, operation: (x: tf.Tensor) => tf.Tensor, shape: number[] = [3, 4]): Case => ({
  name,
  operation,
  shapes: [shape],
});

const line = (operation: (...inputs: tf.Tensor1D[]) => tf.Tensor1D): Operation => operation as Operation;

const cases: readonly Case[] = [
  one('exp', exp),
  one('sigmoid', sigmoid),
  one('tanh', tanh),
  one('softplus', softplus),
  one('gelu', gelu),
  one('leakyRelu', (x) => leakyRelu(x, 0.2)),
  one('softmax', softmax, [2, 3, 4]),
  one('logSumExp over the last axis', (x) => logSumExp(x, -1)),
  one('logSumExp over the first axis', (x) => logSumExp(x, 0)),
  {
    name: 'layerNorm',
    operation: (x, gain, bias) => layerNorm(x, gain as tf.Tensor1D, bias as tf.Tensor1D),
    shapes: [[2, 3, 4], [4], [4]],
  },
  { name: 'linear of rows', operation: linear as Operation, shapes: [[3, 4], [4, 2], [2]] },
  { name: 'linear of tokens', operation: linear as Operation, shapes: [[2, 3, 4], [4, 2], [2]] },
  {
    name: 'linear without bias',
    operation: linear as Operation,
    shapes: [
      [2, 3, 4],
      [4, 2],
    ],
  },
  {
    name: 'attention',
    operation: attention as Operation,
    shapes: [
      [2, 2, 3, 2],
      [2, 2, 4, 2],
      [2, 2, 4, 3],
    ],
  },
  { name: 'algebra exp', operation: line(tensorAlgebra.exp), shapes: [[5]] },
  { name: 'algebra expm1', operation: line(tensorAlgebra.expm1), shapes: [[5]] },
  { name: 'algebra softplus', operation: line(tensorAlgebra.softplus), shapes: [[5]] },
  { name: 'algebra sigmoid', operation: line(tensorAlgebra.sigmoid), shapes: [[5]] },
  { name: 'algebra log', operation: line((a) => tensorAlgebra.log(tensorAlgebra.shift(a, 2))), shapes: [[5]] },
  { name: 'algebra multiply', operation: line(tensorAlgebra.multiply), shapes: [[5], [5]] },
  {
    name: 'algebra divide',
    operation: line((a, b) => tensorAlgebra.divide(a, tensorAlgebra.shift(b, 2))),
    shapes: [[5], [1]],
  },
  {
    name: 'algebra clip',
    operation: line((a) => tensorAlgebra.multiply(a, tensorAlgebra.clip(a, -0.45, 0.5))),
    shapes: [[5]],
  },
  { name: 'algebra sum', operation: line((a) => tensorAlgebra.exp(tensorAlgebra.sum(a))), shapes: [[5]] },
];

/** Off the kinks of the piecewise operations by more than twice the step of the differences. */
function inputsOf({ shapes }: Case): tf.Tensor[] {
  return shapes.map((shape, i) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const values = generic(size, 7 * i + 1).map((x) => (Math.abs(x) < 0.12 ? x + 0.3 : x));
    return tf.tensor(values, [...shape]);
  });
}

let opened: string | undefined;
const backends = ['opened', 'cpu'] as const;

describe.each(backends)('the operations on the backend %s', (name) => {
  beforeAll(async () => {
    opened ??= tf.getBackend();
    await tf.setBackend(name === 'cpu' ? 'cpu' : opened);
  });

  it.each(cases)('differentiates $name once and twice', (each) => {
    const inputs = inputsOf(each);
    for (const f of [weighted(each.operation), weightedGradient(each.operation)]) {
      const expected = differences(f, inputs).flat();
      const scale = Math.max(1, ...expected.map(Math.abs));
      const found = automatic(f, inputs).flat();
      const error = Math.max(...expected.map((value, i) => Math.abs(value - found[i])));
      expect(error / scale).toBeLessThan(3e-4);
    }
    tf.dispose(inputs);
  });
});
