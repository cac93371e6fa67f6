import type { Point } from './curve';

// These run for every pixel of every stroke: a name of this module is found faster than one of a global object.
const { floor, ceil, sqrt } = Math;

/** How much of each pixel a shape covers, 0 … 1: height x width, row-major. Pixel (i, j) has its centre at x = j + 0.5, y = i + 0.5. */
export interface Coverage {
  readonly height: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** No pixel covered. */
export function noCoverage(height: number, width: number): Coverage {
  return { height, width, values: new Float64Array(height * width) };
}

/**
 * Adds the stroke of a round pen along a polyline. A pixel is covered by its centre's distance to the line: fully
 * within `radius` less half the soft edge, not at all beyond `radius` plus half of it, linearly between. Where strokes
 * meet, the larger coverage counts.
 *
 * @param line - in pixels
 * @param radius - of the pen, in pixels
 * @param soft - width of the soft edge, in pixels; 1 is the common anti-aliasing
 */
export function addStroke(coverage: Coverage, line: readonly Point[], radius: number, soft = 1): void {
  const reach = radius + soft / 2;
  for (let i = 0; i + 1 < line.length; i++) {
    const [x0, y0] = line[i];
    const [dx, dy] = [line[i + 1][0] - x0, line[i + 1][1] - y0];
    const length2 = dx * dx + dy * dy;
    forPixels(
      coverage,
      Math.min(x0, x0 + dx) - reach,
      Math.min(y0, y0 + dy) - reach,
      Math.max(x0, x0 + dx) + reach,
      Math.max(y0, y0 + dy) + reach,
      (x, y) => {
        const place = length2 === 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / length2;
        const along = place < 0 ? 0 : place > 1 ? 1 : place;
        const ex = x - x0 - along * dx;
        const ey = y - y0 - along * dy;
        return (reach - sqrt(ex * ex + ey * ey)) / soft;
      },
    );
  }
}

/** An ellipse with axes along the picture's, in pixels. */
export interface Ellipse {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
}

/**
 * Adds a filled ellipse with an edge of one pixel; the distance of a pixel to the edge is taken to first order,
 * (g - 1) / |∇g| for g the equation of the ellipse.
 *
 * @param above - only what is above this y counts; default all
 */
export function addEllipse(coverage: Coverage, { x, y, radiusX, radiusY }: Ellipse, above = Infinity): void {
  forPixels(coverage, x - radiusX - 1, y - radiusY - 1, x + radiusX + 1, y + radiusY + 1, (px, py) => {
    const u = (px - x) / radiusX;
    const v = (py - y) / radiusY;
    const gx = (2 * u) / radiusX;
    const gy = (2 * v) / radiusY;
    const slope = sqrt(gx * gx + gy * gy);
    const outside = slope === 0 ? -1 : (u * u + v * v - 1) / slope;
    const within = 0.5 - outside;
    const below = above - py + 0.5;
    return within < below ? within : below;
  });
}

/** The largest of what was covered and what `covered` says, for every pixel with its centre in a box. */
function forPixels(
  { height, width, values }: Coverage,
  left: number,
  top: number,
  right: number,
  bottom: number,
  covered: (x: number, y: number) => number,
): void {
  const [firstRow, lastRow] = [Math.max(0, floor(top - 0.5)), Math.min(height - 1, ceil(bottom - 0.5))];
  const [firstColumn, lastColumn] = [Math.max(0, floor(left - 0.5)), Math.min(width - 1, ceil(right - 0.5))];
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const value = covered(column + 0.5, row + 0.5);
      const at = row * width + column;
      if (value > values[at]) values[at] = value > 1 ? 1 : value;
    }
  }
}
