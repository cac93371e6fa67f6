import type { Backend } from '@bcl/backend';
import type { GanConfig } from '@bcl/gan';
import type { ReportContent, Summary } from '@bcl/lab';
import type { Judge } from '../classifier/judge';
import type { PictureFigures } from '../finish-run';
import type { PictureExperiment } from '../run-pictures';
import { stepOperations } from '../training/flops';
import type { TrainingOptionValues } from '../training/options';
import { reconstructionOf } from '../training/reconstruction';
import type { TrainedPictures } from '../training/train';
import { measureSections, type PictureMeasures } from './texts';

/** All that the page of a run says. */
export interface PictureReport {
  readonly experiment: PictureExperiment;
  readonly measures: PictureMeasures;
  readonly figures: PictureFigures;
  readonly options: TrainingOptionValues;
  /** What was trained: an objective, or jointGAN. */
  readonly name: string;
  readonly judge: Judge | undefined;
  readonly trained: TrainedPictures;
  readonly config: GanConfig;
  readonly backend: Backend;
  /** The measures as summary.json holds them. */
  readonly summary: Summary;
  /** Another run. */
  readonly beside: Summary | undefined;
  /** Steps a second of training. */
  readonly speed: number;
}

/** Operations a second that the extrapolation assumes of a GPU. */
const GPU = 10e12;

/** The page. */
export function reportOf(report: PictureReport): ReportContent {
  const { experiment, measures, figures, trained } = report;
  const order = 'In each row: the real picture, what is given of it, and completions with other noise.';
  return {
    title: experiment.title,
    ...(experiment.claim === undefined ? {} : { claim: experiment.claim }),
    result:
      `${experiment.remarks.join(' ')} ${report.name}: ${trained.state.step.toLocaleString('en')} steps of ` +
      `${report.options.batch} pictures in ${lasted(trained.seconds)} of training.`,
    sections: [
      {
        heading: 'Completions from random patches',
        text: `${order} From row to row more patches are given: none, 10 %, 25 %, 50 %, 75 %.`,
        figures: [figures.random],
      },
      {
        heading: 'Completions from initial portions',
        text: `${order} From row to row the given part is longer: 15 %, 30 %, 45 %, 60 %, 75 % of the patches, from the top.`,
        figures: [figures.initial],
      },
      ...measureSections(measures),
      ...besideSection(report),
      ...(figures.timeline === undefined
        ? []
        : [
            {
              heading: 'Samples while training',
              text: `Generated from nothing, each column from the same noise, after ${figures.timeline.steps.map((step) => step.toLocaleString('en')).join(', ')} steps.`,
              figures: [figures.timeline.figure],
            },
          ]),
      ...(figures.curves.length === 0 ? [] : [{ heading: 'While training', figures: figures.curves }]),
      { heading: 'Speed', text: speedText(report) },
    ],
  };
}

/** The measures of this run and of another one, as far as both have them. */
function besideSection({ summary, beside }: PictureReport): ReportContent['sections'] {
  if (beside === undefined) return [];
  const runs = [...summary.methods, ...beside.methods].map(({ name, metrics, seconds }) => {
    const values: Readonly<Record<string, readonly number[]>> = { ...metrics, 'seconds of training': seconds };
    return { name, values };
  });
  const names = Object.keys(runs[0].values).filter((name) => runs.every(({ values }) => name in values));
  const columns = [{ header: 'measure' }, ...runs.map(({ name }) => ({ header: name, align: 'right' as const }))];
  const rows = names.map((name) => [
    { text: name },
    ...runs.map(({ values }) => ({ text: Number(values[name][0].toPrecision(4)).toString() })),
  ]);
  return [
    {
      heading: 'Beside another run',
      text: 'This run first. Runs can be compared where they were judged by the same classifier.',
      table: { kind: 'table', table: { columns, rows } },
    },
  ];
}

function speedText({ speed, backend, config, options, trained }: PictureReport): string {
  const { step } = trained.state;
  const alone = Math.min(step, reconstructionOf(options)?.alone ?? 0);
  const usual = stepOperations(config, options.batch, options.pairing);
  const all = alone * stepOperations(config, options.batch, 'alone') + (step - alone) * usual;
  const each = step === 0 ? usual : all / step;
  const billions = (operations: number, digits = 0): string => `${(operations / 1e9).toFixed(digits)} thousand million`;
  const measured =
    `${speed.toFixed(2)} steps a second on ${backend.describe}. The matrix products of a step are about ` +
    `${billions(each, 1)} operations without its penalty${alone > 0 ? ', on average over the warm start and the rest' : ''}, ` +
    `so ${billions(each * speed)} a second.`;
  return (
    `${measured}\n\nExtrapolated, not measured: a GPU that sustains ${GPU / 1e12} million million operations a second on these products, and ` +
    `loses no time beside them, would take ${lasted(all / GPU)} for these ${step.toLocaleString('en')} steps. ` +
    'Small networks lose much beside them, so that this is the least that one can expect.'
  );
}

/** Seconds in words. */
export function lasted(seconds: number): string {
  if (seconds < 90) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} seconds`;
  const minutes = seconds / 60;
  return minutes < 90 ? `${Math.round(minutes)} minutes` : `${(minutes / 60).toFixed(1)} hours`;
}
