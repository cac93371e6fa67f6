import { alphaBridge } from '../divergences/alpha-bridge';
import { objectiveHeader } from './header';

const { definition } = alphaBridge;
const chosen = { alpha: { from: 1, to: 0 }, normalise: true, clip: null };

describe('objectiveHeader', () => {
  it('takes name and version from the definition and writes the parameters', () => {
    expect(objectiveHeader(definition, chosen, { needs: ['logRatio'] })).toEqual({
      name: 'alphaBridge',
      version: definition.version,
      parameters: chosen,
      needs: ['logRatio'],
      between: 'data-and-model',
      spread: 0,
    });
  });

  it('takes what differs from the usual', () => {
    const parts = { needs: [], between: 'two-matchings' as const, spread: 2 };
    expect(objectiveHeader(definition, chosen, parts)).toMatchObject(parts);
  });
});
