import { orThrow } from '@bcl/errors';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import type { GanState } from '../model/state';
import type { GanConfig } from '../network/config';
import { presets } from '../network/presets';
import { checkpointExtra, decodeCheckpoint, encodeCheckpoint } from './checkpoint';
import { stateOf, tiny } from './checkpoint.fixture';
import { encodeModel } from './model';
import { readSafetensors } from './safetensors/read';

const where = 'run/last.safetensors';
const state = stateOf(tiny, 12);
const vectorsOf = (config: GanConfig): Partial<GanState> => {
  const { generator, average, discriminator, moments } = stateOf(config, 0);
  return { generator, average, discriminator, moments };
};
const flatBytes = ({ generator, average, discriminator, moments }: GanState): string =>
  [
    generator,
    average,
    discriminator,
    moments.generatorFirst,
    moments.generatorSecond,
    moments.discriminatorFirst,
    moments.discriminatorSecond,
  ]
    .map(({ buffer }) => Buffer.from(buffer).toString('base64'))
    .join(' ');

describe('encodeCheckpoint and decodeCheckpoint', () => {
  it.each(Object.entries({ tiny, plane: presets.plane }))('give back a state of %s bit for bit', (_, config) => {
    const whole = stateOf(config, 7);
    const back = orThrow(decodeCheckpoint(encodeCheckpoint(whole), { where }));
    // As bytes: comparing tens of thousands of numbers one by one would take a second.
    expect(flatBytes(back)).toEqual(flatBytes(whole));
    expect({ ...back, ...vectorsOf(tiny) }).toEqual({ ...whole, ...vectorsOf(tiny) });
  });

  it('keep every bit of every number, NaN and -0 too', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 4 * state.generator.length, maxLength: 4 * state.generator.length }),
        fc.nat({ max: Number.MAX_SAFE_INTEGER }),
        (bits, step) => {
          const any = { ...state, step, average: new Float32Array(bits.slice().buffer) };
          const back = orThrow(decodeCheckpoint(encodeCheckpoint(any), { where }));
          expect(new Uint8Array(back.average.buffer)).toEqual(bits);
          expect(back.step).toBe(step);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('keep what the caller adds, apart from the state', () => {
    const extra = { data: 'digits', note: '{"a":1}\n', __proto__x: '' };
    const bytes = encodeCheckpoint(state, extra);
    expect(orThrow(checkpointExtra(bytes, { where }))).toEqual(extra);
    expect(orThrow(decodeCheckpoint(bytes, { where }))).toEqual(state);
    expect(orThrow(checkpointExtra(encodeCheckpoint(state), { where }))).toEqual({});
  });

  it('name each parameter and keep its shape', () => {
    const { tensors, metadata } = orThrow(readSafetensors(encodeCheckpoint(state), { where }));
    const shape = (name: string) => tensors.get(name)?.shape;
    expect(shape('generator.blocks.0.attention.input.weight')).toEqual([2, 6]);
    expect(shape('average.blocks.0.hidden.input.weight')).toEqual([2, 3]);
    expect(shape('discriminator.blocks.1.attention.output.bias')).toEqual([4]);
    expect(shape('moments.generator.first.position')).toEqual([2, 2]);
    expect(shape('moments.generator.second.head.bias')).toEqual([4]);
    expect(shape('moments.discriminator.first.embed.weight')).toEqual([7, 4]);
    expect(shape('moments.discriminator.second.head.weight')).toEqual([4, 1]);
    expect([...metadata.keys()].sort()).toEqual(['checksum', 'config', 'format', 'step', 'version']);
    expect(JSON.parse(metadata.get('config') ?? '')).toEqual(tiny);
  });

  it('write what they wrote when this test was: older files stay readable', () => {
    const digest = createHash('sha256')
      .update(encodeCheckpoint(state, { data: 'none' }))
      .digest('hex');
    expect(digest).toBe('367cf4bb7cb9713ae87c57cbc4d4a97dc4b93714a8321e23e35b75748d2b7b5e');
  });

  it('refuse to write what could not be read', () => {
    expect(() => encodeCheckpoint({ ...state, average: new Float32Array(3) })).toThrow("the section 'average.' has 3");
    expect(() => encodeCheckpoint(state, { step: '3' })).toThrow("'step' has a name that the file itself needs");
    expect(() => encodeCheckpoint({ ...state, step: 0.5 })).toThrow('the step must be');
    expect(() => encodeCheckpoint({ ...state, config: { ...tiny, output: 'tan' as 'tanh' } })).toThrow('its output is');
    const wide = { ...tiny, generator: { ...tiny.generator, heads: 3 } };
    expect(() => encodeCheckpoint({ ...state, config: wide })).toThrow('3 heads');
  });
});

it('training does not go on from a model', () => {
  expect(decodeCheckpoint(encodeModel(state), { where })).toMatchObject({
    left: {
      _tag: 'WrongShape',
      message:
        'Training cannot go on from a model (run/last.safetensors): it holds the averaged generator and not what the optimizer needs; choose a checkpoint',
    },
  });
});

it('a network may be asked for', () => {
  const bytes = encodeCheckpoint(state);
  expect(decodeCheckpoint(bytes, { where, config: structuredClone(tiny) })).toMatchObject({ right: { step: 12 } });
  const config = {
    ...tiny,
    generator: { ...tiny.generator, width: 64 },
    layout: { kind: 'coordinates', dimension: 2 } as const,
  };
  expect(decodeCheckpoint(bytes, { where, config })).toMatchObject({
    left: {
      _tag: 'WrongShape',
      message: expect.stringContaining(
        'of another network (run/last.safetensors): it has layout.kind grid and not coordinates, layout.height 2 and not absent',
      ) as string,
    },
  });
});
