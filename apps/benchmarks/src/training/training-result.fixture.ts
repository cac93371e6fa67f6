import type { TrainerTimes, TrainingResult } from './training-race';

/** A program that took so long in each round; without a backend it is the peer. */
export const trainer = (
  backend: TrainerTimes['backend'],
  milliseconds: number[],
  change: Partial<TrainerTimes> = {},
): TrainerTimes => ({
  ...(backend && { backend }),
  name: backend === undefined ? 'PyTorch 2' : `@bcl/gan, ${backend}`,
  milliseconds,
  processorMilliseconds: milliseconds.map((time) => 2 * time),
  ...{
    afterWarmUp: [500],
    halfway: [505],
    end: [510],
    peak: [520],
    tensorsAdded: [0],
    realLogit: [0.25],
    penalty: [0],
  },
  ...change,
});

/** A race of these on networks that have aims. */
export const trainingResult = (...trainers: TrainerTimes[]): TrainingResult => ({
  network: { id: 'width-64', name: 'width 64, depth 2', batch: 32, aimed: true },
  penalty: 'none',
  steps: 10,
  trainers,
});
