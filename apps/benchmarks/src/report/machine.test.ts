import { busyNote, machine } from './machine';

it('machine states what times depend on, and nothing that names a person or a place', () => {
  const facts = machine({ python: '/home/someone/python3', scikitLearn: '1.2', numpy: '1.24', blas: 'openblas' });
  expect(facts).toMatchObject({ scikitLearn: '1.2', numpy: '1.24', blas: 'openblas', node: process.version });
  expect(facts.cores).toBeGreaterThanOrEqual(1);
  expect(JSON.stringify(facts)).not.toContain('someone');
  expect(machine(undefined)).not.toHaveProperty('numpy');
});

it('busyNote warns where other programs take part of the machine', () => {
  expect(busyNote({ loadBefore: 0.4, cores: 2 })).toBeUndefined();
  expect(busyNote({ loadBefore: 7.5, cores: 2 })).toMatch('a load of 7.5 on 2 cores');
  expect(busyNote({ loadBefore: 1, cores: 1 })).toMatch('on 1 core)');
});
