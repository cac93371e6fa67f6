/** For tests of what computes with tensors: a backend for a file of tests, and a watch over tensors that leak. @packageDocumentation */
export { withBackend } from './with-backend';
export { expectNoLeaks } from './expect-no-leaks';
