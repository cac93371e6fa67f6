import { manifestProblems } from './plugin.mjs';

const record = {
  role: 'objective',
  name: 'mine',
  version: '1.2.0',
  parameters: { order: 2, more: true },
  from: 'mine@1.2.0',
};
const manifest = (changed = {}) => ({ state: 'finished', plugins: [{ ...record, ...changed }] });

describe('manifestProblems', () => {
  it('is content with the name, the version and the parameters', () => {
    expect(manifestProblems(manifest(), '1.2.0', { order: 2 })).toEqual([]);
  });

  it('names what is missing', () => {
    expect(manifestProblems(undefined, '1.2.0', {})).toEqual(['the run left no manifest.json']);
    expect(manifestProblems({ state: 'finished' }, '1.2.0', {})[0]).toMatch(
      /no objective among its plugins: undefined/,
    );
    const other = { ...manifest({ version: '1.0.0', name: undefined, parameters: { order: 1 } }), state: 'failed' };
    expect(manifestProblems(other, '1.2.0', { order: 2, more: true })).toEqual([
      'manifest.json says "state": "failed"',
      "the objective's name is undefined",
      "the objective's version is 1.0.0, not 1.2.0",
      'its parameter order is 1, not 2',
      'its parameter more is undefined, not true',
    ]);
  });
});
