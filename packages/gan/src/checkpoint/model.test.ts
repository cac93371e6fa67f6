import { orThrow } from '@bcl/errors';
import { presets } from '../network/presets';
import { checkpointExtra, encodeCheckpoint } from './checkpoint';
import { stateOf, tiny } from './checkpoint.fixture';
import { decodeModel, encodeModel, type ModelOptions } from './model';
import { halfOf, numberOf } from './safetensors/half';
import { readSafetensors } from './safetensors/read';

const where = 'digits.safetensors';
const state = stateOf(tiny, 12);
const { average, discriminator } = state;
const decode = (bytes: Uint8Array) => orThrow(decodeModel(bytes, { where }));

describe('encodeModel and decodeModel', () => {
  it('keep the averaged generator bit for bit, and the discriminator where it is asked for', () => {
    expect(decode(encodeModel(state))).toEqual({ config: tiny, step: 12, average });
    expect(decode(encodeModel(state, { discriminator: true }))).toEqual({
      config: tiny,
      step: 12,
      average,
      discriminator,
    });
    expect(decode(encodeModel({ config: tiny, step: 0, average }))).toEqual({ config: tiny, step: 0, average });
  });

  it('know of waves where a configuration has them', () => {
    const waved = { ...tiny, frequencies: 2 };
    const found = decode(encodeModel(stateOf(waved, 1)));
    expect(found.config).toEqual(waved);
    expect('frequencies' in decode(encodeModel(state)).config).toBe(false);
  });

  it('round to half precision where that is asked for', () => {
    const rounded = (values: Float32Array): Float32Array => values.map((value) => numberOf(halfOf(value)));
    const found = decode(encodeModel(state, { precision: 'float16', discriminator: true }));
    expect(found.average).toEqual(rounded(average));
    expect(found.discriminator).toEqual(rounded(discriminator));
    expect(found.average).not.toEqual(average);
  });

  it('take the same from a checkpoint', () => {
    expect(decode(encodeCheckpoint(state))).toEqual({ config: tiny, step: 12, average, discriminator });
  });

  it('write a small file: two bytes a weight, or four, and names', () => {
    // Shallow, because the fixture's numbers grow with their place, and float16 has an end.
    const { generator } = presets.mnistSmall;
    const digits = stateOf({ ...presets.mnistSmall, generator: { ...generator, depth: 2 } }, 1);
    const bytes = 2 * digits.average.length;
    const size = (options: ModelOptions): number => encodeModel({ ...digits }, options).length;
    expect(size({ precision: 'float16' })).toBeGreaterThan(bytes);
    expect(size({ precision: 'float16' })).toBeLessThan(bytes + 6000);
    expect(size({ precision: 'float32' })).toBeLessThan(2 * bytes + 6000);
    expect(size({ precision: 'float16' })).toBeLessThan(encodeCheckpoint(digits).length / 12);
  });

  it('keep what the caller adds', () => {
    const bytes = encodeModel(state, { extra: { data: 'digits' } });
    expect(orThrow(checkpointExtra(bytes, { where }))).toEqual({ data: 'digits' });
  });

  it('refuse to write what is not there or does not fit', () => {
    expect(() => encodeModel({ config: tiny, step: 0, average }, { discriminator: true })).toThrow('no discriminator');
    const large = average.with(3, -65505);
    expect(() => encodeModel({ ...state, average: large }, { precision: 'float16' })).toThrow(
      'average.embed.weight holds -65505, and float16 reaches 65504: write float32',
    );
    expect(() => encodeModel({ ...state, average: large })).not.toThrow();
    expect(() => encodeModel(state, { extra: { format: 'x' } })).toThrow("'format' has a name");
  });

  it('know what kind of numbers a file holds', () => {
    const { tensors } = orThrow(readSafetensors(encodeModel(state, { precision: 'float16' }), { where }));
    expect(new Set([...tensors.values()].map(({ type }) => type))).toEqual(new Set(['F16']));
    expect([...tensors.keys()].every((name) => name.startsWith('average.'))).toBe(true);
  });
});
