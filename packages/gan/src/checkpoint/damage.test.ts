import { orThrow } from '@bcl/errors';
import fc from 'fast-check';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint';
import { stateOf, tiny } from './checkpoint.fixture';
import { decodeModel, encodeModel } from './model';
import { readSafetensors } from './safetensors/read';
import type { SafeTensor } from './safetensors/tensor';
import { writeSafetensors } from './safetensors/write';

const where = 'last.safetensors';
const state = stateOf(tiny, 12);
const checkpoint = encodeCheckpoint(state, { data: 'digits' });
const model = encodeModel(state, { extra: { data: 'digits' } });
const parts = orThrow(readSafetensors(checkpoint, { where }));
const oneLine = /^[^\n]{1,400}$/;

/** The checkpoint with other tensors or metadata, as another program might write it: without our checksum. */
function rewritten(change: (tensors: Map<string, SafeTensor>, metadata: Map<string, string>) => void): Uint8Array {
  const [tensors, metadata] = [new Map(parts.tensors), new Map(parts.metadata)];
  metadata.delete('checksum');
  change(tensors, metadata);
  return writeSafetensors(tensors, metadata);
}

const flipped = (bytes: Uint8Array, at: number, bits: number): Uint8Array => bytes.with(at, bytes[at] ^ bits);

describe('a damaged file is a problem in one line, or still the state that it was', () => {
  it('wherever it is cut off', () => {
    for (let length = 0; length < model.length; length += 1) {
      expect(decodeModel(model.subarray(0, length), { where })).toMatchObject({ left: { _tag: 'DamagedCheckpoint' } });
    }
    fc.assert(
      fc.property(fc.nat({ max: checkpoint.length - 1 }), (length) => {
        const found = decodeCheckpoint(checkpoint.subarray(0, length), { where });
        expect(found).toMatchObject({ left: { _tag: 'DamagedCheckpoint' } });
      }),
    );
  });

  it('whichever byte of a model changes', () => {
    const whole = orThrow(decodeModel(model, { where }));
    let equal = 0;
    for (let at = 0; at < model.length; at += 1) {
      for (const bits of [1 << (at % 8), 0xff]) {
        const found = decodeModel(flipped(model, at, bits), { where });
        if (found._tag === 'Left') expect(found.left.message).toMatch(oneLine);
        else {
          equal += 1;
          expect(found.right).toEqual(whole);
        }
      }
    }
    // A blank that becomes another blank, a name that the checksum is not found under: no more than a few.
    expect(equal).toBeLessThan(30);
  });

  it('whichever byte of a checkpoint changes', () => {
    fc.assert(
      fc.property(fc.nat({ max: checkpoint.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const found = decodeCheckpoint(flipped(checkpoint, at, bits), { where });
        if (found._tag === 'Right') expect(found.right).toEqual(state);
        else expect(found.left.message).toMatch(oneLine);
      }),
      { numRuns: 400 },
    );
  });

  it('whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(decodeCheckpoint(bytes, { where })).toMatchObject({ left: { _tag: 'DamagedCheckpoint' } });
      }),
    );
  });

  it('a number that has changed is noticed, unless a program says by leaving out the checksum that it meant to', () => {
    const last = checkpoint.length - 1;
    expect(decodeCheckpoint(flipped(checkpoint, last, 1), { where })).toMatchObject({
      left: {
        message: expect.stringMatching(
          /^The file has changed since it was written \(last\.safetensors\): its checksum is \w{8} and not \w{8}; take an earlier/,
        ) as string,
      },
    });
    const meant = rewritten((tensors) => {
      tensors.set('average.head.bias', { type: 'F32', shape: [4], data: Float32Array.of(1, 2, 3, 4) });
    });
    expect(orThrow(decodeCheckpoint(meant, { where })).average.slice(-4)).toEqual(Float32Array.of(1, 2, 3, 4));
  });
});

