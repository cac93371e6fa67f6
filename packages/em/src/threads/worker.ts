/** What a thread runs: made into one text by threads/build.mjs of this package, started by the pool. */
import { defaultEngine, engineNamed } from '../expectation/engines';
import { lowRankMoments } from '../expectation/low-rank/moment-work';
import { lowRankResponsibilities } from '../expectation/low-rank/row-work';
import { taskRunner } from '../expectation/task-runner';
import { lowRankUpdate } from '../learner/low-rank-update';
import { workOff, type Desk } from './desk';
import type { Message } from './messages';
import { runRestarts } from './run-restarts';
import { takeTasks, type SharedWork } from './together';

/** Where messages come from, named as the host names its modules. */
interface Port {
  on(event: 'message', listener: (message: Message) => void): void;
  postMessage(message: unknown): void;
}
const { process } = globalThis as unknown as {
  process: { getBuiltinModule(name: string): { readonly parentPort: Port } };
};

const desks = new Map<number, Desk>();
const works = new Map(
  [lowRankResponsibilities, lowRankMoments, lowRankUpdate].map((work) => [work.name, work as SharedWork<unknown>]),
);

const { parentPort } = process.getBuiltinModule('node:worker_threads');

parentPort.on('message', (message) => {
  switch (message.kind) {
    case 'desk':
      desks.set(message.desk.id, message.desk);
      break;
    case 'forget':
      desks.delete(message.desk);
      break;
    case 'restarts':
      runRestarts(message, (news) => parentPort.postMessage(news));
      break;
    case 'work': {
      const work = works.get(message.name);
      let run: ((task: number) => void) | undefined;
      if (work !== undefined) takeTasks(message.tickets, message.pass, () => (run ??= work.begin(message.input)));
      break;
    }
    case 'pass': {
      const desk = desks.get(message.desk);
      if (desk === undefined) break;
      const engine = engineNamed(message.engine) ?? defaultEngine;
      workOff(desk, message.pass, message.moments, () => taskRunner(desk.model, desk, engine, message.keep));
    }
  }
});
