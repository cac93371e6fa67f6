import type { Cell, MetricSpec, ReportSection, Summary, SummaryTableRequest } from '@bcl/lab';
import { noiseFloor, type PlaneFit } from './comparison';
import { equalSecondsTable } from './equal-seconds';
import type { PlaneFigures } from './figures';
import { conditionalMatchings, planeMatchings } from './matchings';
import type { PlaneSettings } from './recipes';
import type { PlaneSet } from './truth';

/** What the paper says, and what is tested here. */
export const planeClaim =
  'Big Cooperative Learning (arXiv 2407.21319), section 4.2: one adversarially trained network learns every p(x_T | x_S), and the ' +
  "communication between the model's own answers to two matchings helps it. The paper shows pictures, and no ablation of the " +
  'communication term. Tested here where the truth is known: two coordinates, all five matchings, each compared with the exact ' +
  'distribution.';

/** Wasserstein distances over the noise floor, the worst of them, modes. */
export function planeTable(sets: readonly PlaneSet[]): SummaryTableRequest {
  const lower = { better: 'lower', digits: 2 } as const;
  return tableOf(sets, [
    ...planeMatchings.map(({ name }) => ({ name: `times floor ${name}`, label: name, ...lower })),
    { name: 'worst times floor', label: 'worst', ...lower },
    { name: 'modes', better: 'higher', digits: 1 },
  ]);
}

/** Digits to show of each kind of distance. */
const digitsOf = { wasserstein: 3, energy: 4, 'energy times floor': 2 };

/** Distances as they are, in the units of the data, or energy distances over the noise floor. */
export function planeDistanceTable(sets: readonly PlaneSet[], distance: keyof typeof digitsOf): SummaryTableRequest {
  const lower = { better: 'lower', digits: digitsOf[distance] } as const;
  return tableOf(
    sets,
    planeMatchings.map(({ name }) => ({ name: `${distance} ${name}`, label: name, ...lower })),
  );
}

/** Distances to p(x_T | x_S) at fixed x_S. */
export function planeGivenTable(sets: readonly PlaneSet[]): SummaryTableRequest {
  const lower = { better: 'lower' } as const;
  return tableOf(
    sets,
    conditionalMatchings.flatMap(({ name }): MetricSpec[] => [
      { name: `given wasserstein ${name}`, label: `${name}, Wasserstein`, digits: 3, ...lower },
      { name: `given energy ${name}`, label: `${name}, energy`, digits: 4, ...lower },
      { name: `given times floor ${name}`, label: `${name}, times floor`, digits: 1, ...lower },
    ]),
  );
}

const tableOf = (groups: readonly string[], metrics: readonly MetricSpec[]): SummaryTableRequest => ({
  metrics,
  references: [noiseFloor],
  groups,
});

/** The aim: within this many times the noise floor on all five matchings. */
const aim = 2;

