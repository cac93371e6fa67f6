import { alphaBridge } from '@bcl/objectives';
import { reverseKLResult, reverseKLSections } from './report';

const figures = { box: 'box', curves: ['c'], components: ['s'], animation: 'a' };
const paper = { iterations: 10_000, innerSteps: 20, samples: 100, rate: 0.1 };

describe('reverseKLResult', () => {
  it('says for each method how many modes it found, and the worst reverse KL', () => {
    const summary = {
      schema: 1,
      app: 'gmm25-rkl',
      seeds: [0, 1],
      methods: [
        { name: 'joint', metrics: { modes: [1, 1], reverseKL: [3.219, 3.218] }, seconds: [1, 1] },
        { name: 'bigLearn', metrics: { modes: [20, 18], reverseKL: [0.31, 0.3512] }, seconds: [1, 1] },
      ],
    } as const;
    expect(reverseKLResult(summary)).toBe(
      '`joint` 1 of 25 modes, reverse KL at most 3.219; `bigLearn` 18 to 20 of 25 modes, reverse KL at most 0.351.',
    );
  });

  it('says what collapsed', () => {
    const method = (name: string, reverseKL: readonly number[]) => ({ name, metrics: { modes: [0, 3], reverseKL }, seconds: [1, 1] }); // prettier-ignore
    const methods = [method('noNoise', [NaN, NaN]), method('adam', [NaN, 0.5])];
    expect(reverseKLResult({ schema: 1, app: 'gmm25-rkl', seeds: [0, 1], methods })).toBe(
      '`noNoise` collapsed; `adam` 0 to 3 of 25 modes, reverse KL at most 0.500 where it did not collapse (1 of 2 did).',
    );
  });
});

describe('reverseKLSections', () => {
  const textOf = (more: Partial<Parameters<typeof reverseKLSections>[1]>) =>
    reverseKLSections(figures, { ...paper, methods: ['joint', 'bigLearn', 'bcl'], ...more })[0].text;

  it('says whether the settings are those of the authors’ script', () => {
    expect(textOf({})).toContain('rate 0.1, as in the authors’ released script');
    expect(textOf({ iterations: 200 })).toContain('200 matchings of 20 gradient steps, 100 samples a step, rate 0.1; the authors’ released script has 10000'); // prettier-ignore
  });

  it('speaks of what ran alone, and names another objective', () => {
    const ablation = textOf({ methods: ['bcl', 'noNoise', 'adam'] });
    expect(ablation).not.toContain('`joint` and `bigLearn` take');
    expect(ablation).toContain('`noNoise`: without noise. `adam`: Adam,');
    const other = textOf({ methods: ['joint', 'bigLearn'], objective: alphaBridge({ alpha: 0.25 }) });
    expect(other).toContain('descend alphaBridge(alpha: 0.25) here');
    expect(other).not.toContain('`bcl`');
    expect(textOf({})).not.toContain('not the reverse KL');
  });

  it('has no motion where there is none', () => {
    const still = { box: 'box', curves: ['c'], components: ['s'] };
    const headings = (drawn: typeof still) =>
      reverseKLSections(drawn, { ...paper, methods: ['bcl'] }).map(({ heading }) => heading);
    expect(headings(figures)).toContain('In motion');
    expect(headings(still)).not.toContain('In motion');
  });
});
