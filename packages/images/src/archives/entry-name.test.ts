import { checkEntryName, entryKind } from './entry-name';

describe('checkEntryName', () => {
  it.each(['a.jpg', 'img/a.jpg', './img/a.jpg', 'img/', 'a..b/c.jpg', '..a.jpg', 'a..', 'ä/ö.png', 'C.jpg'])(
    'lets %s pass',
    (name) => {
      expect(() => checkEntryName(name, 'x.zip')).not.toThrow();
    },
  );

  it.each([
    ['../a.jpg', 'climbs out'],
    ['img/../../a.jpg', 'climbs out'],
    ['img/..', 'climbs out'],
    ['..\\a.jpg', 'climbs out'],
    ['img\\..\\..\\a.jpg', 'climbs out'],
    ['/etc/passwd', 'absolute'],
    ['\\\\server\\a.jpg', 'absolute'],
    ['C:\\a.jpg', 'absolute'],
    ['c:a.jpg', 'absolute'],
    ['a.jpg\0.txt', 'zero byte'],
    ['', 'absolute'],
  ])('refuses %j', (name, why) => {
    expect(() => checkEntryName(name, 'x.zip')).toThrow(why);
    expect(() => checkEntryName(name, 'x.zip')).toThrow(`The archive holds '${name.replace('\0', '\0')}' (x.zip)`);
  });
});

it.each([
  ['000001.jpg', 'picture'],
  ['img_align_celeba/000001.JPG', 'picture'],
  ['a/b.jpeg', 'picture'],
  ['a.png', 'picture'],
  ['a.gif', 'other'],
  ['a.jpg.txt', 'other'],
  ['.hidden.jpg', 'other'],
  ['img/._000001.jpg', 'other'],
  ['__MACOSX/img/a.jpg', 'other'],
  ['Anno/list_attr_celeba.txt', 'attributes'],
  ['list_attr_celeba.csv', 'attributes'],
  ['list_attr_celeba.first20000.txt', 'attributes'],
  ['list_bbox_celeba.txt', 'other'],
])('%s is of kind %s', (name, kind) => {
  expect(entryKind(name)).toBe(kind);
});
