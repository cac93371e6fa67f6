import { defineApp } from './define';
import { quoted, reproduceCommand } from './reproduce';

const base = { name: 'toy', description: 'A toy.', seeds: { count: 2 }, run: () => Promise.resolve() };
const integer = { kind: 'integer', default: 3, min: 1, description: 'x' } as const;

describe('defineApp', () => {
  it('gives back what it is given', () => {
    const app = { ...base, options: { steps: integer } };
    expect(defineApp(app)).toBe(app);
  });

  it.each([
    ['a name that makes no folder', { ...base, name: 'To y', options: {} }, "the app's name is 'To y'"],
    ['an option that every app has', { ...base, options: { seeds: integer } }, 'every app has --seeds already'],
    ['an option in kebab case', { ...base, options: { 'in-ner': integer } }, 'names are in camel case'],
    ['a default out of range', { ...base, options: { steps: { ...integer, default: 0 } } }, "--steps is '0'"],
    ['a quick default out of range', { ...base, options: { steps: { ...integer, quick: 0.5 } } }, "--steps is '0.5'"],
  ])('refuses %s', (_, app, message) => {
    expect(() => defineApp(app)).toThrow(TypeError);
    expect(() => defineApp(app)).toThrow(message);
  });
});

describe('reproduceCommand', () => {
  const app = {
    ...base,
    data: 'a table',
    options: { steps: { ...integer, quick: 1 }, tied: { kind: 'boolean', description: '' } },
  } as const;

  it('spells out seeds and what is not at its default', () => {
    const values = { steps: 3, tied: false, seed: 0, seeds: 2, quick: false };
    expect(reproduceCommand(app, undefined, values)).toBe('pnpm --filter apps/toy start --seed 0 --seeds 2');
    expect(reproduceCommand(app, undefined, { ...values, steps: 4, tied: true, data: "it's" })).toBe(
      "pnpm --filter apps/toy start --steps 4 --tied --seed 0 --seeds 2 --data 'it'\\''s'",
    );
    expect(reproduceCommand(app, undefined, { ...values, steps: 1, quick: true })).toBe(
      'pnpm --filter apps/toy start --seed 0 --seeds 2 --quick',
    );
  });

  it('starts the app as it or its package says', () => {
    const named = { name: 'apps/other', version: '1.0.0', dependencies: {} };
    expect(reproduceCommand(app, named, {})).toBe('pnpm --filter apps/other start');
    expect(reproduceCommand({ ...app, command: 'npx start' }, named, {})).toBe('npx start');
  });

  it('quotes for a shell only what needs it', () => {
    expect(quoted('/a/b-c.csv')).toBe('/a/b-c.csv');
    expect(quoted('a b')).toBe("'a b'");
    expect(quoted('$x')).toBe("'$x'");
  });
});
