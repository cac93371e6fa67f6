import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { colorBar, position, roundValues } from './color-bar';
import { rasterUrl } from './raster';
import { surfacePanels, type SurfacePanelsRequest } from './surface-panels';

interface Elements {
  querySelectorAll(
    selector: string,
  ): ArrayLike<{ readonly textContent: string; getAttribute(name: string): string | null }>;
}
function all(svg: string, selector: string) {
  const window: unknown = parseHTML(svg);
  return Array.from((window as { readonly document: Elements }).document.querySelectorAll(selector));
}

/** Two ones at the top left and at the bottom right, the other way round than the zeros. */
const saddle: SurfacePanelsRequest = {
  title: 'A saddle',
  x: [0, 1, 2, 3],
  y: [-1, 0, 1],
  panels: [
    {
      heading: 'first',
      z: [0, 0, 4, 4, 0, 0, 4, 4, 9, 9, 0, 0],
      markers: [
        [0, -1, 3, 1],
        [1, 0],
      ],
      paths: [[[0, 0, 1, 1]]],
    },
    { heading: 'second', z: [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3] },
  ],
  xLabel: 'μ₁',
  yLabel: 'μ₂',
  valueLabel: 'loss (nats)',
  markers: [
    { label: 'global optimum', mark: 'star' },
    { label: 'spurious minimum', mark: 'cross' },
  ],
  paths: [{ label: 'descent' }],
};

/** The rows of a PNG of the kind that rasterUrl writes. */
function decode(url: string) {
  const bytes = Buffer.from(url.slice('data:image/png;base64,'.length), 'base64');
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(0);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const raw = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const rows = Array.from({ length: height }, (_, r) => [...raw.subarray(r * (width + 1) + 1, (r + 1) * (width + 1))]);
  return { rows, palette: [...(chunks.get('PLTE') ?? [])], end: bytes.subarray(-12).toString('hex') };
}

describe('rasterUrl', () => {
  it('writes the pixels row by row, the palette, and the checksums of the PNG specification', () => {
    const { rows, palette, end } = decode(
      rasterUrl(3, Uint8Array.of(0, 1, 2, 2, 1, 0), ['#ff0000', 'rgb(1, 2, 3)', '#0a0B0c']),
    );
    expect(rows).toEqual([[0, 1, 2], [2, 1, 0]]); // prettier-ignore
    expect(palette).toEqual([255, 0, 0, 1, 2, 3, 10, 11, 12]);
    expect(end).toBe('0000000049454e44ae426082'); // the IEND chunk is the same in every PNG
  });

  it('refuses a colour that it cannot read', () => {
    expect(() => rasterUrl(1, Uint8Array.of(0), ['tomato'])).toThrow("the colour 'tomato'");
  });
});

describe('the scale of colours', () => {
  it('is the power of the share of the range, clipped', () => {
    const scale = { minimum: 1, maximum: 5, exponent: 0.5 };
    expect([0, 1, 2, 3.25, 5, 9].map((value) => position(scale, value))).toEqual([0, 0, 0.5, 0.75, 1, 1]);
  });

  it('has ticks at round numbers within its range, in order and apart from each other', () => {
    expect(roundValues({ minimum: 0, maximum: 1, exponent: 1 }, 0.2)).toEqual([0, 0.2, 0.5, 0.75, 1]);
    expect(roundValues({ minimum: 0, maximum: 5.69, exponent: 0.5 }, 0.15)).toEqual([0, 0.2, 1, 2, 3.5, 5]);
    const number = fc.double({ min: 0.01, max: 1000, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 10, noNaN: true }),
        number,
        fc.constantFrom(0.5, 1),
        (minimum, range, exponent) => {
          const scale = { minimum, maximum: minimum + range, exponent };
          const ticks = roundValues(scale, 0.09);
          ticks.forEach((tick, i) => {
            expect(tick >= minimum && tick <= scale.maximum).toBe(true);
            if (i > 0) expect(position(scale, tick) - position(scale, ticks[i - 1])).toBeGreaterThanOrEqual(0.09);
            expect(String(Math.abs(tick)).replace(/^[0.]+|0+$/g, '')).toMatch(/^\d?\.?5?$/);
          });
        },
      ),
    );
  });

  it('ends in a point where values are clipped', () => {
    const request = {
      scale: { minimum: 0, maximum: 1, exponent: 1, colors: ['#000000', '#ffffff'] },
      ticks: [0, 1],
      label: 'x',
      length: 100,
    };
    const [flat, pointed] = [false, true].map((clipped) => colorBar({ ...request, clipped }).content);
    expect(flat).not.toContain('L21,13');
    expect(pointed).toContain('L21,13');
  });
});

