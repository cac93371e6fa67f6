import { ProblemError } from '@bcl/errors';
import { withPlugin, type PluginRecord } from './plugin-record';

const bridge: PluginRecord = {
  role: 'objective',
  name: 'bridge',
  version: '1.2.3',
  parameters: { alpha: { from: 1, to: 0 }, clip: 10 },
  from: '/project/bridge.ts',
  sha256: 'a'.repeat(64),
};

describe('withPlugin', () => {
  it('adds a record of plain JSON for each role', () => {
    const one = withPlugin([], { ...bridge, parameters: { alpha: 0.5, clip: undefined } }, '/run');
    expect(one).toEqual([{ ...bridge, parameters: { alpha: 0.5 } }]);
    expect(one[0].parameters).not.toHaveProperty('clip');
    const sampler = { ...bridge, role: 'sampler' };
    expect(withPlugin(one, sampler, '/run')).toEqual([...one, sampler]);
  });

  it('keeps the record of a role that is filled by the same again, in whatever order its parameters are', () => {
    const same = { ...bridge, parameters: { clip: 10, alpha: { to: 0, from: 1 } } };
    expect(withPlugin([bridge], same, '/run')).toEqual([bridge]);
  });

  it.each<[string, Partial<PluginRecord>, string]>([
    [
      'name',
      { name: 'other' },
      'it was bridge 1.2.3 from /project/bridge.ts and is other 1.2.3 from /project/bridge.ts',
    ],
    ['version', { version: '1.3.0' }, 'it was bridge 1.2.3 from /project/bridge.ts and is bridge 1.3.0 from'],
    [
      'origin',
      { from: 'bridge@1.2.3' },
      'it was bridge 1.2.3 from /project/bridge.ts and is bridge 1.2.3 from bridge@1.2.3',
    ],
    [
      'parameters',
      { parameters: { alpha: 0 } },
      'its parameters were {"alpha":{"from":1,"to":0},"clip":10} and are {"alpha":0}',
    ],
    ['text', { sha256: 'b'.repeat(64) }, 'the SHA-256 of /project/bridge.ts is another'],
  ])('refuses another %s', (_, change, why) => {
    const act = () => withPlugin([bridge], { ...bridge, ...change }, '/run');
    expect(act).toThrow(ProblemError);
    expect(act).toThrow(`The objective has changed since the run began (/run/manifest.json): ${why}`);
    expect(act).toThrow('; put the old one back, or start a new run');
  });
});
