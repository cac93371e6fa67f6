import { booleanParameter, choiceParameter } from './choice-parameter';

describe('choiceParameter', () => {
  const order = choiceParameter({ choices: ['first', 'second', 'third'], default: 'second', description: 'the order' });

  it('reads its words and nothing else', () => {
    expect(order.read('third')).toBe('third');
    for (const given of ['fourth', '', 0, null, ['first']]) expect(order.read(given)).toBeUndefined();
    expect(order.accepts).toBe("'first' or 'second' or 'third'");
    expect(order.write('first')).toBe('first');
  });

  it('has one of its words as default, by type and when it is used', () => {
    // @ts-expect-error the default is none of the choices
    const wrong = choiceParameter({ choices: ['first'], default: 'last', description: 'the order' });
    expect(wrong.read(wrong.default)).toBeUndefined();
  });
});

describe('booleanParameter', () => {
  it('reads true and false and nothing else', () => {
    const exact = booleanParameter({ default: true, description: 'whether it is exact' });
    expect([exact.read(true), exact.read(false), exact.default]).toEqual([true, false, true]);
    for (const given of ['true', 1, 0, null]) expect(exact.read(given)).toBeUndefined();
    expect(exact.write(false)).toBe(false);
  });
});
