/** The one TensorFlow.js of a process: two instances would know nothing of each other's tensors. */
export * as tf from '@tensorflow/tfjs';
