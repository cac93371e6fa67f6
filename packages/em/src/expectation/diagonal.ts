import type { Group } from '../observations/view';
import { singularCovariance, type Components } from './components';
import { LOG_TWO_PI, type Kernel } from './kernel';

/** Kernel for diagonal covariances: cost N K D instead of N K D². A gap contributes its variance and nothing else. */
export function diagonalKernel(model: Components, group: Group, stride: number): Kernel {
  const { components, dimension } = model;
  const { observed, missing } = group;
  const width = observed.length;
  const means = new Float64Array(components * width);
  const precisions = new Float64Array(components * width);
  const constants = new Float64Array(components);
  for (let k = 0; k < components; k++) {
    let logDeterminant = 0;
    observed.forEach((d, j) => {
      const variance = model.covariances[k * dimension + d];
      if (!(variance > 0)) throw singularCovariance(k);
      means[k * width + j] = model.means[k * dimension + d];
      precisions[k * width + j] = 1 / variance;
      logDeterminant += Math.log(variance);
    });
    constants[k] = Math.log(model.weights[k]) - 0.5 * (width * LOG_TWO_PI + logDeterminant);
  }
  const mass = new Float64Array(components);
  const first = new Float64Array(components * width);
  const second = new Float64Array(components * width);
  return {
    logJoint(block, count, out) {
      for (let k = 0; k < components; k++) {
        const at = k * stride;
        for (let s = 0; s < count; s++) out[at + s] = constants[k];
        for (let j = 0; j < width; j++) {
          const mean = means[k * width + j];
          const half = 0.5 * precisions[k * width + j];
          for (let s = 0, p = j * stride; s < count; s++, p++) {
            const difference = block[p] - mean;
            out[at + s] -= half * difference * difference;
          }
        }
      }
    },
    accumulate(block, count, responsibilities) {
      for (let k = 0; k < components; k++) {
        const at = k * stride;
        for (let s = 0; s < count; s++) mass[k] += responsibilities[at + s];
        for (let j = 0; j < width; j++) {
          const mean = means[k * width + j];
          let sum = 0;
          let squares = 0;
          for (let s = 0, p = j * stride; s < count; s++, p++) {
            const difference = block[p] - mean;
            const weighted = responsibilities[at + s] * difference;
            sum += weighted;
            squares += weighted * difference;
          }
          first[k * width + j] += sum;
          second[k * width + j] += squares;
        }
      }
    },
    finish(statistics) {
      for (let k = 0; k < components; k++) {
        statistics.mass[k] += mass[k];
        observed.forEach((d, j) => {
          statistics.first[k * dimension + d] += first[k * width + j];
          statistics.second[k * dimension + d] += second[k * width + j];
        });
        for (const d of missing) statistics.second[k * dimension + d] += mass[k] * model.covariances[k * dimension + d];
      }
    },
  };
}
