import { averageOf, shownOf } from './interval';

it('averages each figure over the steps that have it', () => {
  const infos = [
    { step: 0, reconstruction: 3, generatorGradient: 1 },
    { step: 1, reconstruction: 1, generatorGradient: 2, discriminatorLoss: 0.5 },
  ];
  expect(averageOf(infos)).toEqual({ reconstruction: 2, generatorGradient: 1.5, discriminatorLoss: 0.5 });
});

it('shows losses, as far as there are any', () => {
  expect(shownOf({ reconstruction: 2, generatorGradient: 1 })).toEqual({ 'squared error': 2 });
  expect(shownOf({ discriminatorLoss: 1, generatorLoss: 2, realLogit: 3 })).toEqual({ discriminator: 1, generator: 2 });
});
