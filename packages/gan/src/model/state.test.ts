import { parameterCount } from '@bcl/backend';
import { key } from '@bcl/random';
import { tiny } from '../fixtures/tiny';
import { requireConfig } from '../network/config';
import type { GanConfig } from '../network/config';
import { discriminatorParameters, generatorParameters } from '../network/parameters';
import { presets } from '../network/presets';
import { createGan } from './state';

describe('createGan', () => {
  it.each(Object.entries(presets))('makes networks of the preset %s', (_name, config) => {
    requireConfig(config);
    const names = generatorParameters(config).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('makes plain data that depends on the key alone', () => {
    const state = createGan(key(1), tiny);
    expect(structuredClone(state)).toEqual(state);
    expect(createGan(key(1), tiny)).toEqual(state);
    expect(createGan(key(2), tiny).generator).not.toEqual(state.generator);
    expect(state.average).toEqual(state.generator);
    expect(state.average).not.toBe(state.generator);
    expect(state.generator).toHaveLength(parameterCount(generatorParameters(tiny)));
    expect(state.moments.discriminatorSecond).toEqual(new Float32Array(parameterCount(discriminatorParameters(tiny))));
  });

  const size = tiny.generator;
  it.each<[Partial<GanConfig>, string]>([
    [{ generator: { ...size, width: 0 } }, 'generator.width must be an integer of at least 1, got 0'],
    [{ discriminator: { ...size, depth: 1.5 } }, 'discriminator.depth must be an integer'],
    [{ discriminator: { ...size, heads: 3 } }, 'discriminator.width is 8, which its 3 heads do not share out evenly'],
    [{ generator: { ...size, hidden: 0.3 } }, 'generator.hidden times the width'],
    [{ noise: { token: -1, shared: 2 } }, 'noise.token must be an integer of at least 0, got -1'],
    [{ noise: { token: 0, shared: 0 } }, 'a generator without noise has one answer only'],
    [{ output: 'relu' as 'tanh' }, "output must be 'tanh' or 'linear', got 'relu'"],
    [{ layout: { kind: 'coordinates', dimension: 0 } }, 'the dimension of a layout must be'],
  ])('refuses %j', (part, message) => {
    expect(() => createGan(key(1), { ...tiny, ...part })).toThrow(message);
  });
});
