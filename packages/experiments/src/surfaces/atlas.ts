import { fold, key } from '@bcl/random';
import { reverseKL, sumOf, type Loss } from './divergence';
import {
  conditionalsAt,
  direction,
  jointMatching,
  rotatedConditionals,
  rotatedMarginals,
  type PairMatching,
} from './matching';
import { findMinima, type Minimum } from './minima';
import { monteCarloSurfaces } from './monte-carlo';
import { surfaceGrid, surfaceOf } from './surface';

/** A surface with what was found on it. */
export interface ChartedSurface {
  readonly name: string;
  readonly loss: Loss;
  /** As `surfaceOf` lays it out. */
  readonly values: Float64Array;
  readonly minima: readonly Minimum[];
}

/** The surfaces of the paper's figures 2 and 3, by quadrature. */
export interface SurfaceAtlas {
  readonly variance: number;
  readonly grid: Float64Array;
  readonly joint: ChartedSurface;
  /** The conditionals of x1 given seven values of x2. */
  readonly conditionals: readonly ChartedSurface[];
  /** At 0, 15, … 165 degrees; that at 90 is the marginal of x2. */
  readonly rotatedMarginals: readonly ChartedSurface[];
  readonly sumOfMarginals: ChartedSurface;
  /** At 0, 15, … 90 degrees, seven values of y2 each. */
  readonly rotatedConditionals: readonly ChartedSurface[];
  readonly sumOfConditionals: ChartedSurface;
}

/** Settings of {@link chartSurfaces}. */
export interface AtlasRequest {
  /** σ², above 0. */
  readonly variance: number;
  /** Values of each mean, at least 3; the paper has 100. */
  readonly size: number;
  /** Awaited after each surface with the share that is done; throw from it to stop. */
  readonly afterSurface?: (share: number) => Promise<void>;
}

/** Computes every surface and its minima. */
export async function chartSurfaces({ variance, size, afterSurface }: AtlasRequest): Promise<SurfaceAtlas> {
  const grid = surfaceGrid(size);
  const conditionals = rotatedConditionals(variance);
  const known = new Map<string, ChartedSurface>();
  let done = 0;
  const chart = async (matching: PairMatching): Promise<ChartedSurface> => {
    // Only the size of the cosine matters to a marginal; at 0° the given coordinate tells nothing.
    const cosine = Math.abs(direction(matching.angle).cosine).toFixed(12);
    const same = matching.given === undefined || matching.angle === 0 ? cosine : matching.name;
    let surface = known.get(same);
    if (surface === undefined) {
      const loss = reverseKL(matching, variance);
      const values = surfaceOf(loss, grid);
      surface = { name: matching.name, loss, values, minima: findMinima(loss, values, grid) };
      known.set(same, surface);
    }
    done += 1;
    await afterSurface?.(done / (8 + rotatedMarginals.length + conditionals.length));
    return { ...surface, name: matching.name };
  };
  const chartAll = async (matchings: readonly PairMatching[]): Promise<ChartedSurface[]> => {
    const surfaces: ChartedSurface[] = [];
    for (const matching of matchings) surfaces.push(await chart(matching));
    return surfaces;
  };
  const joint = await chart(jointMatching);
  const marginals = await chartAll(rotatedMarginals);
  const rotated = await chartAll(conditionals);
  return {
    variance,
    grid,
    joint,
    conditionals: await chartAll(conditionalsAt(0, variance)),
    rotatedMarginals: marginals,
    sumOfMarginals: total('sum of the 12 marginals', marginals, grid),
    rotatedConditionals: rotated,
    sumOfConditionals: total('sum of the 49 conditionals', rotated, grid),
  };
}

function total(name: string, surfaces: readonly ChartedSurface[], grid: Float64Array): ChartedSurface {
  const loss = sumOf(surfaces.map((surface) => surface.loss));
  const values = addUp(surfaces.map((surface) => surface.values));
  return { name, loss, values, minima: findMinima(loss, values, grid) };
}

function addUp(surfaces: readonly Float64Array[]): Float64Array {
  return surfaces[0].map((_, cell) => surfaces.reduce((sum, values) => sum + values[cell], 0));
}

/** The paper's Monte-Carlo estimate of the same surfaces. */
export interface SurfaceEstimates {
  readonly joint: Float64Array;
  readonly rotatedMarginals: readonly Float64Array[];
  readonly sumOfMarginals: Float64Array;
  readonly rotatedConditionals: readonly Float64Array[];
  readonly sumOfConditionals: Float64Array;
}

/** Settings of {@link estimateSurfaces}. */
export interface EstimatesRequest {
  readonly samples: number;
  readonly seed: number;
  /** Awaited now and then with the share that is done; throw from it to stop. */
  readonly afterRow?: (share: number) => Promise<void>;
}

/** Estimates every surface of an atlas from samples of the model. */
export async function estimateSurfaces(
  { variance, grid }: Pick<SurfaceAtlas, 'variance' | 'grid'>,
  { samples, seed, afterRow }: EstimatesRequest,
): Promise<SurfaceEstimates> {
  const conditionals = rotatedConditionals(variance);
  const estimates = await monteCarloSurfaces({
    matchings: [...rotatedMarginals, ...conditionals],
    variance,
    grid,
    samples,
    key: fold(key(seed), 'surfaces'),
    ...(afterRow === undefined ? {} : { afterRow }),
  });
  const marginals = estimates.slice(0, rotatedMarginals.length);
  const rotated = estimates.slice(rotatedMarginals.length);
  return {
    joint: marginals[0],
    rotatedMarginals: marginals,
    sumOfMarginals: addUp(marginals),
    rotatedConditionals: rotated,
    sumOfConditionals: addUp(rotated),
  };
}