/** What came out for each distribution, in a sentence a method and one on communication. */
export function planeResult(summary: Summary, sets: readonly PlaneSet[]): string {
  const sentences = sets.flatMap((set) => {
    const values = (method: string, metric: string): readonly number[] =>
      summary.methods.find(({ name }) => name === method)?.metrics[`${set}/${metric}`] ?? [];
    const trained = summary.methods.map(({ name }) => name).filter((name) => name !== noiseFloor);
    const each = trained
      .filter((method) => values(method, 'modes').length > 0)
      .map((method) => {
        const worst = values(method, 'worst times floor');
        const within = worst.filter((value) => value <= aim).length;
        return (
          `On ${set}, ${method} is within ${aim} times the noise floor on all five matchings for ${within} of ${worst.length} ` +
          `seeds (worst: ${worst.map((value) => value.toFixed(2)).join(', ')}), with ${values(method, 'modes').join(', ')} modes.`
        );
      });
    const [naive, communication] = ['naive', 'communication'].map((method) =>
      mean(values(method, 'worst times floor')),
    );
    const between =
      Number.isFinite(naive) && Number.isFinite(communication)
        ? [
            `Communication ${communication < naive ? 'lowers' : 'does not lower'} the mean of the worst distance at equal ` +
              `steps (${communication.toFixed(2)} against ${naive.toFixed(2)} times the floor).`,
          ]
        : [];
    return [...each, ...between];
  });
  return sentences.join(' ');
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What was drawn and measured of one distribution. */
export interface PlaneResults {
  readonly figures: PlaneFigures;
  readonly cells: readonly Cell<PlaneFit>[];
}

/** The sections of a report page. */
export function planeSections(
  results: ReadonlyMap<PlaneSet, PlaneResults>,
  settings: PlaneSettings & { readonly samples: number; readonly draws: number },
  backend: string,
): ReportSection[] {
  const sets = [...results.keys()];
  const { steps, batch, width, depth, learningRate, cooldown, penalty, penaltyEvery, averageDecay, samples, draws } =
    settings;
  return [
    {
      heading: 'Distances over the noise floor',
      text: [
        `Distances between ${samples} points of the model and ${samples} exact ones, W₁ on the line and sliced W₁ in the plane, ` +
          `mean over ${draws} pairs of samples, divided by the mean distance between two exact samples of that size. For 1→2 and ` +
          '2→1 the given coordinate is drawn from the truth and the pair is compared. The row `exact` has exact samples in the ' +
          "model's place: it stands near 1, and shows how sure the figures are.",
        `All methods have the same two networks (width ${width}, depth ${depth}), ${steps} steps of ${batch} rows, Adam with rate ` +
          `${learningRate}, which falls to 0 over the last ${cooldown} of the steps, R1 of weight ${penalty} every ${penaltyEvery} steps, and are judged by the moving average of the ` +
          `generator (${averageDecay}). Rows are drawn anew from the truth in every step. Computed on: ${backend}.`,
        '`jointGAN` is trained on ∅→12 alone. What it answers to the other matchings it has never learned: it stands here as the ' +
          'ablation, not as a rival. A GAN of the joint answers ∅→1 and ∅→2 by leaving a coordinate out, which this table does not.',
        'A mode counts as found when a quarter of its share of the points lies around it, in a group as narrow as a component.',
      ].join('\n\n'),
      table: { kind: 'summary', ...planeTable(sets) },
    },
    {
      heading: 'The distances themselves',
      text: 'Wasserstein distances in the units of the data, whose modes are 2 apart.',
      table: { kind: 'summary', ...planeDistanceTable(sets, 'wasserstein') },
    },
    {
      heading: 'Energy distances',
      text: 'In the units of the data.',
      table: { kind: 'summary', ...planeDistanceTable(sets, 'energy') },
    },
    {
      heading: 'Energy distances over the noise floor',
      text: 'Energy distances grow with the square of a small error: four times the floor here is about as far as twice in Wasserstein distance, by which the aim is judged.',
      table: { kind: 'summary', ...planeDistanceTable(sets, 'energy times floor') },
    },
    {
      heading: 'At fixed x_S',
      text:
        'The distance between the answers and p(x_T | x_S) at five values of x_S, from one end of its distribution to the other, ' +
        'mean over the five: what the pairs above may hide by being right on average.',
      table: { kind: 'summary', ...planeGivenTable(sets) },
    },
    ...[...results].flatMap(([set, { figures, cells }]): ReportSection[] => [
      {
        heading: `${set}: at equal seconds`,
        text: 'Steps with communication cost more. Here every method has had the seconds that the fastest took for all its steps.',
        table: { kind: 'table', table: equalSecondsTable(set, cells) },
      },
      { heading: `${set}: on the way`, figures: figures.training },
      { heading: `${set}: the joint`, figures: figures.scatter },
      { heading: `${set}: conditionals`, figures: figures.conditionals },
    ]),
  ];
}
