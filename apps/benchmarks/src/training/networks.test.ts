import { discriminatorParameters, generatorParameters, requireConfig, tokensOf } from '@bcl/gan';
import { networkCases, networkIds } from './networks';

it.each(networkCases(networkIds))('$id can be made, its noise shared by all tokens', ({ config, id }) => {
  expect(() => requireConfig(config)).not.toThrow();
  expect(config.noise.token).toBe(0);
  expect(generatorParameters(config).length).toBe(discriminatorParameters(config).length);
  expect(networkIds).toContain(id);
});

it('the networks with aims have 49 tokens of 16 values and 64 numbers of noise, in batches of 32', () => {
  const aimed = networkCases(networkIds).filter((one) => one.aimed);
  expect(aimed.map(({ config: { generator } }) => [generator.width, generator.depth, generator.heads])).toEqual([
    [64, 2, 4],
    [128, 4, 4],
  ]);
  for (const { config, batch } of aimed) {
    expect(tokensOf(config.layout)).toMatchObject({ tokens: 49, values: 16 });
    expect(config.generator).toEqual(config.discriminator);
    expect([config.noise.shared, batch]).toEqual([64, 32]);
  }
});

it('there are no others', () => expect(() => networkCases(['vast'])).toThrow("there is no network 'vast'"));
