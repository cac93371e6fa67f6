import { createHash } from 'node:crypto';
import { fold, key } from '@bcl/random';
import { imageSet } from '../set/image-set';
import { drawFace } from './face';
import { faceAttributeNames, faceTraits } from './face-traits';
import type { FaceAttribute, FaceTraits } from './face-traits';
import { drawnFaces } from './faces';

const faces = drawnFaces({ count: 150, key: key(1) });
const share = (name: FaceAttribute): number => {
  const column = faceAttributeNames.indexOf(name);
  const values = faces.attributes?.values ?? new Int8Array(0);
  return values.filter((value, i) => i % faceAttributeNames.length === column && value === 1).length / faces.count;
};

describe('drawnFaces', () => {
  it('gives colour pictures of 32 x 32 with attributes', () => {
    expect(imageSet(faces)).toMatchObject({ count: 150, height: 32, width: 32, channels: 3, files: [] });
    expect(faces.attributes?.names).toEqual(faceAttributeNames);
  });

  it('gives the same bits on every machine', () => {
    expect(createHash('sha256').update(faces.pixels).digest('hex')).toBe(
      'a51673be8650b7edb3f531644236c04dd4110b50c8e084e52e751275c193cb0b',
    );
  });

  it('gives picture i whatever the count, another for another key, also at another size', () => {
    const few = drawnFaces({ count: 5, key: key(1) });
    expect(few.pixels).toEqual(faces.pixels.slice(0, few.pixels.length));
    expect(few.attributes?.values).toEqual(faces.attributes?.values.slice(0, 5 * faceAttributeNames.length));
    expect(drawnFaces({ count: 5, key: key(2) }).pixels).not.toEqual(few.pixels);
    const large = drawnFaces({ count: 5, key: key(1), size: 64 });
    expect(large.pixels).toHaveLength(5 * 64 * 64 * 3);
    expect(large.attributes).toEqual(few.attributes);
  });

  it('has every attribute on some faces and not on others', () => {
    for (const name of faceAttributeNames) {
      expect(share(name)).toBeGreaterThan(0.03);
      expect(share(name)).toBeLessThan(0.75);
    }
  });

  it('gives every face one hair colour and at most one direction', () => {
    for (let i = 0; i < 300; i++) {
      const { has, turn } = faceTraits(fold(key('one'), i));
      expect([has.Black_Hair, has.Blond_Hair, has.Red_Hair].filter(Boolean)).toHaveLength(1);
      expect(has.Looking_Left && has.Looking_Right).toBe(false);
      expect(Math.sign(turn) === -1 && Math.abs(turn) > 0.5).toBe(has.Looking_Left);
      expect(Math.sign(turn) === 1 && Math.abs(turn) > 0.5).toBe(has.Looking_Right);
    }
  });

  it('refuses sizes that it cannot draw', () => {
    expect(() => drawnFaces({ count: 1, key: key(1), size: 4 })).toThrow(RangeError);
  });
});

/** How different two pictures are within a part, as mean absolute difference of values. */
function difference(a: FaceTraits, b: FaceTraits, top: number, bottom: number): number {
  const [first, second] = [drawFace(a, 32), drawFace(b, 32)];
  const [from, to] = [Math.round(top * 32) * 96, Math.round(bottom * 32) * 96];
  let sum = 0;
  for (let i = from; i < to; i++) sum += Math.abs(first[i] - second[i]);
  return sum / (to - from);
}

describe('the attributes of a face', () => {
  const straight = { ...faceTraits(fold(key('seen'), 3)), turn: 0 };
  const none = Object.fromEntries(faceAttributeNames.map((name) => [name, false])) as Record<FaceAttribute, boolean>;
  const plain: FaceTraits = { ...straight, has: none, hair: [40, 30, 30], skin: [230, 190, 160] };
  const having = (name: FaceAttribute): FaceTraits => ({ ...plain, has: { ...none, [name]: true } });

  it.each<[FaceAttribute, number, number]>([
    ['Smiling', 0.55, 0.8],
    ['Eyeglasses', 0.35, 0.6],
    ['Beard', 0.5, 0.9],
    ['Long_Hair', 0.4, 1],
  ])('%s can be seen where it belongs, and hardly elsewhere', (name, top, bottom) => {
    expect(difference(plain, having(name), top, bottom)).toBeGreaterThan(4);
    const above = difference(plain, having(name), 0, Math.min(top, 0.3));
    expect(above).toBeLessThan(difference(plain, having(name), top, bottom) / 2);
  });

  it('turn the face: what is left of the middle and what is right differ', () => {
    const turned = (turn: number): FaceTraits => ({ ...plain, turn });
    expect(difference(turned(-0.9), turned(0.9), 0.3, 0.8)).toBeGreaterThan(8);
    expect(difference(plain, turned(0.9), 0.3, 0.8)).toBeGreaterThan(4);
  });

  it('show in hair and background', () => {
    // The top middle of the hair, and a corner of the background.
    const mean = (index: number, at: number, names: readonly FaceAttribute[]): number => {
      const column = names.map((name) => faceAttributeNames.indexOf(name));
      let [sum, count] = [0, 0];
      for (let i = 0; i < faces.count; i++) {
        if (!column.every((c) => faces.attributes?.values[i * faceAttributeNames.length + c] === 1)) continue;
        sum += faces.pixels[i * 3072 + at + index];
        count++;
      }
      return sum / count;
    };
    const hair = (8 * 32 + 16) * 3;
    expect(mean(1, hair, ['Blond_Hair'])).toBeGreaterThan(mean(1, hair, ['Red_Hair']) + 50);
    expect(mean(0, hair, ['Red_Hair'])).toBeGreaterThan(mean(0, hair, ['Black_Hair']) + 50);
    const bright = faces.attributes?.values.filter((_, i) => i % 10 === 9) ?? [];
    bright.forEach((value, i) => {
      const corner = faces.pixels.subarray(i * 3072, i * 3072 + 3);
      expect((corner[0] + corner[1] + corner[2]) / 3 > 125).toBe(value === 1);
    });
  });
});
