import fc from 'fast-check';
import { mixtureAnimation, type MixtureAnimationRequest } from './mixture-animation';
import { bends, keyframes, moments } from './motion';

/** K components from the corner to a grid in `count` frames. */
function frames(count: number, components = 4) {
  return Array.from({ length: count }, (_, f) => {
    const t = f / Math.max(1, count - 1);
    const each = <A>(make: (k: number) => A[]): A[] => Array.from({ length: components }, (_, k) => make(k)).flat();
    return {
      label: `${f} matchings`,
      weights: each(() => [1 / components]),
      means: each((k) => [-5 + t * (5 + (k % 5)) + 0.05 * Math.sin(k + f), -5 + t * t * (5 + Math.floor(k / 5))]),
      covariances: each(() => [1 - 0.9 * t, 0.1 * t, 0.1 * t, 1 - 0.8 * t]),
    };
  });
}
const request = (count = 5): MixtureAnimationRequest => ({
  title: 'On the way',
  trueMeans: [0, 0, 4, 4],
  points: [0, 0, 1, 1, 4, 4],
  panels: [
    { name: 'joint', frames: frames(3) },
    { name: 'big learning', frames: frames(count) },
  ],
});
const numbersOf = (text: string) => (text.match(/-?[\d.]+/g) ?? []).map(Number);

describe('bends', () => {
  it('keeps a line within its tolerance of every row, and its ends', () => {
    const row = fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        (rows, tolerance) => {
          const times = rows.map((_, i) => i * i);
          const kept = bends(times, rows, tolerance);
          expect([kept[0], kept[kept.length - 1]]).toEqual([0, rows.length - 1]);
          for (let s = 1; s < kept.length; s++) {
            const [from, to] = [kept[s - 1], kept[s]];
            for (let i = from; i <= to; i++) {
              const t = (times[i] - times[from]) / (times[to] - times[from]);
              rows[i].forEach((value, j) => {
                expect(Math.abs(value - (1 - t) * rows[from][j] - t * rows[to][j])).toBeLessThanOrEqual(
                  tolerance + 1e-9,
                );
              });
            }
          }
        },
      ),
    );
  });

  it('needs no bend on a straight line, also at uneven times', () => {
    const times = [0, 1, 4, 9, 10];
    expect(bends(times, times.map((t) => [3 * t, -t]), 1e-9)).toEqual([0, 4]); // prettier-ignore
  });
});

describe('keyframes', () => {
  it('hold the last frame to the end of the loop', () => {
    expect(moments(3)).toEqual([0, 43, 86]);
    expect(moments(1)).toEqual([0]);
    expect(keyframes('k', [[0, 'a:b'], [86, 'a:c']])).toBe('@keyframes k{0%{a:b}86%,to{a:c}}'); // prettier-ignore
  });
});

