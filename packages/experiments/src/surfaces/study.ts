import { problem, ProblemError } from '@bcl/errors';
import type { Comparison, Progress, RunFolder } from '@bcl/lab';
import { chartSurfaces, estimateSurfaces, type SurfaceAtlas, type SurfaceEstimates } from './atlas';
import { compareEscapes, sweepHolds, type EscapeSettings } from './escapes';
import { drawEstimates, drawSurfaceFigures, drawSweep, type SurfaceFigures, type SweepFigures } from './figures';
import { holdTimes, vanishingAngle, type HoldTime } from './hold-times';
import type { Minimum } from './minima';
import { drawPaths } from './paths';

/** Settings of the study of the two-component surfaces. */
export interface SurfaceSettings extends EscapeSettings {
  /** Values of each mean on a surface; the paper has 100. */
  readonly size: number;
  /** Samples of the Monte-Carlo estimate for each pair of means; the paper has 2000. */
  readonly samples: number;
}

/** Where and for which seeds the study runs. */
export interface SurfaceRequest extends SurfaceSettings {
  readonly seeds: readonly number[];
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
  readonly progress: (total: number, unit: string, before?: number) => Progress;
}

/** All that the study found. */
export interface SurfaceStudy {
  readonly settings: SurfaceSettings;
  readonly atlas: SurfaceAtlas;
  readonly estimates: SurfaceEstimates;
  readonly escapes: Comparison<null>;
  readonly sweep: Comparison<null>;
  /** Of the first spurious minimum of the sum; undefined when the sum has none. */
  readonly hold:
    { readonly minimum: Minimum; readonly times: readonly HoldTime[]; readonly vanishes: number } | undefined;
  readonly figures: SurfaceFigures & SweepFigures & { readonly paths: string; readonly estimates: readonly string[] };
}

/**
 * Charts the surfaces, lets descents run on them, estimates the surfaces as the paper does, and draws everything. The
 * minima are also left in minima.json. Descents are kept seed by seed; a resumed run computes the surfaces again.
 */
export async function studySurfaces(request: SurfaceRequest): Promise<SurfaceStudy> {
  const { folder, signal, progress, seeds, variance, size, samples } = request;
  const stage = async <A>(label: string, work: (after: (share: number) => Promise<void>) => Promise<A>): Promise<A> => {
    const bar = progress(100, 'percent');
    bar.update({ done: 0, label });
    try {
      return await work(async (share) => {
        bar.update({ done: Math.floor(100 * share), label });
        // A turn of the event loop, in which a signal can be heard.
        await new Promise((resolve) => setImmediate(resolve));
        if (signal.aborted) throw new ProblemError(problem('Interrupted', { what: 'Stopped', where: label }));
      });
    } finally {
      bar.finish();
    }
  };
  const atlas = await stage('surfaces by quadrature', (afterSurface) =>
    chartSurfaces({ variance, size, afterSurface }),
  );
  await folder.writeJson('minima.json', minimaOf(atlas));
  const surfaceFigures = await drawSurfaceFigures(folder, atlas);
  const spurious = atlas.sumOfMarginals.minima.filter(({ kind }) => kind === 'spurious');
  const escapes = await compareEscapes({ ...request, spurious });
  const sweep = await sweepHolds({ ...request, spurious });
  const [seed] = seeds;
  const estimates = await stage('surfaces by Monte Carlo', (afterRow) =>
    estimateSurfaces(atlas, { samples, seed, afterRow }),
  );
  const [minimum] = spurious as readonly (Minimum | undefined)[];
  return {
    settings: request,
    atlas,
    estimates,
    escapes,
    sweep,
    hold: minimum && {
      minimum,
      times: holdTimes(minimum, variance),
      vanishes: vanishingAngle(minimum, variance),
    },
    figures: {
      ...surfaceFigures,
      ...(await drawSweep(folder, sweep.summary)),
      paths: await drawPaths(folder, atlas, request, seed),
      estimates: await drawEstimates(folder, atlas, estimates, samples),
    },
  };
}

/** What minima.json holds: the minima of every surface by its name. */
function minimaOf(atlas: SurfaceAtlas): unknown {
  const { joint, rotatedMarginals, sumOfMarginals, rotatedConditionals, sumOfConditionals } = atlas;
  const surfaces = [joint, ...rotatedMarginals, sumOfMarginals, ...rotatedConditionals, sumOfConditionals];
  return { schema: 1, sigma2: atlas.variance, surfaces: surfaces.map(({ name, minima }) => ({ name, minima })) };
}
