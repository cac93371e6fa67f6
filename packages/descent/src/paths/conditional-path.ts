import { normal, split, type Key } from '@bcl/random';
import type { Gaussians } from '../state/gaussians';
import type { Gradient } from '../state/gradient';
import { allocateAdjoint, clearAdjoint, pullBack, throughCovariance } from '../projection/adjoint';
import { choleskyAdjoint } from '../projection/cholesky-adjoint';
import { firstOf, type Frame } from '../projection/frame';
import { allocateProjected, project } from '../projection/projected';
import { dataSource } from './data-source';
import type { PathOptions } from './marginal-path';
import type { Draws, Path } from './path';

/** A component whose probability given the source is below this takes no part in the answer. */
const NEGLIGIBLE = 1e-14;

/** What a conditional path needs to know beside how it draws. */
export interface ConditionalPathOptions extends PathOptions {
  /** q, from which the source values are drawn. */
  readonly target: Gaussians;
}

/**
 * Samples given a source: y_S from q, then one y_T from every component k, with the probability ω_k = p(k | y_S) as its share.
 *
 * The components' covariances are factored in the order (S, T): C = L Lᵀ. With z = L_SS⁻¹ (y_S − m_S) and ε ~ N(0, I) the
 * sample is y_T = m_T + L_TS z + L_TT ε, because L_TS L_SS⁻¹ is the regression and L_TT L_TTᵀ the conditional covariance; and
 * log N(y_S) = −½ zᵀz − Σ log L_ii + constant gives ω. The gradient flows through all of that: through the samples, and
 * through ω_k by enumeration of the components.
 *
 * The frame's first `given` coordinates are the source.
 */
export function conditionalPath(
  frame: Frame,
  given: number,
  components: number,
  options: ConditionalPathOptions,
): Path {
  const { size } = frame;
  const asked = size - given;
  const rows = Math.max(1, Math.round(options.samples / components));
  const capacity = rows * components;
  const model = allocateProjected(frame, components);
  const { means, factors, whitening } = model;
  const adjoint = allocateAdjoint(model);
  const byFactor = new Float64Array(components * size * size);
  const byCovariance = new Float64Array(components * size * size);
  const scratch = new Float64Array(size * size);
  const data = dataSource(firstOf(frame, given), { target: options.target, samples: rows });

  const points = new Float64Array(capacity * size);
  const mass = new Float64Array(capacity);
  const labels = new Int32Array(capacity);
  const sourceOf = new Int32Array(capacity);
  // z of the sources, then ε of the targets: the whitened sample.
  const whitened = new Float64Array(capacity * size);
  const logs = new Float64Array(components);
  const z = new Float64Array(components * given);
  const byPart = new Float64Array(size);
  let count = 0;

  /** log π_k N(y_S; k) up to a constant, and the whitened sources z. */
  function weigh(gaussians: Gaussians, sources: Float64Array, row: number): void {
    let top = -Infinity;
    for (let k = 0; k < components; k++) {
      let log = gaussians.logWeights[k];
      for (let i = 0; i < given; i++) {
        const w = (k * size + i) * size;
        let sum = 0;
        for (let j = 0; j <= i; j++) sum += whitening[w + j] * (sources[row * given + j] - means[k * size + j]);
        z[k * given + i] = sum;
        log -= 0.5 * sum * sum + Math.log(factors[w + i]);
      }
      logs[k] = log;
      if (log > top) top = log;
    }
    let sum = 0;
    for (let k = 0; k < components; k++) {
      logs[k] = Math.exp(logs[k] - top);
      sum += logs[k];
    }
    for (let k = 0; k < components; k++) logs[k] /= sum;
  }

  return {
    model,
    capacity,
    sourceCapacity: rows,
    needsValue: true,
    draw(key: Key, gaussians: Gaussians): Draws {
      const [forSources, forNoise] = split(key, 2);
      project(model, gaussians);
      const sources = data.draw(forSources);
      const noise = normal(forNoise, capacity * asked);
      count = 0;
      for (let row = 0; row < rows; row++) {
        weigh(gaussians, sources, row);
        for (let k = 0; k < components; k++) {
          if (!(logs[k] > NEGLIGIBLE)) continue;
          const at = count * size;
          labels[count] = k;
          sourceOf[count] = row;
          mass[count] = logs[k] / rows;
          for (let i = 0; i < given; i++) {
            points[at + i] = sources[row * given + i];
            whitened[at + i] = z[k * given + i];
          }
          for (let i = given; i < size; i++) whitened[at + i] = noise[(row * components + k) * asked + i - given];
          for (let i = given; i < size; i++) {
            let value = means[k * size + i];
            const l = (k * size + i) * size;
            for (let j = 0; j <= i; j++) value += factors[l + j] * whitened[at + j];
            points[at + i] = value;
          }
          count++;
        }
      }
      return { count, points, mass, sourceCount: rows, sources, sourceOf };
    },
    backward(byPoint: Float64Array, value: Float64Array | undefined, gradient: Gradient): void {
      clearAdjoint(adjoint);
      byFactor.fill(0);
      const centre = new Float64Array(rows);
      if (value) for (let s = 0; s < count; s++) centre[sourceOf[s]] += rows * mass[s] * value[s];
      for (let s = 0; s < count; s++) {
        const k = labels[s];
        const at = s * size;
        const byLog = value ? mass[s] * (value[s] - centre[sourceOf[s]]) : 0;
        gradient.logits[k] += byLog;
        // y_T = m_T + L_T (z, ε): by L and by z.
        for (let j = 0; j < given; j++) byPart[j] = -byLog * whitened[at + j];
        for (let i = given; i < size; i++) {
          const by = byPoint[at + i];
          const l = (k * size + i) * size;
          adjoint.means[k * size + i] += by;
          for (let j = 0; j <= i; j++) byFactor[l + j] += by * whitened[at + j];
          for (let j = 0; j < given; j++) byPart[j] += by * factors[l + j];
        }
        // z = L_SS⁻¹ (y_S − m_S): with v = L_SS⁻ᵀ ∂z, ∂m_S = −v and ∂L_SS = −v zᵀ; and ∂ log N = −∂ log L_ii.
        for (let j = 0; j < given; j++) {
          let v = 0;
          for (let i = j; i < given; i++) v += whitening[(k * size + i) * size + j] * byPart[i];
          adjoint.means[k * size + j] -= v;
          const l = (k * size + j) * size;
          for (let i = 0; i <= j; i++) byFactor[l + i] -= v * whitened[at + i];
          byFactor[l + j] -= byLog / factors[l + j];
        }
      }
      for (let k = 0; k < components; k++) {
        choleskyAdjoint(factors, whitening, byFactor, k * size * size, size, scratch, byCovariance);
        throughCovariance(model, k, byCovariance, k * size * size, adjoint);
      }
      pullBack(frame, adjoint, gradient);
    },
  };
}
