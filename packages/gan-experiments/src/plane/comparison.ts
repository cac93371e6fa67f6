import { runOrThrow } from '@bcl/errors';
import { checkpoint } from '@bcl/experiments';
import { compareMethods, type Comparison, type Method, type RunFolder } from '@bcl/lab';
import { fold, key, type Key } from '@bcl/random';
import type { Answers } from './answers';
import {
  answerDistances,
  conditionalDistances,
  conditionalFloor,
  floorDistances,
  type Distances,
  type Sampling,
} from './distances';
import { conditionalMatchings, jointMatching, planeMatchings } from './matchings';
import { modesFound } from './modes';
import { planeMethods, type PlaneMethod, type PlaneSettings } from './recipes';
import { planePoints, planeTruth, type PlaneSet, type PlaneTruth } from './truth';
import { trainOnPlane, withAnswers, type PlaneTrace } from './training';
import { conditionalShots, jointShot, type Shot } from './shots';

/** What is kept of a training for the figures. */
export type PlaneFit = {
  readonly trace: PlaneTrace;
  /** Points of the model's joint distribution, flat N × 2. */
  readonly joint: readonly number[];
  /** Answers at a few x_S, by matching. */
  readonly conditionals: readonly Shot[];
};

/** Where, on which distribution and for which seeds the comparison runs. */
export interface PlaneRequest extends PlaneSettings {
  readonly set: PlaneSet;
  readonly seeds: readonly number[];
  readonly methods?: readonly PlaneMethod[];
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
  readonly progress?: Parameters<typeof compareMethods>[0]['progress'];
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Points on either side of a distance. */
  readonly samples: number;
  /** Pairs of samples over which the last model's distances are averaged. */
  readonly draws: number;
}

/** The name of the row that is no method: exact samples in the model's place. */
export const noiseFloor = 'exact';

/**
 * One network for the five matchings of two coordinates, trained on the joint alone, on all five against the data, and with
 * communication on top; and exact samples in the place of a model, whose distances are the noise floor. Results are a group named
 * after the distribution.
 *
 * Metrics of the last model, by matching: `wasserstein` and `energy`, distances of x_{S ∪ T} to the truth; `given wasserstein` and
 * `given energy`, the mean over a handful of fixed x_S of the distance to p(x_T | x_S); `times floor` and `given times floor`, these
 * Wasserstein distances over those of exact samples, and `worst times floor`, the largest of the five; `energy times floor`
 * likewise; and `modes` of the joint.
 *
 * The backend must be open.
 */
export async function compareOnPlane(request: PlaneRequest): Promise<Comparison<PlaneFit>> {
  const { set, seeds, folder, signal, progress } = request;
  const truth = planeTruth(set);
  const floor = floorOf(truth, request);
  const methods = [
    ...(request.methods ?? planeMethods).map((name) => trained(name, truth, floor, request)),
    exact(truth, floor, request),
  ];
  const show = ['worst times floor', 'modes'];
  return runOrThrow(compareMethods<PlaneFit>({ methods, seeds, folder, signal, progress, show, group: set }));
}

/** Mean distances between exact samples. */
interface Floor {
  readonly joint: Distances;
  readonly given: Distances;
}

/** Exact draws are cheap: the floor stands on four times as many as a model's distances. */
function floorOf(truth: PlaneTruth, { samples, draws }: PlaneRequest, own: Key = fold(key(0), 'floor')): Floor {
  const sampling = { samples, draws: 4 * draws };
  return { joint: floorDistances(truth, own, sampling), given: conditionalFloor(truth, own, sampling) };
}

function trained(
  method: PlaneMethod,
  truth: PlaneTruth,
  floor: Floor,
  { folder, clock, samples, draws, ...settings }: PlaneRequest,
): Method<PlaneFit> {
  return {
    name: method,
    run: async (seed, tools) => {
      const own = key(seed);
      const saved = checkpoint<Awaited<ReturnType<typeof trainOnPlane>>>(folder, `${truth.name}-${method}-${seed}`);
      const { state, trace } = await trainOnPlane({
        truth,
        method,
        settings,
        key: fold(own, 'plane'),
        measureAt: measuredSteps(settings.steps),
        measure: (answers) => onTheWay(truth, answers, floor, fold(own, 'on the way'), samples),
        tools,
        clock,
        checkpoint: saved,
      });
      const result = withAnswers(state, truth, (answers) => ({
        metrics: scores(truth, answers, floor, fold(own, 'scores'), { samples, draws }),
        extra: {
          trace,
          joint: jointShot(answers, fold(own, 'shots'), samples),
          conditionals: conditionalShots(truth, answers, fold(own, 'shots'), samples),
        },
      }));
      if (!tools.signal.aborted) await saved.remove();
      return result;
    },
  };
}

/** At 21 places, both ends among them, but not more often than every fifth step: a measurement costs as much as many steps. */
function measuredSteps(steps: number): number[] {
  const places = Math.min(20, Math.ceil(steps / 5));
  return Array.from({ length: places + 1 }, (_, i) => Math.round((steps * i) / places));
}

/** Exact samples in the place of a model. */
function exact(truth: PlaneTruth, floor: Floor, request: PlaneRequest): Method<PlaneFit> {
  return {
    name: noiseFloor,
    run: (seed) => {
      const own = fold(key(seed), 'exact');
      const at = { joint: floorDistances(truth, own, request), given: conditionalFloor(truth, own, request) };
      const joint = planePoints(truth, fold(own, 'joint'), request.samples);
      return {
        metrics: named(at, floor, modesFound(truth, joint)),
        extra: { trace: { steps: [], seconds: [], values: {} }, joint: [], conditionals: [] },
      };
    },
  };
}

function onTheWay(truth: PlaneTruth, answers: Answers, floor: Floor, own: Key, samples: number) {
  const distances = answerDistances(truth, answers, own, { samples, draws: 1 });
  return { 'worst times floor': worst(distances, floor.joint), modes: jointModes(truth, answers, own, samples) };
}

function scores(truth: PlaneTruth, answers: Answers, floor: Floor, own: Key, sampling: Sampling) {
  const at = {
    joint: answerDistances(truth, answers, own, sampling),
    given: conditionalDistances(truth, answers, own, sampling),
  };
  return named(at, floor, jointModes(truth, answers, own, sampling.samples));
}

function named(at: Floor, floor: Floor, modes: number): Record<string, number> {
  const metrics: Record<string, number> = {};
  for (const { name } of planeMatchings) {
    metrics[`wasserstein ${name}`] = at.joint[name].wasserstein;
    metrics[`energy ${name}`] = at.joint[name].energy;
    metrics[`times floor ${name}`] = at.joint[name].wasserstein / floor.joint[name].wasserstein;
    metrics[`energy times floor ${name}`] = at.joint[name].energy / floor.joint[name].energy;
  }
  for (const { name } of conditionalMatchings) {
    metrics[`given wasserstein ${name}`] = at.given[name].wasserstein;
    metrics[`given energy ${name}`] = at.given[name].energy;
    metrics[`given times floor ${name}`] = at.given[name].wasserstein / floor.given[name].wasserstein;
  }
  return { ...metrics, 'worst times floor': worst(at.joint, floor.joint), modes };
}

function worst(distances: Distances, floor: Distances): number {
  return Math.max(...planeMatchings.map(({ name }) => distances[name].wasserstein / floor[name].wasserstein));
}

function jointModes(truth: PlaneTruth, answers: Answers, own: Key, samples: number): number {
  return modesFound(truth, answers(jointMatching.task, new Float64Array(2 * samples), fold(own, 'modes')));
}
