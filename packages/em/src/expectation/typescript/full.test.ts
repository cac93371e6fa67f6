import { fold, key } from '@bcl/random';
import { haarOrthogonal } from '@bcl/transforms';
import { logJointsOf, plain } from '../../fixtures/brute-force';
import { drawRows, largestDifference, randomMixture, withGaps } from '../../fixtures/random-cases';
import { observe, orThrow } from '../../index';
import { toComponents } from '../../mixture/mixture';
import { viewOf, type Group, type View } from '../../observations/view';
import { expectation } from '../expectation';
import { prepare } from '../prepare';
import { typescriptEngine } from './engine';

const mixture = randomMixture(key('full kernel'), 'full', 3, 4);
const rows = withGaps(drawRows(mixture, key(1), 60), key(2), 0.4);

describe('fullKernel', () => {
  it('writes log-joints for any number of rows, also those that are no multiple of four', () => {
    for (const count of [1, 2, 3, 4, 5, 7]) {
      const some = drawRows(mixture, fold(key(3), count), count);
      const [group] = viewOf(orThrow(observe(some)), undefined, [0, 1, 2, 3]).groups;
      const kernel = typescriptEngine.kernel(prepare(toComponents(mixture), group).input);
      const { joint, stride } = kernel;
      kernel.load(group.values, 0, count);
      kernel.evaluate(count);
      some.forEach((row, s) =>
        logJointsOf(plain(mixture), row).forEach((value, k) => expect(joint[k * stride + s]).toBeCloseTo(value, 10)),
      );
    }
  });

  it('gives the same moments in whatever basis a group is written', () => {
    const view = viewOf(orThrow(observe(rows)), undefined, [0, 1, 2, 3]);
    // z = P y with a permutation P that brings the known coordinates to the end: what a rotated view does.
    const turned: View = { ...view, groups: view.groups.map(knownLast) };
    const a = expectation(toComponents(mixture), view);
    const b = expectation(toComponents(mixture), turned);
    expect(largestDifference(a.mass, b.mass)).toBeLessThan(1e-11);
    expect(largestDifference(a.first, b.first)).toBeLessThan(1e-11);
    expect(largestDifference(a.second, b.second)).toBeLessThan(1e-11);
    expect(a.logLikelihood).toBeCloseTo(b.logLikelihood, 10);
  });

  it('does not depend on the basis of the known part: any rotation within it is the same knowledge', () => {
    const view = viewOf(orThrow(observe(rows)), undefined, [0, 1, 2, 3]);
    const spun: View = { ...view, groups: view.groups.map((group, i) => rotateKnown(group, i)) };
    const a = expectation(toComponents(mixture), view);
    const b = expectation(toComponents(mixture), spun);
    expect(largestDifference(a.second, b.second)).toBeLessThan(1e-10);
    expect(largestDifference(a.first, b.first)).toBeLessThan(1e-10);
    expect(a.logLikelihood).toBeCloseTo(b.logLikelihood, 9);
  });
});

function knownLast(group: Group): Group {
  const order = [...group.missing, ...group.observed];
  const rotation = new Float64Array(16);
  order.forEach((d, i) => (rotation[i * 4 + d] = 1));
  const places = order.map((_, i) => i);
  return {
    ...group,
    rotation,
    missing: places.slice(0, group.missing.length),
    observed: places.slice(group.missing.length),
  };
}

/** The same group after a Haar rotation within the span of its known coordinates. */
function rotateKnown(group: Group, index: number): Group {
  const { observed, values } = group;
  const width = observed.length;
  if (width === 0) return group;
  const { linear } = haarOrthogonal(fold(key('spin'), index), width);
  const rotation = new Float64Array(16);
  for (let d = 0; d < 4; d++) rotation[d * 5] = 1;
  observed.forEach((d, i) => observed.forEach((e, j) => (rotation[d * 4 + e] = linear[i * width + j])));
  const turned = new Float64Array(values.length);
  for (let n = 0; n < group.rows.length; n++)
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++) turned[n * width + i] += linear[i * width + j] * values[n * width + j];
  return { ...group, rotation, values: turned };
}
