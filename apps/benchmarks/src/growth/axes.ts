/** Sizes of a table and its mixture. */
export interface Sizes {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
}

/** One size that grows while the others stand. */
export interface GrowthAxis {
  /** The size's letter: N, K or D. */
  readonly letter: string;
  readonly grows: keyof Sizes;
  /** What is counted. */
  readonly unit: string;
  /** Ascending. */
  readonly values: readonly number[];
  /** The sizes that stand. */
  readonly at: Sizes;
}

/** What is timed to see how the time of an iteration grows. */
export function growthAxes(quick: boolean): readonly GrowthAxis[] {
  const axis = (
    letter: string,
    grows: keyof Sizes,
    unit: string,
    values: readonly number[],
    at: Sizes,
  ): GrowthAxis => ({
    ...{ letter, grows, unit, at },
    values,
  });
  if (quick) return [axis('N', 'rows', 'rows', [500, 1000, 2000], { rows: 0, columns: 4, components: 3 })];
  const thousands = [1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6];
  return [
    axis('N', 'rows', 'rows', thousands, { rows: 0, columns: 16, components: 8 }),
    axis('K', 'components', 'components', [2, 4, 8, 16, 32, 64, 128], { rows: 20_000, columns: 16, components: 0 }),
    axis('D', 'columns', 'columns', [2, 4, 8, 16, 32, 64, 128, 256, 784], { rows: 4000, columns: 0, components: 4 }),
  ];
}

/** The sizes at one place of an axis. */
export const sizesAt = ({ at, grows }: GrowthAxis, value: number): Sizes => ({ ...at, [grows]: value });

/** `N grows, D = 16, K = 8`, for people. */
export function axisText({ letter, grows, at }: GrowthAxis): string {
  const letters = { rows: 'N', columns: 'D', components: 'K' } as const;
  const fixed = (Object.keys(letters) as (keyof Sizes)[]).filter((size) => size !== grows);
  return `${letter} grows, ${fixed.map((size) => `${letters[size]} = ${at[size].toLocaleString('en-US')}`).join(', ')}`;
}
