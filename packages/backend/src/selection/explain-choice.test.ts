import { explainChoice } from './explain-choice';

it('is the backend alone where nothing was passed over', () => {
  expect(explainChoice({ name: 'cpu', describe: 'plain JavaScript', passedOver: [] })).toBe('plain JavaScript');
});

it('names together what was passed over for one reason', () => {
  const passedOver = [
    { name: 'native-gpu' as const, why: 'never built' },
    { name: 'native' as const, why: 'never built' },
    { name: 'webgpu' as const, why: 'software' },
  ];
  expect(explainChoice({ name: 'wasm', describe: 'WebAssembly', passedOver })).toBe(
    'WebAssembly (not native-gpu, native: never built; not webgpu: software)',
  );
});
