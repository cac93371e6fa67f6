import { createGan } from '@bcl/gan';
import { key } from '@bcl/random';
import { planeMatchings } from './matchings';
import type { planeMethods } from './recipes';
import { planeConfig, planeTraining, type PlaneSettings } from './recipes';

const settings: PlaneSettings = {
  steps: 10,
  batch: 8,
  width: 8,
  depth: 1,
  noise: 2,
  frequencies: 3,
  learningRate: 0.002,
  cooldown: 0.5,
  penalty: 0.001,
  penaltyEvery: 4,
  averageDecay: 0.99,
  communicationWeight: 0.5,
};
const drawn = (method: (typeof planeMethods)[number]) => {
  const { tasks } = planeTraining(method, settings);
  return Array.from({ length: 1000 }, (_, n) => tasks?.(key(n), 2)).map((task) =>
    planeMatchings.findIndex(({ task: { source, target } }) =>
      [source.join() === task?.source.join(), target.join() === task?.target.join()].every(Boolean),
    ),
  );
};

describe('the methods', () => {
  it('draw all five matchings, from nothing twice as often, but for the plain GAN, which draws the joint', () => {
    expect(new Set(drawn('jointGAN'))).toEqual(new Set([2]));
    for (const method of ['naive', 'communication'] as const) {
      const counts = planeMatchings.map((_, i) => drawn(method).filter((at) => at === i).length);
      // Standard deviations 13.7 and 10.5.
      counts.forEach((count, i) => expect(Math.abs(count - (i < 3 ? 250 : 125))).toBeLessThan(60));
    }
  });

  it('differ in nothing else but the communication term', () => {
    const { tasks: _, ...joint } = planeTraining('jointGAN', settings);
    const { tasks: __, ...naive } = planeTraining('naive', settings);
    expect(JSON.stringify(joint)).toBe(JSON.stringify(naive));
    expect(planeTraining('communication', settings)).toMatchObject({
      objective: 'communication',
      communicationWeight: 0.5,
      penalty: naive.penalty,
      generatorAdam: naive.generatorAdam,
    });
  });

  it('have networks that can be made', () => {
    expect(createGan(key(1), planeConfig(settings)).config).toMatchObject({
      output: 'linear',
      noise: { token: 2 },
      frequencies: 3,
    });
  });
});
