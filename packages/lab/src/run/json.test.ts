import fc from 'fast-check';
import { jsonText } from './json';

describe('jsonText', () => {
  it('reads back as what it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) =>
        expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value))),
      ),
    );
  });

  it('keeps plain arrays on one line and indents the rest', () => {
    expect(jsonText({ seeds: [0, 1], methods: [{ name: 'EM' }], none: {}, skip: undefined })).toBe(
      '{\n  "seeds": [0,1],\n  "methods": [\n    {\n      "name": "EM"\n    }\n  ],\n  "none": {}\n}\n',
    );
  });

  it('writes numbers that are not finite as null', () => {
    expect(jsonText([NaN, Infinity, 1])).toBe('[null,null,1]\n');
  });
});
