import { LOG_TWO_PI } from './kernel';

test('LOG_TWO_PI is log(2 pi)', () => {
  expect(LOG_TWO_PI).toBe(Math.log(2 * Math.PI));
});
