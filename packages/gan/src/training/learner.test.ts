import { tf } from '@bcl/backend';
import { withBackend } from '@bcl/backend/testing';
import { fixed, mixture, task } from '@bcl/masks';
import { checkLearner, matchingSampler, run } from '@bcl/matching';
import { key } from '@bcl/random';
import type { Key } from '@bcl/random';
import { rotation2d } from '@bcl/transforms';
import { tiny } from '../fixtures/tiny';
import { ganLearner } from './learner';
import { fastNormal } from './noise';
import { startTraining } from './training';
import type { GanObjective } from './terms';

withBackend();

const tasks = mixture([
  [1, fixed(task([], [0, 1]))],
  [1, fixed(task([0], [1]))],
]);
const batch = fastNormal(key(1), 8);

describe('ganLearner', () => {
  it.each<GanObjective>(['naive', 'communication'])(
    'keeps the contract of a learner with the objective %s',
    (objective) => {
      const matchings = matchingSampler({ task: tasks, transform: () => rotation2d(0.3), objective });
      const before = tf.memory().numTensors;
      const learner = ganLearner(tiny, { penalty: { weight: 1, form: 'finiteDifference' } });
      expect(checkLearner(learner, { key: key(2), dimension: 2, batch, matchings, steps: 3 })).toEqual([]);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it('takes the step that a training takes', () => {
    const learner = ganLearner(tiny);
    const state = learner.init(key(3), batch);
    const matching = matchingSampler<GanObjective>({ task: fixed(task([0], [1])), objective: 'naive' })(key(4), 2, 0);
    const [next, info] = learner.step(key(5), state, batch, matching);
    const training = startTraining(state, { key: key(5), tasks: fixed(task([0], [1])) });
    expect(training.advance(batch)).toEqual(info);
    expect(training.state()).toEqual(next);
    training.dispose();
  });

  it('sees transformed rows', () => {
    const learner = ganLearner(tiny);
    const state = learner.init(key(3), batch);
    const step = (angle: number) =>
      learner.step(key(5), state, batch, { task: task([0], [1]), transform: rotation2d(angle), objective: 'naive' })[1];
    expect(step(1)).not.toEqual(step(0));
    expect(() =>
      learner.step(key(5), state, batch.subarray(1), {
        task: task([0], [1]),
        transform: rotation2d(0),
        objective: 'naive',
      }),
    ).toThrow('rows of 2 coordinates are needed, got 7');
  });

  it('runs', async () => {
    const matchings = matchingSampler<GanObjective>({ task: tasks, objective: 'naive' });
    const batches = (of: Key) => fastNormal(of, 8);
    const steps: number[] = [];
    for await (const { state } of run(ganLearner(tiny), { key: key(1), dimension: 2, matchings, batches, steps: 3 })) {
      steps.push(state.step);
    }
    expect(steps).toEqual([1, 2, 3]);
  });
});
