import { Painting } from './painting';

const pixel = (painting: Painting, x: number, y: number): number[] =>
  Array.from(painting.pixels().slice(3 * (y * painting.size + x), 3 * (y * painting.size + x) + 3));

describe('Painting', () => {
  it('paints a background from top to bottom', () => {
    const painting = new Painting(4);
    painting.background([0, 80, 200], [160, 80, 0]);
    expect(pixel(painting, 0, 0)).toEqual([20, 80, 175]);
    expect(pixel(painting, 3, 3)).toEqual([140, 80, 25]);
  });

  it('paints later shapes over earlier ones, in half sides from the middle', () => {
    const painting = new Painting(20);
    painting.background([255, 255, 255], [255, 255, 255]);
    painting.ellipses([255, 0, 0], [{ x: 0.5, y: 0, radiusX: 0.4, radiusY: 0.4 }]);
    painting.strokes([0, 0, 255], [[[0.5, -1], [0.5, 1]]], 0.1); // prettier-ignore
    expect(pixel(painting, 5, 10)).toEqual([255, 255, 255]);
    expect(pixel(painting, 12, 10)).toEqual([255, 0, 0]);
    expect(pixel(painting, 15, 10)).toEqual([0, 0, 255]);
    expect(pixel(painting, 15, 0)).toEqual([0, 0, 255]);
  });

  it('shades, and clamps what became too bright', () => {
    const painting = new Painting(2);
    painting.background([200, 100, 0], [200, 100, 0]);
    painting.shade((x) => (x < 0 ? 0.5 : 2));
    expect(pixel(painting, 0, 0)).toEqual([100, 50, 0]);
    expect(pixel(painting, 1, 1)).toEqual([255, 200, 0]);
  });

  it('is the same drawing at another size', () => {
    const brightness = [10, 40].map((size) => {
      const painting = new Painting(size);
      painting.ellipses([255, 255, 255], [{ x: 0.1, y: -0.2, radiusX: 0.5, radiusY: 0.3 }]);
      return painting.pixels().reduce((a, b) => a + b, 0) / (size * size);
    });
    expect(Math.abs(brightness[0] / brightness[1] - 1)).toBeLessThan(0.03);
  });
});
