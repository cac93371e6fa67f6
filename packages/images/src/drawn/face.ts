import { Painting } from '../drawing/painting';
import type { Colour } from '../drawing/painting';
import type { Point } from '../drawing/curve';
import type { FaceTraits } from './face-traits';

/** Where the parts of a face are, in half sides of the picture. */
interface FacePlan {
  readonly x: number;
  readonly y: number;
  readonly headX: number;
  readonly headY: number;
  /** Where the middle of the features is, moved by the turn of the head. */
  readonly front: number;
  readonly eyeY: number;
  readonly eyeApart: number;
  readonly mouthY: number;
}

/** One face, `size` x `size` pixels in colour. */
export function drawFace(traits: FaceTraits, size: number): Uint8Array {
  const { build, turn, has, skin, hair } = traits;
  const headX = 0.46 + 0.08 * build[0];
  const headY = 0.6 + 0.08 * build[1];
  const x = 0.1 * (build[2] - 0.5) - 0.04 * turn;
  const y = 0.02 + 0.1 * (build[3] - 0.5);
  const plan: FacePlan = {
    x,
    y,
    headX,
    headY,
    front: x + 0.42 * headX * turn,
    eyeY: y - 0.08 + 0.06 * (build[4] - 0.5),
    eyeApart: 0.21 + 0.04 * build[5],
    mouthY: y + 0.33 + 0.06 * (build[6] - 0.5),
  };
  const painting = new Painting(size);
  painting.background(traits.backgroundTop, traits.backgroundBottom);
  paintBehind(painting, plan, traits);
  painting.ellipses(skin, [{ x, y, radiusX: headX, radiusY: headY }]);
  if (has.Beard) paintBeard(painting, plan, traits);
  paintHairline(painting, plan, hair, build[7]);
  paintFeatures(painting, plan, traits);
  const light = 0.16 * (build[8] - 0.5);
  painting.shade((px, py) => 1 + light * px - 0.05 * py);
  return painting.pixels();
}

const dimmed = (colour: Colour, by: number): Colour => [colour[0] * by, colour[1] * by, colour[2] * by];

/** Shoulders, neck, ears and the hair that the head covers. */
function paintBehind(painting: Painting, plan: FacePlan, { has, hair, skin, clothes, turn, build }: FaceTraits): void {
  const { x, y, headX, headY } = plan;
  const crown = { x, y: y - 0.12, radiusX: headX + 0.1, radiusY: headY + 0.08 };
  const long = 0.06 + 0.06 * build[9];
  const falling = { x: x - 0.06 * turn, y: y + 0.25, radiusX: headX + 0.12 + long, radiusY: headY + 0.3 };
  painting.ellipses(hair, has.Long_Hair ? [crown, falling] : []);
  painting.ellipses(clothes, [{ x, y: 1.12, radiusX: 0.85, radiusY: 0.4 }]);
  painting.ellipses(dimmed(skin, 0.82), [{ x, y: y + 0.62, radiusX: 0.22, radiusY: 0.3 }]);
  if (has.Long_Hair) return;
  painting.ellipses(hair, [crown], y - 0.05);
  // An ear goes behind the head when the face turns to its side.
  const ears = [-1, 1].map((side) => ({
    x: x + side * (headX + 0.02 - 0.08 * Math.max(0, side * turn)),
    y: y + 0.02,
    radiusX: 0.08,
    radiusY: 0.13,
  }));
  painting.ellipses(dimmed(skin, 0.9), ears);
}

function paintBeard(painting: Painting, plan: FacePlan, { hair, skin }: FaceTraits): void {
  const { x, y, headX, headY, front, mouthY } = plan;
  painting.ellipses(hair, [{ x, y: y + 0.1, radiusX: headX * 0.98, radiusY: headY * 0.92 }]);
  painting.ellipses(skin, [{ x: (x + front) / 2, y: y - 0.12, radiusX: headX * 0.97, radiusY: headY * 0.68 }]);
  painting.ellipses(hair, [{ x: front, y: mouthY - 0.07, radiusX: 0.2, radiusY: 0.05 }]);
}

/** The hair on the forehead: the crown above a line that sinks to one side. */
function paintHairline(painting: Painting, plan: FacePlan, hair: Colour, parting: number): void {
  const { x, y, headX, headY } = plan;
  const line = y - 0.3 * headY - 0.16;
  painting.ellipses(hair, [{ x, y: y - 0.1, radiusX: headX + 0.06, radiusY: headY + 0.04 }], line);
  const side = parting < 0.5 ? -1 : 1;
  painting.strokes(
    hair,
    [
      [
        [x - side * headX * 0.5, line],
        [x + side * headX * 0.45, line + 0.04],
        [x + side * headX * 0.92, line + 0.2],
      ],
    ],
    0.06,
  );
}

