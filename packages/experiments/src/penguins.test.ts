import { orThrow } from '@bcl/errors';
import { readPenguins } from './penguins';

describe('readPenguins', () => {
  it('reads 344 birds of three species, two of them without any measurement', () => {
    const { features, classNames, labels } = orThrow(readPenguins());
    expect([features.rows, features.columns]).toEqual([344, 4]);
    expect(classNames).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
    const counts = [0, 0, 0];
    labels?.forEach((label) => counts[label]++);
    expect(counts).toEqual([152, 68, 124]); // Horst, Hill and Gorman 2020
    const gaps = Array.from({ length: 344 }, (_, n) =>
      features.data.subarray(4 * n, 4 * n + 4).reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0),
    );
    expect(gaps.filter((count) => count > 0)).toEqual([4, 4]);
  });
});
