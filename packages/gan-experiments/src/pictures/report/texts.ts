import type { ReportSection, Table } from '@bcl/lab';
import type { CompletionMeasures } from '../measures/completions';
import type { FrechetMeasures } from '../measures/frechet';
import type { SpreadMeasure } from '../measures/spread';
import { sourceName } from '../use/source';

const right = { align: 'right' } as const;
const share = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** The measures of a run as far as they could be taken. */
export interface PictureMeasures {
  /** Share of right answers of the classifier on held-out pictures. */
  readonly classifierRight?: number;
  readonly frechet?: FrechetMeasures;
  readonly completions?: readonly CompletionMeasures[];
  readonly spread: readonly SpreadMeasure[];
}

/** What is classified rightly, beside what needs no model. */
export function completionTable(completions: readonly CompletionMeasures[]): Table {
  return {
    columns: [
      { header: 'given' },
      { header: 'values', ...right },
      { header: 'completed', ...right },
      { header: 'hidden: black', ...right },
      { header: 'hidden: mean', ...right },
      { header: 'nothing hidden', ...right },
      { header: 'commonest', ...right },
    ],
    rows: completions.map((one) => [
      { text: sourceName(one.source) },
      ...[one.given, one.completed, one.blanked, one.meanFilled, one.whole, one.commonest].map((value) => ({
        text: share(value),
      })),
    ]),
    notes: ['share of right answers of the classifier; only whole patches are given'],
  };
}

/** Attributes by themselves: of each part the completions, and in brackets the pictures filled with the mean. */
export function attributeTable(completions: readonly CompletionMeasures[]): Table {
  const [first] = completions;
  return {
    columns: [
      { header: 'attribute' },
      { header: 'commonest answer', ...right },
      ...completions.map(({ source }) => ({ header: sourceName(source), ...right })),
      { header: 'nothing hidden', ...right },
    ],
    rows: first.attributes.map(({ name, commonest, whole }, k) => [
      { text: name },
      { text: share(commonest) },
      ...completions.map(({ attributes: { [k]: one } }) => ({
        text: `${share(one.completed)} (${share(one.meanFilled)})`,
      })),
      { text: share(whole) },
    ]),
    notes: ['share of right answers: completed, and in brackets with the hidden part mean'],
  };
}

/** The Fréchet distances. */
export function frechetTable({ count, generated, real }: FrechetMeasures): Table {
  return {
    columns: [{ header: 'against held-out pictures' }, { header: 'Fréchet distance', ...right }],
    rows: [
      [{ text: 'generated from nothing' }, { text: generated.toFixed(2) }],
      [{ text: 'training pictures' }, { text: real.toFixed(2) }],
    ],
    notes: [`${count} pictures each, features of the classifier; a perfect generator has the second`],
  };
}

/** How the spread falls. */
export function spreadTable(spread: readonly SpreadMeasure[]): Table {
  return {
    columns: [{ header: 'patches given' }, { header: 'spread', ...right }],
    rows: spread.map((one) => [{ text: share(one.share) }, { text: one.spread.toFixed(4) }]),
    notes: ['root mean squared distance of two completions, a hidden value; values lie from -1 to 1'],
  };
}

/** The sections of the measures. */
export function measureSections({ classifierRight, frechet, completions, spread }: PictureMeasures): ReportSection[] {
  const judge =
    classifierRight === undefined
      ? ''
      : `The classifier was trained on the training pictures alone, in this run or an earlier one, and is right on ` +
        `${share(classifierRight)} of held-out answers. `;
  return [
    ...(frechet === undefined
      ? []
      : [
          {
            heading: 'Generated pictures',
            text: `${judge}Its features give the Fréchet distance, which sees means and covariances only.`,
            table: { kind: 'table' as const, table: frechetTable(frechet) },
          },
        ]),
    ...(completions === undefined
      ? []
      : [
          {
            heading: 'Is the completion what it should be?',
            text:
              'Held-out pictures of which a part was hidden, completed once each. Beside it what the same classifier makes of the ' +
              'picture with the hidden part black, and filled with the mean training picture: a completion that is worth something is ' +
              'right more often than both, and than one who looks at no picture and always gives the answer that is commonest among ' +
              'training pictures.',
            table: { kind: 'table' as const, table: completionTable(completions) },
          },
          ...(completions[0].attributes.length === 0
            ? []
            : [
                {
                  heading: 'Attribute by attribute',
                  text: 'The mean over all attributes hides what a completion has to get right, as most are rare. Here are some by themselves.',
                  table: { kind: 'table' as const, table: attributeTable(completions) },
                },
              ]),
        ]),
    {
      heading: 'Do completions differ?',
      text: 'Several completions of the same given part, with other noise. They should differ where something is hidden, and less the more is given.',
      table: { kind: 'table', table: spreadTable(spread) },
    },
  ];
}
