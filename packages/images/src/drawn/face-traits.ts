import { categorical, fold, uniform } from '@bcl/random';
import type { Key } from '@bcl/random';
import type { Colour } from '../drawing/painting';

/**
 * The attributes of a drawn face. Where CelebA has the same attribute it has the same name. Left and right are those of
 * the picture as you see it.
 */
export const faceAttributeNames = [
  'Smiling',
  'Black_Hair',
  'Blond_Hair',
  'Red_Hair',
  'Long_Hair',
  'Eyeglasses',
  'Beard',
  'Looking_Left',
  'Looking_Right',
  'Bright_Background',
] as const;

/** One of {@link faceAttributeNames}. */
export type FaceAttribute = (typeof faceAttributeNames)[number];

/** All that a face is drawn from, besides its attributes. */
export interface FaceTraits {
  readonly has: Readonly<Record<FaceAttribute, boolean>>;
  readonly hair: Colour;
  readonly skin: Colour;
  readonly clothes: Colour;
  readonly backgroundTop: Colour;
  readonly backgroundBottom: Colour;
  /** -1: turned to the left, 0: straight, 1: to the right; with everything between. */
  readonly turn: number;
  /** Numbers in (0, 1) that differ from face to face: sizes and places. */
  readonly build: Float64Array;
}

const hairColours: Readonly<Record<'Black_Hair' | 'Blond_Hair' | 'Red_Hair', Colour>> = {
  Black_Hair: [34, 28, 28],
  Blond_Hair: [222, 188, 112],
  Red_Hair: [168, 70, 30],
};
const hairNames = ['Black_Hair', 'Blond_Hair', 'Red_Hair'] as const;
const lightSkin: Colour = [242, 206, 180];
const darkSkin: Colour = [128, 82, 58];

/** Attributes and traits of one face. A face has one hair colour, looks one way or straight on; other attributes are free. */
export function faceTraits(key: Key): FaceTraits {
  const [smiling, long, glasses, beard, bright] = uniform(fold(key, 'attributes'), 5);
  const hairName = hairNames[categorical(fold(key, 'hair'), 1, [0.5, 0.3, 0.2])[0]];
  const looking = categorical(fold(key, 'looking'), 1, [0.25, 0.5, 0.25])[0] - 1;
  const [turned, skin, tint, ...clothes] = uniform(fold(key, 'traits'), 12);
  const isBright = bright < 0.5;
  const [level, drop] = [isBright ? 185 : 40, isBright ? -35 : 30];
  const background = clothes.slice(3, 6).map((value) => level + 60 * (value - 0.35));
  return {
    has: {
      Smiling: smiling < 0.5,
      Black_Hair: hairName === 'Black_Hair',
      Blond_Hair: hairName === 'Blond_Hair',
      Red_Hair: hairName === 'Red_Hair',
      Long_Hair: long < 0.45,
      Eyeglasses: glasses < 0.25,
      Beard: beard < 0.2 && long >= 0.45,
      Looking_Left: looking < 0,
      Looking_Right: looking > 0,
      Bright_Background: isBright,
    },
    hair: hairColours[hairName].map((value) => value * (0.85 + 0.3 * tint)) as unknown as Colour,
    skin: lightSkin.map((light, i) => light + (darkSkin[i] - light) * skin * skin) as unknown as Colour,
    clothes: clothes.slice(0, 3).map((value) => 30 + 200 * value) as unknown as Colour,
    backgroundTop: background as unknown as Colour,
    backgroundBottom: background.map((value) => value + drop) as unknown as Colour,
    turn: looking === 0 ? 0.3 * (turned - 0.5) : looking * (0.7 + 0.3 * turned),
    build: uniform(fold(key, 'build'), 12),
  };
}
