import type { BackendName } from '@bcl/backend';
import type { Table } from '@bcl/lab';
import type { Run } from '../race/race';
import { trainingMemoryTable, trainingTable } from '../report/training-table';
import { networkCases, penalties, type PenaltyName } from './networks';
import { findTorch, type TorchPeer } from './torch';
import { findTrainers, trainingRace, type TrainingResult } from './training-race';

/** What the part is asked for. */
export interface TrainingPart {
  readonly networks: readonly string[];
  readonly backends: readonly BackendName[];
  /** Training steps in one timing. */
  readonly steps: number;
  /** The Python to try first. */
  readonly python: string | undefined;
  /** Whether other programs took part of the machine before the run. */
  readonly busy: boolean;
  readonly print: (text: string) => void;
  readonly show: (heading: string, table: Table) => void;
}

/** What the part leaves. */
export interface TrainingTimes {
  readonly results: readonly TrainingResult[];
  readonly peer: TorchPeer | undefined;
}

/** Times GAN training on all networks, by every backend that opens here and by PyTorch where it is. */
export async function trainingPart(
  run: Run,
  { networks, backends, steps, python, busy, print, show }: TrainingPart,
): Promise<TrainingTimes> {
  const found = await findTorch(python);
  if (typeof found === 'string') print(`PyTorch is not timed: ${found}`);
  const peer = typeof found === 'string' ? undefined : found;
  const { trainers, missing } = await findTrainers(backends, peer, run.signal);
  for (const line of missing) print(line);
  const results: TrainingResult[] = [];
  // Without a backend of ours there is nothing to time.
  if (trainers.every(({ backend }) => backend === undefined)) return { results, peer };
  for (const network of networkCases(networks)) {
    for (const penalty of Object.keys(penalties) as PenaltyName[]) {
      results.push(await trainingRace(run, network, penalty, steps, trainers));
    }
  }
  show('GAN training', trainingTable(results, busy));
  show('Memory of GAN training', trainingMemoryTable(results));
  return { results, peer };
}
