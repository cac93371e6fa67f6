import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { decodePicture, middleBox, pictureShape } from './decode';
import type { Decoding } from './decode';

const to = (size: number, channels: 1 | 3 = 3): Decoding => ({
  height: size,
  width: size,
  channels,
  crop: 1,
  maxPixels: 1e6,
});

/** A picture whose left half is one colour and whose right half another. */
async function halves(width: number, height: number): Promise<Sharp> {
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < pixels.length; i += 3) pixels.set((i / 3) % width < width / 2 ? [200, 40, 40] : [40, 40, 200], i);
  return Promise.resolve(sharp(pixels, { raw: { width, height, channels: 3 } }));
}

describe('middleBox', () => {
  it('is the usual crop of the aligned CelebA pictures, also at half size', () => {
    const shape = { height: 64, width: 64, channels: 3, crop: 148 / 178 } as const;
    expect(middleBox(178, 218, shape)).toEqual({ left: 15, top: 35, width: 148, height: 148 });
    expect(middleBox(89, 109, shape)).toEqual({ left: 8, top: 18, width: 74, height: 74 });
  });

  it('keeps all that has the right shape', () => {
    const shape = { height: 10, width: 20, channels: 1, crop: 'shape' } as const;
    expect(middleBox(40, 20, shape)).toEqual({ left: 0, top: 0, width: 40, height: 20 });
    expect(middleBox(60, 20, shape)).toEqual({ left: 10, top: 0, width: 40, height: 20 });
    expect(middleBox(40, 50, shape)).toEqual({ left: 0, top: 15, width: 40, height: 20 });
  });

  it('lies within the picture, however thin', () => {
    for (const [width, height] of [
      [1, 1],
      [1, 999],
      [999, 1],
      [7, 8],
    ]) {
      // prettier-ignore
      for (const crop of [0.01, 0.5, 1, 'shape'] as const) {
        const box = middleBox(width, height, { height: 3, width: 4, channels: 3, crop });
        expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(1);
        expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0);
        expect(box.left + box.width).toBeLessThanOrEqual(width);
        expect(box.top + box.height).toBeLessThanOrEqual(height);
      }
    }
  });
});

describe('decodePicture', () => {
  it('gives the pixels of a PNG of that size as they are', async () => {
    const file = await (await halves(8, 8)).png().toBuffer();
    const pixels = await decodePicture(file, to(8));
    for (let x = 0; x < 8; x++) {
      expect(Array.from(pixels.slice(3 * x, 3 * x + 3))).toEqual(x < 4 ? [200, 40, 40] : [40, 40, 200]);
    }
    expect(await decodePicture(file, to(8, 1))).toHaveLength(64);
  });

  it('crops, then scales', async () => {
    const file = await (await halves(40, 20)).png().toBuffer();
    const pixels = await decodePicture(file, to(2));
    // The filter reaches over the edge between the halves.
    const [red, blue] = [
      [200, 40, 40],
      [40, 40, 200],
    ];
    [...red, ...blue, ...red, ...blue].forEach((value, i) => expect(Math.abs(pixels[i] - value)).toBeLessThan(12));
  });

  it.each([
    ['a grey picture', (image: Sharp) => image.toColourspace('b-w').png()],
    ['16 bits', (image: Sharp) => image.toColourspace('rgb16').png()],
    ['CMYK', (image: Sharp) => image.toColourspace('cmyk').jpeg()],
    ['a palette', (image: Sharp) => image.png({ palette: true })],
    ['a progressive JPEG', (image: Sharp) => image.jpeg({ progressive: true })],
  ])('gives three bytes a pixel for %s, and one', async (_, write) => {
    const file = await write(await halves(8, 8)).toBuffer();
    expect(await decodePicture(file, to(4))).toHaveLength(48);
    expect(await decodePicture(file, to(4, 1))).toHaveLength(16);
  });

  it('puts black behind what is transparent', async () => {
    const clear = { r: 255, g: 255, b: 255, alpha: 0 };
    const file = await sharp({ create: { width: 4, height: 4, channels: 4, background: clear } }).png().toBuffer(); // prettier-ignore
    expect(await decodePicture(file, to(4))).toEqual(Buffer.alloc(48));
  });

  it('turns a photograph as its camera was held', async () => {
    const file = await (await halves(16, 8)).withMetadata({ orientation: 6 }).png().toBuffer();
    expect(await pictureShape(file, 1e6)).toMatchObject({ width: 8, height: 16 });
    const pixels = await decodePicture(file, { ...to(2), crop: 'shape', height: 4 });
    // The left half is now the upper one.
    [200, 40, 40].forEach((value, i) => expect(Math.abs(pixels[i] - value)).toBeLessThan(5));
    [40, 40, 200].forEach((value, i) => expect(Math.abs(pixels[21 + i] - value)).toBeLessThan(5));
  });

  it('refuses what has too many pixels before it is decoded, what is cut short, and other formats', async () => {
    const bomb = await sharp({ create: { width: 8000, height: 8000, channels: 3, background: '#000' } }).png().toBuffer(); // prettier-ignore
    expect(bomb.length).toBeLessThan(300_000);
    await expect(decodePicture(bomb, to(8))).rejects.toThrow('exceeds pixel limit');
    const file = await (await halves(64, 64)).jpeg().toBuffer();
    await expect(decodePicture(file.subarray(0, file.length / 2), to(8))).rejects.toThrow();
    await expect(decodePicture(Buffer.from('no picture'), to(8))).rejects.toThrow('does not begin as a JPEG');
    await expect(decodePicture(await (await halves(8, 8)).webp().toBuffer(), to(8))).rejects.toThrow(
      'does not begin as a JPEG',
    );
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(decodePicture(svg, to(8))).rejects.toThrow('does not begin as a JPEG');
  });
});
