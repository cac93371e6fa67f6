import * as E from 'fp-ts/lib/Either.js';
import { orThrow } from '@bcl/errors';
import { penguinMeasurements, penguins } from './penguins';

/** Records of penguins.json: a whole one, one without measurements, one of another species. */
const records = [
  {
    Species: 'Gentoo',
    Island: 'Biscoe',
    'Beak Length (mm)': 46.1,
    'Beak Depth (mm)': 13.2,
    'Flipper Length (mm)': 211,
    'Body Mass (g)': 4500,
    Sex: 'FEMALE',
  },
  {
    Species: 'Adelie',
    Island: 'Torgersen',
    'Beak Length (mm)': null,
    'Beak Depth (mm)': null,
    'Flipper Length (mm)': null,
    'Body Mass (g)': null,
    Sex: null,
  },
];

describe('penguins', () => {
  it('takes the four measurements and the species', () => {
    const set = orThrow(penguins(records));
    expect([...set.features.data]).toEqual([46.1, 13.2, 211, 4500, NaN, NaN, NaN, NaN]);
    expect(set.featureNames).toEqual([...penguinMeasurements]);
    expect([...(set.labels ?? [])]).toEqual([1, 0]);
    expect(set.classNames).toEqual(['Adelie', 'Gentoo']);
    expect(set.provenance.source).toContain('vega-datasets');
  });

  it('says what is wrong with something else', () => {
    expect(penguins({})).toMatchObject(E.left({ _tag: 'UnsupportedFile' }));
    expect(penguins([{ species: 'Adelie' }])).toMatchObject(E.left({ _tag: 'NoSuchColumn' }));
  });
});
