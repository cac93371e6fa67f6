import { attributesOf, parseAttributeList } from './attribute-list';

const celeba = `202599
Smiling Eyeglasses Male
000001.jpg -1  1 -1
000002.jpg  1 -1  1
`;
const parse = (text: string) => parseAttributeList({ where: 'list.txt', text });

describe('parseAttributeList', () => {
  it('reads the format of CelebA, cut lists and other line ends too', () => {
    for (const text of [celeba, celeba.replaceAll('\n', '\r\n'), celeba.slice(0, -1)]) {
      const list = parse(text);
      expect(list.names).toEqual(['Smiling', 'Eyeglasses', 'Male']);
      expect([...list.values]).toEqual([
        ['000001.jpg', Int8Array.of(-1, 1, -1)],
        ['000002.jpg', Int8Array.of(1, -1, 1)],
      ]);
    }
  });

  it('reads the form with commas, and one without a count', () => {
    expect(parse('image_id,Smiling,Male\na.jpg,1,-1\n').values.get('a.jpg')).toEqual(Int8Array.of(1, -1));
    expect(parse('Smiling Male\na.jpg 1 -1\n').names).toEqual(['Smiling', 'Male']);
  });

  it.each([
    ['', 'list.txt, line 1', 'no line of attribute names'],
    ['2\n', 'line 2', 'no line of attribute names'],
    ['2\na.jpg 1 -1\n', 'line 2', 'no line of attribute names'],
    ['2\nSmiling Smiling\na.jpg 1 1\n', 'line 2', 'no line of attribute names'],
    ['2\nSmiling Male\n', 'line 3', 'describes no picture'],
    ['2\nSmiling Male\na.jpg 1 -1\nb.jpg 1\n', 'line 4', 'b.jpg has 1 values for 2 attributes'],
    ['2\nSmiling Male\na.jpg 1 -1 1\n', 'line 3', 'a.jpg has 3 values for 2 attributes'],
    ['2\nSmiling Male\na.jpg 1 0\n', 'line 3', "'0' is no attribute value"],
  ])('refuses %j', (text, where, message) => {
    expect(() => parse(text)).toThrow(where);
    expect(() => parse(text)).toThrow(message);
  });
});

describe('attributesOf', () => {
  it('gives values in the order of the pictures, by their own names', () => {
    const { names, values } = attributesOf(parse(celeba), ['img/000002.jpg', '000001.jpg', 'a/b/000002.jpg']);
    expect(names).toEqual(['Smiling', 'Eyeglasses', 'Male']);
    expect(values).toEqual(Int8Array.of(1, -1, 1, -1, 1, -1, 1, -1, 1));
  });

  it('does not guess', () => {
    expect(() => attributesOf(parse(celeba), ['000003.jpg'])).toThrow('no line for 000003.jpg among 2 (list.txt)');
  });
});
