import type { BackendName } from '@bcl/backend';
import { ratios, spread, type Spread } from '../numbers/spread';
import { sameTraining } from './job';
import type { TrainerTimes, TrainingResult } from './training-race';

/** How many of the peer's steps a second a backend is to take. */
export const trainingAims: ReadonlyMap<BackendName, number> = new Map([
  ['native', 0.6],
  ['wasm', 0.25],
]);

/** Peak memory that training is to stay below, in units of 10^6 bytes. */
export const MOST_MEGABYTES = 2000;

/** What the race says of one of our backends on one network. */
export interface TrainingVerdict {
  readonly backend: BackendName;
  /** Our steps a second over the peer's, over the rounds. */
  readonly ratio: Spread;
  /** Undefined where there is none. */
  readonly aim: number | undefined;
  readonly met: boolean | undefined;
}

/** The verdicts on each of our backends; none where there was no peer. */
export function trainingVerdicts({ network, trainers }: TrainingResult): TrainingVerdict[] {
  const peer = peerOf(trainers);
  if (peer === undefined) return [];
  return trainers.flatMap(({ backend, milliseconds }) => {
    if (backend === undefined) return [];
    const ratio = spread(ratios(peer.milliseconds, milliseconds));
    const aim = network.aimed ? trainingAims.get(backend) : undefined;
    return [{ backend, ratio, aim, met: aim === undefined ? undefined : ratio.median >= aim }];
  });
}

/** The peer among the programs. */
export const peerOf = (trainers: readonly TrainerTimes[]): TrainerTimes | undefined =>
  trainers.find(({ backend }) => backend === undefined);

/** The programs whose network or penalty was another than that of the first one. */
export function otherWork({ trainers }: Pick<TrainingResult, 'trainers'>): readonly string[] {
  const at = ({ realLogit, penalty }: TrainerTimes) => ({ realLogit: realLogit[0], penalty: penalty[0] });
  return trainers.filter((one) => !sameTraining(at(trainers[0]), at(one))).map(({ name }) => name);
}