describe('surfacePanels', () => {
  it('draws every surface with the first row of z at the bottom and one scale for all', async () => {
    const svg = await surfacePanels(saddle);
    const [first, second] = all(svg, 'image').map((node) => decode(node.getAttribute('href') ?? '').rows);
    expect(first).toEqual([[255, 255, 0, 0], [0, 0, 113, 113], [0, 0, 113, 113]]); // prettier-ignore
    expect(second[0]).toEqual([0, 28, 57, 85]); // of 9
  });

  it('spends colours by the exponent and clips to the range', async () => {
    const svg = await surfacePanels({ ...saddle, exponent: 0.5, minimum: 0, maximum: 4 });
    const [, second] = all(svg, 'image').map((node) => decode(node.getAttribute('href') ?? '').rows);
    expect(second[0]).toEqual([0, 0.5, Math.SQRT1_2, Math.sqrt(0.75)].map((share) => Math.round(255 * share)));
  });

  it('draws markers and paths where they are, and says in the legend and at the colour bar what is what', async () => {
    const svg = await surfacePanels(saddle);
    const texts = all(svg, 'text').map((node) => node.textContent);
    expect(texts).toEqual(
      expect.arrayContaining([
        'first',
        'second',
        'μ₁',
        'μ₂',
        'loss (nats)',
        'global optimum',
        'spurious minimum',
        'descent',
      ]),
    );
    expect(all(svg, '[aria-label="dot"] path')).toHaveLength(2 + 2); // two stars; a cross and its rim
    expect(all(svg, '[aria-label="line"] path')).toHaveLength(2); // a path and its rim
    // x from 0 to 3 over 290 pixels, y from −1 to 1: the path begins in the middle of the left edge.
    expect(all(svg, '[aria-label="line"] path')[0].getAttribute('d')).toMatch(/^M50,150L146\.66\d*,5$/);
  });

  it('draws isolines at the ticks, where the interpolated surface has their value', async () => {
    const x = Array.from({ length: 41 }, (_, i) => i / 20 - 1);
    const cone = { heading: 'cone', z: x.flatMap((b) => x.map((a) => Math.hypot(a, b))) };
    const svg = await surfacePanels({ ...saddle, x, y: x, panels: [cone], maximum: 1, minimum: 0 });
    const outlines = all(svg, '[aria-label="contour"] path').map((node) => node.getAttribute('d') ?? '');
    const radii = outlines.map((outline) => {
      const numbers = (outline.match(/-?[\d.]+/g) ?? []).map(Number);
      // Larger values are enclosed: the border of the grid belongs to their outline, half a step outside of the frame.
      const inside = (x: number, y: number) => Math.max(Math.abs(x - 195), Math.abs(y - 150)) <= 145;
      const distances = numbers.flatMap((x, i) => {
        const y = numbers[i + 1];
        return i % 2 === 0 && inside(x, y) ? [Math.hypot(x - 195, y - 150) / 145] : [];
      });
      expect(Math.max(...distances) - Math.min(...distances)).toBeLessThan(0.01);
      return Math.round(50 * distances[0]) / 50;
    });
    expect(radii).toEqual(roundValues({ minimum: 0, maximum: 1, exponent: 1 }, 0.085).filter((v) => v > 0 && v < 1).map((v) => Math.round(50 * v) / 50)); // prettier-ignore
  });

  it('draws the same for the same input, flat surfaces too, without numbers that are none', async () => {
    const flat = { ...saddle, panels: [{ heading: 'flat', z: new Float64Array(12) }] };
    const svg = await surfacePanels(flat);
    await surfacePanels(saddle);
    expect(await surfacePanels(flat)).toBe(svg);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('stays small: a hundred by a hundred values take less than 60 kB', async () => {
    const x = Array.from({ length: 100 }, (_, i) => i / 25 - 2);
    const z = x.flatMap((b) => x.map((a) => Math.sin(3 * a) * Math.cos(2 * b) + 0.3 * a));
    expect((await surfacePanels({ ...saddle, x, y: x, panels: [{ heading: 'waves', z }] })).length).toBeLessThan(
      60_000,
    );
  });

  it.each<[string, Partial<SurfacePanelsRequest>, string]>([
    ['nothing', { panels: [] }, 'there is no surface to draw'],
    [
      'another number of values',
      { panels: [{ heading: 'a', z: [1, 2] }] },
      'the surface of a has 2 values for 3 rows of 4',
    ],
    ['NaN', { panels: [{ heading: 'a', z: [NaN, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3] }] }, 'z of a[0] is NaN'],
    ['an uneven grid', { x: [0, 1, 2, 4] }, 'x[1] is 1 after 0: the grid must ascend in even steps'],
    ['a falling grid', { y: [1, 0, -1] }, 'y[1] is 0 after 1'],
    ['a single row', { y: [1] }, 'y has 1 values'],
    ['an exponent of 0', { exponent: 0 }, 'exponent is 0: it must be in (0, 1]'],
    ['half a column', { columns: 0.5 }, 'columns is 0.5'],
    ['an empty range', { minimum: 3, maximum: 3 }, 'the colours go from 3 to 3'],
    ['an endless range', { maximum: Infinity }, 'the range of colours[1] is Infinity'],
    ['markers without a kind', { markers: [] }, 'first has 2 kinds of markers, the figure names 0'],
    ['paths without a kind', { paths: [] }, 'first has 1 kinds of paths, the figure names 0'],
    [
      'half a point',
      { panels: [{ ...saddle.panels[1], markers: [[1]] }] },
      'markers of second have 1 numbers: two a point',
    ],
  ])('refuses %s', async (_, change, message) => {
    const drawn = surfacePanels({ ...saddle, ...change });
    await expect(drawn).rejects.toThrow(RangeError);
    await expect(drawn).rejects.toThrow(message);
  });
});
