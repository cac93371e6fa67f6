import type { TrainingInfo } from '@bcl/gan';

/** The mean of each figure over some steps: over those in which it was computed. */
export function averageOf(infos: readonly TrainingInfo[]): Readonly<Record<string, number>> {
  const sums = new Map<string, { total: number; count: number }>();
  for (const { step: _, ...figures } of infos) {
    for (const [name, value] of Object.entries(figures)) {
      if (typeof value !== 'number') continue;
      const sum = sums.get(name) ?? { total: 0, count: 0 };
      sums.set(name, { total: sum.total + value, count: sum.count + 1 });
    }
  }
  return Object.fromEntries([...sums].map(([name, { total, count }]) => [name, total / count]));
}

const labels = { discriminatorLoss: 'discriminator', generatorLoss: 'generator', reconstruction: 'squared error' };

/** The figures that a line of progress has room for, of those that there are. */
export function shownOf(figures: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const present = Object.entries(labels).filter(([name]) => name in figures);
  return Object.fromEntries(present.map(([name, label]) => [label, figures[name]]));
}
