import fc from 'fast-check';
import { textPieces } from './text-pieces';

const file = { path: 'x.csv', bytes: 0, modified: 0 };

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const bytes = Uint8Array.from(new TextEncoder().encode(text));
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.slice(at, at + size));
}

async function piecesOf(text: string, size: number) {
  const pieces: { text: string; linesBefore: number }[] = [];
  for await (const piece of textPieces(cut(text, size), file)) pieces.push(piece);
  return pieces;
}

it('gives the whole text, cut at ends of lines and never within quotes', async () => {
  const unit = fc.constantFrom('a', 'é', ',', '\n', '\r\n', '"x\ny"', '"""\n"');
  await fc.assert(
    fc.asyncProperty(fc.string({ unit, maxLength: 30 }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
      const pieces = await piecesOf(text, size);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      let before = '';
      for (const { text: own, linesBefore } of pieces) {
        expect(linesBefore).toBe(before.split('\n').length - 1);
        before += own;
        if (before !== text) expect(before.endsWith('\n') && (before.split('"').length - 1) % 2 === 0).toBe(true);
      }
    }),
  );
});

it('refuses what is not text', async () => {
  const latin = async function* () {
    yield await Promise.resolve(Uint8Array.of(0xe9, 10));
  };
  const read = async () => {
    for await (const piece of textPieces(latin(), file)) expect(piece).toBeUndefined();
  };
  await expect(read()).rejects.toMatchObject({ problem: { message: expect.stringContaining('UTF-8') as string } });
});

it('does not wait for ever for the end of a quoted cell', async () => {
  const endless = async function* () {
    yield await Promise.resolve(Uint8Array.from(new TextEncoder().encode('a\n"')));
    for (let i = 0; i < 5; i++) yield new Uint8Array(1 << 24).fill(0x61);
  };
  const read = async () => {
    for await (const piece of textPieces(endless(), file)) expect(piece.text).toBe('a\n');
  };
  await expect(read()).rejects.toMatchObject({ problem: { message: expect.stringContaining('line 2') as string } });
});
