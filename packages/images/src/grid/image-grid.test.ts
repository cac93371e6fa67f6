import sharp from 'sharp';
import { imageGrid } from './image-grid';
import { encodePng, pngDataUrl } from './png';

const size = { height: 2, width: 2, channels: 1 } as const;
const a = { pixels: [10, 20, 30, 40] };
const b = { pixels: Uint8Array.of(50, 60, 70, 80), given: [1, 0, 1, 0] };

const lines = (grid: { width: number; channels: number; pixels: Uint8Array }): number[][] =>
  Array.from({ length: grid.pixels.length / (grid.width * grid.channels) }, (_, y) =>
    Array.from(grid.pixels.slice(y * grid.width * grid.channels, (y + 1) * grid.width * grid.channels)),
  );

describe('imageGrid', () => {
  it('puts pictures in rows and columns with gaps, shades what is hidden, leaves places empty', () => {
    const grid = imageGrid([[a, b], [undefined, a], [b]], { ...size, gap: 1, background: 255 });
    expect(grid).toMatchObject({ height: 10, width: 7, channels: 1 });
    expect(lines(grid)).toEqual([
      [255, 255, 255, 255, 255, 255, 255],
      [255, 10, 20, 255, 50, 128, 255],
      [255, 30, 40, 255, 70, 128, 255],
      [255, 255, 255, 255, 255, 255, 255],
      [255, 255, 255, 255, 10, 20, 255],
      [255, 255, 255, 255, 30, 40, 255],
      [255, 255, 255, 255, 255, 255, 255],
      [255, 50, 128, 255, 255, 255, 255],
      [255, 70, 128, 255, 255, 255, 255],
      [255, 255, 255, 255, 255, 255, 255],
    ]);
  });

  it('scales up by whole factors, in colours too', () => {
    const cell = { pixels: [1, 2, 3, 4, 5, 6], given: [1, 1, 1, 0, 0, 0] };
    const grid = imageGrid([[cell]], { height: 1, width: 2, channels: 3, gap: 0, scale: 2, shade: 106, opacity: 0.5 });
    expect(lines(grid)).toEqual(Array(2).fill([1, 2, 3, 1, 2, 3, 55, 56, 56, 55, 56, 56]));
  });

  it.each([
    [[], size, 'at least one row'],
    [[[]], size, 'at least one row'],
    [[[a, { pixels: [1] }]], size, 'row 0, column 1: 1 values of pixels are not 2 x 2 x 1'],
    [[[{ ...a, given: [1] }]], size, '1 values of given'],
    [[[a]], { ...size, scale: 1.5 }, 'scale'],
    [[[a]], { ...size, gap: -1 }, 'gap'],
    [[[a]], { ...size, opacity: 2 }, 'opacity'],
  ])('refuses %j with %j', (rows, options, message) => {
    expect(() => imageGrid(rows, options)).toThrow(RangeError);
    expect(() => imageGrid(rows, options)).toThrow(message);
  });
});

describe('encodePng', () => {
  it.each([1, 3] as const)('keeps every pixel of %d channels', async (channels) => {
    const pixels = Uint8Array.from({ length: 5 * 7 * channels }, (_, i) => (37 * i) % 256);
    const png = await encodePng({ height: 5, width: 7, channels, pixels });
    const { data, info } = await sharp(png)
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.height, info.width, info.channels]).toEqual([5, 7, channels]);
    expect(Uint8Array.from(data)).toEqual(pixels);
    const url = await pngDataUrl({ height: 5, width: 7, channels, pixels });
    expect(Buffer.from(url.replace('data:image/png;base64,', ''), 'base64').equals(png)).toBe(true);
  });

  it('refuses pixels that are not the picture', async () => {
    await expect(encodePng({ ...size, pixels: new Uint8Array(3) })).rejects.toThrow('3 bytes are not 2 x 2 x 1');
  });
});