describe('mixtureAnimation', () => {
  it('moves every component of every panel and shows the label of every frame', async () => {
    const svg = await mixtureAnimation(request());
    expect(svg.match(/@keyframes /g)).toHaveLength(2 * (4 + 1));
    expect(svg.match(/<g class="[^"]*motion[^"]*"/g)).toHaveLength(2 * (4 + 1));
    expect(svg.match(/>\d matchings</g)).toHaveLength(3 + 5);
    for (const text of ['joint', 'big learning', 'true mean', 'data']) expect(svg).toContain(`>${text}<`);
  });

  it('begins each loop at the first frame and rests on the last, which stands still where nothing moves', async () => {
    const svg = await mixtureAnimation({
      title: '',
      trueMeans: [-10, -10, 10, 10],
      panels: [{ name: 'a', frames: frames(7, 1) }],
    });
    // From −10 to 10, 5 % of room on each side, over 300 pixels.
    const scale = 300 / 22;
    const at = ([x, y]: readonly number[], a: number, b: number, d: number) => [scale * a, -scale * b, 0, scale * d, scale * (x + 11), scale * (11 - y)]; // prettier-ignore
    const [first, last] = [frames(7, 1)[0], frames(7, 1)[6]];
    const [, begin] = /@keyframes [^{]*motion-0-0\{0%\{transform:matrix\(([^)]*)\)/.exec(svg) ?? [];
    const [, end] = /86%,to\{transform:matrix\(([^)]*)\)/.exec(svg) ?? [];
    const [, still] = /\.[^{}]*motion-0-0\{transform:matrix\(([^)]*)\)/.exec(svg) ?? [];
    const close = (text: string, expected: readonly number[]) =>
      numbersOf(text).forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(0.0501));
    close(begin, at(first.means, 1, 0, 1));
    // The lower Cholesky factor of [[0.1, 0.1], [0.1, 0.2]] is √0.1 [[1, 0], [1, 1]].
    close(end, at(last.means, Math.sqrt(0.1), Math.sqrt(0.1), Math.sqrt(0.1)));
    expect(still).toBe(end);
  });

  it('is CSS alone, stands still for readers who want that, and keeps its rules to itself on a page', async () => {
    const svg = await mixtureAnimation(request());
    expect(svg).not.toMatch(/<script|<animate|NaN|undefined|Infinity/);
    expect(svg).toMatch(
      /@media \(prefers-reduced-motion:reduce\)\{\.fig-[0-9a-f]{8}-motion\{animation:none!important\}\}/,
    );
    const own = /fig-[0-9a-f]{8}-motion/g;
    expect(svg.replace(own, '').replace('reduced-motion', '')).not.toContain('motion');
    const other = await mixtureAnimation({ ...request(), title: 'Another' });
    expect(new Set([...(svg.match(own) ?? []), ...(other.match(own) ?? [])]).size).toBe(2);
    expect(svg.match(/<svg/g)?.length).toBe(svg.match(/<\/svg>/g)?.length);
  });

  it('draws the same text for the same input', async () => {
    expect(await mixtureAnimation(request())).toBe(await mixtureAnimation(request()));
  });

  it('fades a component whose weight falls', async () => {
    const moving = frames(2, 2).map((frame, f) => ({ ...frame, weights: f === 0 ? [0.5, 0.5] : [1, 0] }));
    const svg = await mixtureAnimation({ title: '', panels: [{ name: 'a', frames: moving }] });
    expect(svg).toMatch(/motion-0-1\{0%\{[^}]*;opacity:1\}86%,to\{[^}]*;opacity:0.25\}/);
    expect(svg).not.toMatch(/motion-0-0\{0%\{[^}]*opacity/);
  });

  it('stays below half a megabyte for 25 components in a hundred frames that never rest', async () => {
    const svg = await mixtureAnimation({ title: '', panels: [{ name: 'a', frames: frames(100, 25) }] });
    expect(svg.length).toBeLessThan(300_000);
    expect(svg.match(/matrix/g)?.length).toBeGreaterThan(25 * 5);
  });

  it.each<[string, Partial<MixtureAnimationRequest>, string]>([
    ['nothing', { panels: [] }, 'there is no mixture to draw'],
    ['a panel without frames', { panels: [{ name: 'a', frames: [] }] }, 'a has no frames'],
    ['components that come and go', { panels: [{ name: 'a', frames: [frames(1, 2)[0], frames(1, 3)[0]] }] }, 'a has 2 components at 0 matchings and 3 at'], // prettier-ignore
    ['no covariance', { panels: [{ name: 'a', frames: [{ ...frames(1, 1)[0], covariances: [1, 2, 2, 1] }] }] }, 'not positive semi-definite'], // prettier-ignore
    ['NaN', { panels: [{ name: 'a', frames: [{ ...frames(1, 1)[0], means: [0, NaN] }] }] }, 'means of a at 0 matchings[1] is NaN'], // prettier-ignore
    ['no time', { seconds: 0 }, 'seconds is 0'],
    ['half a point', { points: [1] }, 'two a point'],
  ])('refuses %s', async (_, change, message) => {
    const drawn = mixtureAnimation({ ...request(), ...change });
    await expect(drawn).rejects.toThrow(RangeError);
    await expect(drawn).rejects.toThrow(message);
  });
});