function paintFeatures(painting: Painting, plan: FacePlan, { has, hair, skin, turn, build }: FaceTraits): void {
  const { front, eyeY, eyeApart, mouthY } = plan;
  // The eye that is turned away comes nearer to the nose and narrower.
  const eyes = [-1, 1].map((side) => {
    const away = Math.max(0, side * turn);
    return { x: front + side * eyeApart * (1 - 0.35 * away), radiusX: 0.1 * (1 - 0.3 * away) };
  });
  painting.ellipses(
    [245, 245, 245],
    eyes.map(({ x, radiusX }) => ({ x, y: eyeY, radiusX, radiusY: 0.06 })),
  );
  const iris: Colour = build[10] < 0.3 ? [50, 90, 140] : [50, 32, 24];
  painting.ellipses(
    iris,
    eyes.map(({ x }) => ({ x: x + 0.04 * turn, y: eyeY, radiusX: 0.055, radiusY: 0.06 })),
  );
  const brow = (x: number, reach: number): readonly Point[] => [
    [x - reach, eyeY - 0.14],
    [x, eyeY - 0.17],
    [x + reach, eyeY - 0.14],
  ];
  painting.strokes(
    dimmed(hair, 0.8),
    eyes.map(({ x, radiusX }) => brow(x, radiusX + 0.02)),
    0.025,
  );
  const tip = front + 0.08 * turn;
  painting.strokes(
    dimmed(skin, 0.72),
    [
      [
        [front + 0.02 * turn, eyeY + 0.08],
        [tip + (turn < 0 ? -0.03 : 0.03), eyeY + 0.24],
        [tip - (turn < 0 ? -0.05 : 0.05), eyeY + 0.26],
      ],
    ],
    0.022,
  );
  paintMouth(painting, front, mouthY, has.Smiling, turn, build[11]);
  if (has.Eyeglasses) paintGlasses(painting, plan, eyes);
}

function paintMouth(painting: Painting, x: number, y: number, smiling: boolean, turn: number, full: number): void {
  const reach = (smiling ? 0.24 : 0.16) * (1 - 0.2 * Math.abs(turn));
  const corners = smiling ? -0.07 : 0.02;
  const lips: Colour = [168, 58, 62];
  const upper: readonly Point[] = [
    [x - reach, y + corners],
    [x - reach / 2, y + (smiling ? 0.02 : 0)],
    [x, y + (smiling ? 0.05 : 0)],
    [x + reach / 2, y + (smiling ? 0.02 : 0)],
    [x + reach, y + corners],
  ];
  if (!smiling) {
    painting.strokes(lips, [upper], 0.03 + 0.015 * full);
    return;
  }
  const lower = upper.map(([px, py], i): Point => [px, py + [0.02, 0.05, 0.07, 0.05, 0.02][i]]);
  painting.strokes(lips, [lower], 0.03 + 0.015 * full);
  painting.strokes([250, 248, 244], [upper.slice(1, 4)], 0.03);
}

function paintGlasses(painting: Painting, plan: FacePlan, eyes: readonly { x: number; radiusX: number }[]): void {
  const { eyeY, x, headX } = plan;
  const [ringX, ringY] = [0.17, 0.14];
  // An octagon with rounded corners is a ring at this size.
  const around: readonly Point[] = [
    [1, 0],
    [0.7, 0.7],
    [0, 1],
    [-0.7, 0.7],
    [-1, 0],
    [-0.7, -0.7],
    [0, -1],
    [0.7, -0.7],
    [1, 0],
  ];
  const rings = eyes.map((eye) => around.map(([u, v]): Point => [eye.x + ringX * u, eyeY + ringY * v]));
  const bridge: readonly Point[] = [
    [eyes[0].x + ringX, eyeY],
    [eyes[1].x - ringX, eyeY],
  ];
  const temples = [
    [
      [eyes[0].x - ringX, eyeY],
      [x - headX, eyeY - 0.03],
    ],
    [
      [eyes[1].x + ringX, eyeY],
      [x + headX, eyeY - 0.03],
    ],
  ] as const;
  painting.strokes([18, 18, 22], [...rings, bridge, ...temples], 0.028);
}
