/** TensorFlow.js chosen at run time and proved, with gradients that are right to the second order. @packageDocumentation */
export { tf } from './tensorflow';
export { openBackend, type OpenOptions } from './selection/open-backend';
export { backendNames, type Backend, type BackendName, type PassedOver } from './selection/backend';
export { backendOption } from './selection/backend-option';
export { type BackendProblem } from './selection/problem';