describe('a sound file of something else', () => {
  const config = (change: object): string => JSON.stringify({ ...tiny, ...change });
  it.each<[string, Parameters<typeof rewritten>[0], string, string]>([
    [
      'another program',
      (_, notes) => notes.delete('format'),
      'DamagedCheckpoint',
      'This is no checkpoint of a GAN (last.safetensors): its format is "none"; choose a file that training wrote',
    ],
    ['another format', (_, notes) => notes.set('format', 'pt'), 'DamagedCheckpoint', 'its format is "pt"'],
    ['no version', (_, notes) => notes.delete('version'), 'DamagedCheckpoint', 'does not say of which version it is'],
    [
      'a newer version',
      (_, notes) => notes.set('version', '2'),
      'WrongVersion',
      'The checkpoint is of version "2" (last.safetensors): this program reads version 1; read it with the version of @bcl/gan that wrote it',
    ],
    [
      'no step',
      (_, notes) => notes.delete('step'),
      'DamagedCheckpoint',
      'The checkpoint has no number of steps (last.safetensors): its step is "none"',
    ],
    ['a negative step', (_, notes) => notes.set('step', '-1'), 'DamagedCheckpoint', 'its step is "-1"'],
    [
      'a step beyond counting',
      (_, notes) => notes.set('step', '9'.repeat(16)),
      'DamagedCheckpoint',
      'no number of steps',
    ],
    [
      'no configuration',
      (_, notes) => notes.delete('config'),
      'DamagedCheckpoint',
      'The checkpoint describes no network (last.safetensors): it is not JSON',
    ],
    [
      'a configuration that is null',
      (_, notes) => notes.set('config', 'null'),
      'DamagedCheckpoint',
      'its output is neither',
    ],
    [
      'a configuration of other words',
      (_, notes) => notes.set('config', config({ layout: [] })),
      'DamagedCheckpoint',
      'its layout is neither grid nor coordinates',
    ],
    [
      'a width that is text',
      (_, notes) => notes.set('config', config({ generator: { ...tiny.generator, width: '2' } })),
      'DamagedCheckpoint',
      'its generator.width is not a number',
    ],
    [
      'an impossible network',
      (_, notes) => notes.set('config', config({ noise: { token: 0, shared: 0 } })),
      'DamagedCheckpoint',
      'are both 0',
    ],
    [
      'a patch that does not fit',
      (_, notes) => notes.set('config', config({ layout: { ...tiny.layout, patch: 3 } })),
      'DamagedCheckpoint',
      'describes no network',
    ],
    [
      'an image without end',
      (_, notes) => notes.set('config', config({ layout: { ...tiny.layout, height: 2 ** 40 } })),
      'DamagedCheckpoint',
      'too many coordinates',
    ],
    [
      'a network without end',
      (_, notes) => notes.set('config', config({ generator: { ...tiny.generator, depth: 1e9 } })),
      'DamagedCheckpoint',
      'a depth in it has no measure',
    ],
    [
      'a wider network',
      (_, notes) => notes.set('config', config({ generator: { ...tiny.generator, width: 4 } })),
      'WrongShape',
      'The tensor "generator.embed.weight" has another shape (last.safetensors): it is 8 x 2, and the network that the file describes has 8 x 4 there; it may have been written for another network',
    ],
    [
      'a deeper network',
      (_, notes) => notes.set('config', config({ generator: { ...tiny.generator, depth: 2 } })),
      'WrongShape',
      'The tensor "generator.blocks.1.attention.input.weight" is missing (last.safetensors): the network that the file describes has it',
    ],
    [
      'a shallower network',
      (_, notes) => notes.set('config', config({ discriminator: { ...tiny.discriminator, depth: 1 } })),
      'WrongShape',
      'is none of the network that the file describes (last.safetensors)',
    ],
    [
      'a tensor too few',
      (all) => all.delete('moments.discriminator.second.position'),
      'WrongShape',
      '"moments.discriminator.second.position" is missing',
    ],
    [
      'a tensor too many',
      (all) => all.set('generator.more', { type: 'U8', shape: [], data: new Uint8Array(1) }),
      'WrongShape',
      'The tensor "generator.more" is none of',
    ],
    [
      'a tensor of more axes',
      (all) => all.set('average.head.bias', { type: 'F32', shape: [4, 1], data: new Float32Array(4) }),
      'WrongShape',
      'it is 4 x 1, and',
    ],
    [
      'a tensor of whole numbers',
      (all) => all.set('average.head.bias', { type: 'I32', shape: [4], data: new Int32Array(4) }),
      'WrongShape',
      'The tensor "average.head.bias" has another type (last.safetensors): its numbers are I32 and not F32',
    ],
    [
      'a tensor of half precision',
      (all) => all.set('average.head.bias', { type: 'F16', shape: [4], data: new Uint16Array(4) }),
      'WrongShape',
      'F16 and not F32',
    ],
  ])('%s', (_, change, tag, message) => {
    const found = decodeCheckpoint(rewritten(change), { where });
    expect(found).toMatchObject({ left: { _tag: tag } });
    if (found._tag === 'Left') {
      expect(found.left.message).toContain(message);
      expect(found.left.message).toMatch(oneLine);
    }
  });
});
