import { drawnPictures } from './drawn';

it('draws as many pictures of each kind, between black and white, that differ within a kind and less than between kinds', () => {
  const { pixels, classes, classNames, side, count } = drawnPictures(120);
  expect([side, count, classNames.length]).toEqual([12, 120, 6]);
  expect(pixels.every((value) => value >= 0 && value <= 1)).toBe(true);
  const distance = (a: number, b: number) => {
    let sum = 0;
    for (let p = 0; p < 144; p++) sum += (pixels[a * 144 + p] - pixels[b * 144 + p]) ** 2;
    return sum;
  };
  const mean = (same: boolean) => {
    const all = Array.from({ length: 120 * 120 }, (_, i) => [Math.floor(i / 120), i % 120])
      .filter(([a, b]) => a < b && (classes[a] === classes[b]) === same)
      .map(([a, b]) => distance(a, b));
    return all.reduce((sum, value) => sum + value, 0) / all.length;
  };
  expect(mean(true)).toBeGreaterThan(1);
  expect(mean(false)).toBeGreaterThan(1.3 * mean(true));
  expect(drawnPictures(120).pixels).toEqual(pixels);
});
