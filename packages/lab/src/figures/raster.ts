import { deflateSync } from 'node:zlib';

/**
 * A picture of few colours as a PNG in a data URL: a byte a pixel and a palette (PNG specification, third edition,
 * colour type 3).
 *
 * @param width in pixels
 * @param pixels places in the palette, row by row from the top
 * @param palette at most 256 colours in the form #rrggbb or rgb(r, g, b)
 */
export function rasterUrl(width: number, pixels: Uint8Array, palette: readonly string[]): string {
  const height = pixels.length / width;
  const rows = new Uint8Array(height * (width + 1)); // each row begins with its filter, 0 for none
  for (let r = 0; r < height; r++) rows.set(pixels.subarray(r * width, (r + 1) * width), r * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${png.toString('base64')}`;
}

function channels(color: string): number[] {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  const parts = hex?.slice(1).map((part) => parseInt(part, 16)) ?? color.match(/\d+/g)?.map(Number) ?? [];
  if (parts.length !== 3) throw new RangeError(`the colour '${color}' is neither #rrggbb nor rgb(r, g, b)`);
  return parts;
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(content.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(content, 4);
  framed.writeUInt32BE(crc32(content), content.length + 4);
  return framed;
}

/** The cyclic redundancy check of PNG; Node has its own only from version 20.15 on. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
