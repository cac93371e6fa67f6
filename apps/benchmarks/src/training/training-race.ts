import type { BackendName } from '@bcl/backend';
import { runOrThrow } from '@bcl/errors';
import { compareMethods, type Method } from '@bcl/lab';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { spread } from '../numbers/spread';
import { ours } from '../programs/ours';
import { runProgram, type Program } from '../programs/run-program';
import { threadsText } from '../race/entrant';
import { temporaryFolder, type Run } from '../race/race';
import type { TrainingTimings } from './job';
import { penalties, type NetworkCase, type PenaltyName } from './networks';
import type { Opened } from './time-training';
import { pytorch, type TorchPeer } from './torch';

/** A program that trains: a line of the race. */
export interface Trainer {
  /** Undefined for the peer. */
  readonly backend?: BackendName;
  /** For people, and in files. */
  readonly name: string;
  readonly program: Program;
}

/** What one program did in all rounds: one number a round. */
export interface TrainerTimes extends Pick<Trainer, 'backend' | 'name'> {
  /** Median of a round's steps. */
  readonly milliseconds: readonly number[];
  readonly processorMilliseconds: readonly number[];
  readonly afterWarmUp: readonly number[];
  readonly halfway: readonly number[];
  readonly end: readonly number[];
  readonly peak: readonly number[];
  readonly tensorsAdded: readonly number[];
  readonly realLogit: readonly number[];
  readonly penalty: readonly number[];
}

/** All times on one network with one penalty. */
export interface TrainingResult {
  readonly network: Pick<NetworkCase, 'id' | 'name' | 'batch' | 'aimed'>;
  readonly penalty: PenaltyName;
  /** Steps in a timing. */
  readonly steps: number;
  readonly trainers: readonly TrainerTimes[];
}

/** The backends that open on this machine, in the order asked for, and why the others do not. */
export async function findTrainers(
  backends: readonly BackendName[],
  peer: TorchPeer | undefined,
  signal: AbortSignal,
): Promise<{ readonly trainers: readonly Trainer[]; readonly missing: readonly string[] }> {
  const trainers: Trainer[] = [];
  const missing: string[] = [];
  for (const backend of backends) {
    const opened = (await runProgram(ours, { kind: 'backend', backend }, signal)) as Opened;
    if ('why' in opened) missing.push(`${backend} is not timed: ${opened.why}`);
    else trainers.push({ backend, name: `@bcl/gan, ${opened.describe}`, program: ours });
  }
  if (peer !== undefined) {
    const name = `PyTorch ${peer.torch}, CPU, ${threadsText(peer.threads)}`;
    trainers.push({ name, program: pytorch(peer) });
  }
  return { trainers, missing };
}

/** Steps before the first timing: the first of them allocate, load kernels and are compiled. */
const WARM_UP = 3;

/** Times all programs on one network; they take turns within each round, and each begins in a process of its own. */
export async function trainingRace(
  run: Run,
  network: NetworkCase,
  penalty: PenaltyName,
  steps: number,
  trainers: readonly Trainer[],
): Promise<TrainingResult> {
  const { folder, signal, progress, seeds } = run;
  let written: Promise<{ checkpoint: string; rows: string }> | undefined;
  const files = () => (written ??= writeFiles(run, network));
  const methods = trainers.map(({ name, backend, program }): Method<TrainingTimings> => ({
    name,
    async run() {
      const shared = { ...(await files()), batch: network.batch, gamma: penalties[penalty], warmUp: WARM_UP, steps };
      const job = backend === undefined ? shared : { kind: 'training', backend, ...shared };
      const timings = (await runProgram(program, job, signal)) as TrainingTimings;
      const { milliseconds, megabytes, ...numbers } = timings;
      return { metrics: { milliseconds: spread(milliseconds).median, ...megabytes, ...numbers }, extra: timings };
    },
  }));
  const group = `training-${network.id}-${penalty}`;
  const { cells } = await runOrThrow(
    compareMethods<TrainingTimings>({ methods, seeds, folder, signal, progress, group, show: ['milliseconds'] }),
  );
  const { id, name, batch, aimed } = network;
  return {
    network: { id, name, batch, aimed },
    penalty,
    steps,
    trainers: trainers.map((trainer) => {
      const own = cells.filter(({ method }) => method === trainer.name).map(({ metrics }) => metrics);
      const each = (metric: string): number[] => own.map((metrics) => metrics[metric]);
      return {
        ...(trainer.backend && { backend: trainer.backend }),
        name: trainer.name,
        milliseconds: each('milliseconds'),
        processorMilliseconds: each('processorMilliseconds'),
        ...{ afterWarmUp: each('afterWarmUp'), halfway: each('halfway'), end: each('end'), peak: each('peak') },
        ...{ tensorsAdded: each('tensorsAdded'), realLogit: each('realLogit'), penalty: each('penalty') },
      };
    }),
  };
}

async function writeFiles(run: Run, { id, config, batch }: NetworkCase): Promise<{ checkpoint: string; rows: string }> {
  const folder = temporaryFolder(run);
  await mkdir(folder, { recursive: true });
  const files = { checkpoint: path.join(folder, `${id}.safetensors`), rows: path.join(folder, `${id}.f32`) };
  await runProgram(ours, { kind: 'training files', config, batch, ...files }, run.signal);
  return files;
}
