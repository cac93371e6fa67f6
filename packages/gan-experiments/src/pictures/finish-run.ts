import { setImmediate } from 'node:timers/promises';
import path from 'node:path';
import type { Backend } from '@bcl/backend';
import { runOrThrow } from '@bcl/errors';
import { encodeModel, type GanConfig } from '@bcl/gan';
import { formatTable, writeReport, type Summary } from '@bcl/lab';
import { fold, type Key } from '@bcl/random';
import type { Judge } from './classifier/judge';
import { completionMeasures } from './measures/completions';
import { frechetMeasures } from './measures/frechet';
import { spreadMeasures } from './measures/spread';
import { drawCurves } from './report/curves';
import { reportOf } from './report/report';
import { figureFive } from './report/sheets';
import { measureValues } from './report/summary';
import { attributeTable, completionTable, frechetTable, spreadTable, type PictureMeasures } from './report/texts';
import { timeline } from './report/timeline';
import type { PictureContext, PictureExperiment } from './run-pictures';
import { readHistory } from './training/history';
import type { TrainedPictures } from './training/train';
import { openPictureModel, type OpenPictureModel } from './use/load';
import { writeRawMeasured } from './use/raw-measured';

/** Pictures in the figure, and completions of each. */
const SHOWN = { full: { pictures: 3, samples: 6 }, quick: { pictures: 1, samples: 3 } } as const;

/** What is known when training has ended. */
export interface Ended {
  readonly judge: Judge | undefined;
  readonly trained: TrainedPictures;
  readonly config: GanConfig;
  readonly backend: Backend;
  readonly key: Key;
  /** Another run whose measures stand beside. */
  readonly beside: Summary | undefined;
}

/** Measures what was trained and writes the summary, the raw pictures that were asked for, and the report. */
export async function finishRun(context: PictureContext, experiment: PictureExperiment, ended: Ended): Promise<void> {
  const { options, folder, print, seeds } = context;
  const { judge, trained, key } = ended;
  const model = openPictureModel(trained.state);
  try {
    const measures = await measure(context, experiment, judge, model, key);
    const { seconds, state } = trained;
    const speed = seconds > 0 ? state.step / seconds : 0;
    const name = options.jointOnly ? 'jointGAN' : options.objective;
    const metrics = Object.entries({ ...measureValues(measures), steps: state.step, stepsPerSecond: speed });
    const summary: Summary = {
      schema: 1,
      app: folder.manifest.app,
      seeds,
      methods: [
        { name, metrics: Object.fromEntries(metrics.map(([metric, value]) => [metric, [value]])), seconds: [seconds] },
      ],
    };
    await folder.writeSummary(summary);
    await writeModel(context, ended);
    if (measures.frechet !== undefined) print(formatTable(frechetTable(measures.frechet)));
    if (measures.completions !== undefined) {
      print(formatTable(completionTable(measures.completions)));
      if (measures.completions[0].attributes.length > 0) print(formatTable(attributeTable(measures.completions)));
    }
    print(formatTable(spreadTable(measures.spread)));
    if (options.raw !== undefined)
      await writeRawMeasured({ ...experiment, folder, model, key, directory: options.raw, count: options.evaluate });
    const figures = await drawFigures(context, experiment, model, trained, key);
    const report = reportOf({ experiment, measures, figures, options, name, speed, summary, ...ended });
    await runOrThrow(writeReport(folder, report));
    print(`Checkpoint: ${path.resolve(folder.path, trained.checkpoint)}`);
  } finally {
    model.dispose();
  }
}

/** The model in a run folder: what `complete` and `generate` need, small enough to be passed on. */
export const MODEL = 'model.safetensors';

/** Writes the averaged generator in half precision, with the command that made it. */
async function writeModel({ folder, options }: PictureContext, { trained }: Ended): Promise<void> {
  const { command } = folder.manifest;
  const extra = { command, objective: options.objective, seconds: trained.seconds.toFixed(0) };
  await folder.writeFile(MODEL, encodeModel(trained.state, { precision: 'float16', extra }));
}

async function measure(
  { options, signal, progress }: PictureContext,
  { train, test, shown }: PictureExperiment,
  judge: Judge | undefined,
  model: OpenPictureModel,
  key: Key,
): Promise<PictureMeasures> {
  const bar = progress(3, 'measures');
  const wait = async (): Promise<void> => {
    await setImmediate();
    signal.throwIfAborted();
  };
  const own = {
    model,
    train,
    test,
    grid: model.grid,
    key: fold(key, 'measures'),
    count: options.evaluate,
    pause: wait,
  };
  const spread = await spreadMeasures(own);
  bar.update({ done: 1 });
  if (judge === undefined) return { spread };
  const asked = { ...own, classifier: judge.classifier, ...(shown && { shown }) };
  const frechet = await frechetMeasures(asked);
  bar.update({ done: 2 });
  const completions = await completionMeasures(asked);
  bar.update({ done: 3 });
  bar.finish();
  return { classifierRight: judge.right, ...(frechet && { frechet }), completions, spread };
}

/** Names of the figures in the run folder. */
export interface PictureFigures {
  readonly random: string;
  readonly initial: string;
  readonly curves: readonly string[];
  readonly timeline?: { readonly figure: string; readonly steps: readonly number[] };
}

async function drawFigures(
  { folder, quick }: PictureContext,
  { test }: PictureExperiment,
  model: OpenPictureModel,
  { state }: TrainedPictures,
  key: Key,
): Promise<PictureFigures> {
  const { pictures, samples } = quick ? SHOWN.quick : SHOWN.full;
  const indices = Array.from({ length: Math.min(pictures, test.count) }, (_, i) => i);
  const request = { model, images: test, indices, grid: model.grid, samples, key: fold(key, 'figure') };
  const random = await folder.writeFigure('completions-random.png', await figureFive('random', request));
  const initial = await folder.writeFigure('completions-initial.png', await figureFive('initial', request));
  const history = await readHistory(folder);
  const drawn = await drawCurves(folder, history);
  const kept = await timeline(folder, test, state.step);
  if (kept === undefined) return { random, initial, curves: drawn };
  const figure = await folder.writeFigure('samples.png', kept.sheet);
  return { random, initial, curves: drawn, timeline: { figure, steps: kept.steps } };
}
