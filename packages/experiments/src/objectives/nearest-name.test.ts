import { nearestName } from './nearest-name';

const names = ['forwardKL', 'reverseKL', 'jensenShannon', 'alphaBridge', 'sum'];

it.each([
  ['reverseLK', 'reverseKL'], // swapped
  ['reversekl', 'reverseKL'], // another case
  ['revrseKL', 'reverseKL'], // a letter missing
  ['jensenShanon', 'jensenShannon'],
  ['alphabridgee', 'alphaBridge'], // one too many
  ['alfaBridge', 'alphaBridge'],
  ['som', 'sum'],
  ['wasserstein', undefined],
  ['kl', undefined],
  ['', undefined],
])('%s is meant as %s', (typed, name) => expect(nearestName(typed, names)).toBe(name));
