import { deflateRawSync, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Header } from 'tar-stream';
import sharp from 'sharp';

/** One file of a zip archive made for a test; what is given besides name and content is claimed, true or not. */
export interface ZipFixture {
  readonly name: string;
  readonly content: Uint8Array;
  readonly encrypted?: boolean;
  /** Unix mode, such as 0o120777 of a link. */
  readonly mode?: number;
  /** Claimed length. */
  readonly bytes?: number;
  /** Compressed bytes other than those of the content. */
  readonly packed?: Uint8Array;
  /** 8: deflated, the default; 0: stored. */
  readonly method?: number;
}

/** A zip archive, by hand: writers of packages refuse to write what a test needs. CRCs are 0, for nobody looks. */
export function zipOf(files: readonly ZipFixture[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const {
    name,
    content,
    encrypted = false,
    mode = 0o100644,
    bytes = content.length,
    packed,
    method = 8,
  } of files) {
    const data = packed ?? (method === 8 ? deflateRawSync(content) : content);
    const nameBytes = Buffer.from(name, 'utf8');
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x800 | (encrypted ? 1 : 0), 2);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(bytes, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, nameBytes, data]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE((mode << 16) >>> 0, 6);
    central.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), shared, central, nameBytes);
    bodies.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}

/** One entry of a tar archive made for a test. */
export interface TarFixture extends Partial<Header> {
  readonly name: string;
  readonly content?: Uint8Array;
}

/** A tar archive. */
export async function tarOf(entries: readonly TarFixture[]): Promise<Buffer> {
  const archive = pack();
  for (const { content, ...header } of entries) {
    archive.entry({ mtime: new Date(0), ...header }, Buffer.from(content ?? new Uint8Array(0)));
  }
  archive.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of archive) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** A tar archive compressed with gzip. */
export async function tarGzOf(entries: readonly TarFixture[]): Promise<Buffer> {
  return gzipSync(await tarOf(entries));
}

/** A JPEG or PNG file of one colour. */
export async function pictureFile(
  colour: readonly [number, number, number],
  format: 'jpeg' | 'png' = 'jpeg',
  width = 12,
  height = 16,
): Promise<Buffer> {
  const [r, g, b] = colour;
  return sharp({ create: { width, height, channels: 3, background: { r, g, b } } })
    .toFormat(format, format === 'jpeg' ? { quality: 100, chromaSubsampling: '4:4:4' } : {})
    .toBuffer();
}
