import type { View } from '../observations/view';
import { emptyStatistics, type Statistics } from '../statistics/statistics';
import { openPass } from '../threads/open-pass';
import type { Components } from './components';
import { defaultEngine, engineNamed } from './engines';
import type { Engine } from './kernel';
import { addSums, emptySums, type Sums } from './prepare';
import type { RowResults, TaskResult, TaskRunner } from './task-runner';
import { passTasks, type PassTask } from './tasks';

export { defaultEngine };

/**
 * The E step: responsibilities of all rows under the mixture, and the moments the M step needs.
 *
 * log r_nk = log pi_k + log N(x_n; mu_k, Sigma_k) - log p(x_n), in log space throughout; gaps are integrated out. Threads share
 * the pass where the view asks for them; the numbers are the same to the bit for any number of them.
 *
 * @throws NumericalFailure when a covariance has no Cholesky factor, or a row no density
 */
export function expectation(
  model: Components,
  view: View,
  keep: RowResults = {},
  engine: Engine = engineOf(view),
): Statistics {
  const statistics = emptyStatistics(model.components, model.dimension, model.shape, model.means);
  statistics.totalWeight = view.totalWeight;
  const tasks = passTasks(view.groups, model);
  const pass = openPass({ model, view, engine, keep, tasks, moments: true });
  const total = adder(statistics, pass.runner);
  tasks.forEach((task, i) => total.add(task, pass.result(i) ?? pass.runner.run(task)));
  total.finish();
  pass.close();
  return statistics;
}

/** Log-densities and responsibilities of all rows, without the moments. Throws as {@link expectation} does. */
export function scoreRows(model: Components, view: View, keep: RowResults, engine: Engine = engineOf(view)): void {
  const tasks = passTasks(view.groups, model);
  const pass = openPass({ model, view, engine, keep, tasks, moments: false });
  tasks.forEach((task, i) => {
    if (!pass.done(i)) pass.runner.score(task);
  });
  pass.close();
}

const engineOf = ({ computing }: View): Engine => engineNamed(computing?.engine) ?? defaultEngine;

/** Adds the results of tasks to statistics, in the order in which they come; slices of a group are completed together. */
function adder(statistics: Statistics, runner: TaskRunner) {
  let open: { readonly group: number; readonly sums: Sums } | undefined;
  const finish = (): void => {
    if (open !== undefined) runner.prepared(open.group).complete(statistics, open.sums);
    open = undefined;
  };
  return {
    add(task: PassTask, result: TaskResult): void {
      statistics.logLikelihood += result.logLikelihood;
      if (open !== undefined && !(task.kind === 'slice' && task.group === open.group)) finish();
      if (task.kind === 'slice') {
        open ??= { group: task.group, sums: emptySums(runner.prepared(task.group).input) };
        addSums(open.sums, result);
      } else addSums(statistics, result);
    },
    finish,
  };
}
