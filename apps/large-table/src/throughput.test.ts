import { Throughput } from './throughput';

it('counts rows between the first note and the last', () => {
  let time = 500;
  const throughput = new Throughput(() => time);
  expect(throughput.rowsPerSecond).toBeUndefined();
  throughput.note(100);
  expect(throughput.rowsPerSecond).toBeUndefined();
  time = 1500;
  throughput.note(300);
  time = 2500;
  throughput.note(700);
  expect(throughput.rowsPerSecond).toBe(300);
});
