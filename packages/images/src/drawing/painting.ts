import { addEllipse, addStroke, noCoverage } from './coverage';
import type { Coverage, Ellipse } from './coverage';
import { smoothCurve } from './curve';
import type { Point } from './curve';

/** Red, green and blue, 0 … 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/**
 * A colour picture that is painted shape over shape. Lengths are in units of half its side, with (0, 0) in the middle,
 * x to the right and y down, so that a drawing does not depend on the number of pixels.
 */
export class Painting {
  private readonly colours: Float64Array;

  constructor(readonly size: number) {
    this.colours = new Float64Array(size * size * 3);
  }

  /** Paints every pixel with a colour that runs from the top one to the bottom one. */
  background(top: Colour, bottom: Colour): void {
    const { size, colours } = this;
    for (let i = 0, row = 0; row < size; row++) {
      const down = (row + 0.5) / size;
      for (const end = i + 3 * size; i < end; i++) colours[i] = top[i % 3] + (bottom[i % 3] - top[i % 3]) * down;
    }
  }

  /** Paints filled ellipses, optionally only what is above `above`. */
  ellipses(colour: Colour, ellipses: readonly Ellipse[], above = Infinity): void {
    const coverage = noCoverage(this.size, this.size);
    for (const { x, y, radiusX, radiusY } of ellipses) {
      const inPixels = {
        x: this.place(x),
        y: this.place(y),
        radiusX: this.length(radiusX),
        radiusY: this.length(radiusY),
      };
      addEllipse(coverage, inPixels, this.place(above));
    }
    this.blend(coverage, colour);
  }

  /** Paints smooth strokes of one pen. */
  strokes(colour: Colour, lines: readonly (readonly Point[])[], radius: number): void {
    const coverage = noCoverage(this.size, this.size);
    for (const line of lines) {
      const through = line.map(([x, y]): Point => [this.place(x), this.place(y)]);
      addStroke(coverage, smoothCurve(through, 6), this.length(radius));
    }
    this.blend(coverage, colour);
  }

  /** Multiplies every pixel by what `light` says of its place. */
  shade(light: (x: number, y: number) => number): void {
    const { size, colours } = this;
    for (let i = 0, row = 0; row < size; row++) {
      const y = (row + 0.5) / (size / 2) - 1;
      for (let column = 0; column < size; column++) {
        const factor = light((column + 0.5) / (size / 2) - 1, y);
        for (const end = i + 3; i < end; i++) colours[i] *= factor;
      }
    }
  }

  /** The picture: size x size x 3, row-major. */
  pixels(): Uint8Array {
    const pixels = new Uint8Array(this.colours.length);
    for (let i = 0; i < pixels.length; i++) pixels[i] = Math.round(Math.min(255, Math.max(0, this.colours[i])));
    return pixels;
  }

  private place(coordinate: number): number {
    return ((coordinate + 1) * this.size) / 2;
  }

  private length(units: number): number {
    return (units * this.size) / 2;
  }

  private blend({ values }: Coverage, colour: Colour): void {
    for (let pixel = 0; pixel < values.length; pixel++) {
      const share = values[pixel];
      if (share === 0) continue;
      for (let i = 0; i < 3; i++) this.colours[3 * pixel + i] += share * (colour[i] - this.colours[3 * pixel + i]);
    }
  }
}
