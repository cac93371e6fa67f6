import { style, type SymbolName } from './style';

/** Text as it may stand in XML, in content and in attributes. */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '�');
}

/** Rounded to a hundredth of a pixel, which keeps files small and equal on every machine. */
export function pixel(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** About how wide a text is in the house's font: there is no browser to ask. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) {
    width += /[ilj.,:;|'!()[\]]/.test(character)
      ? 0.3
      : /[mwMW@%]/.test(character)
        ? 0.88
        : /[A-Z]/.test(character)
          ? 0.67
          : 0.55;
  }
  return width * size;
}

/** Breaks a text into lines that fit a width. */
export function wrap(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((w) => w !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

interface TextStyle {
  readonly size: number;
  readonly fill?: string;
  readonly weight?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** A line of text with its baseline at (x, y). */
export function text(content: string, x: number, y: number, { size, fill, weight, anchor }: TextStyle): string {
  const extra = `${weight === undefined ? '' : ` font-weight="${weight}"`}${anchor === undefined ? '' : ` text-anchor="${anchor}"`}`;
  return `<text x="${pixel(x)}" y="${pixel(y)}" font-size="${size}" fill="${fill ?? style.ink}"${extra}>${escapeXml(content)}</text>`;
}

/** The outline of a symbol around the origin, of about the area of a circle of that radius. */
export function symbolPath(name: SymbolName, radius: number): string {
  const polygon = (corners: readonly (readonly [number, number])[]) =>
    `M${corners.map(([x, y]) => `${pixel(x * radius)},${pixel(y * radius)}`).join('L')}Z`;
  switch (name) {
    case 'circle':
      return `M${pixel(radius)},0A${pixel(radius)},${pixel(radius)},0,1,1,${pixel(-radius)},0A${pixel(radius)},${pixel(radius)},0,1,1,${pixel(radius)},0Z`;
    case 'triangle':
      return polygon([[0, -1.35], [1.17, 0.68], [-1.17, 0.68]]); // prettier-ignore
    case 'square':
      return polygon([[-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]]); // prettier-ignore
    case 'diamond':
      return polygon([[0, -1.3], [1.2, 0], [0, 1.3], [-1.2, 0]]); // prettier-ignore
    case 'star':
      return polygon(
        Array.from({ length: 10 }, (_, i) => {
          const r = i % 2 === 0 ? 1.5 : 0.6;
          return [r * Math.sin((i * Math.PI) / 5), -r * Math.cos((i * Math.PI) / 5)] as const;
        }),
      );
    case 'plus': {
      const [a, b] = [0.4, 1.25];
      return polygon([[-a, -b], [a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b], [-a, b], [-a, a], [-b, a], [-b, -a], [-a, -a]]); // prettier-ignore
    }
  }
}
