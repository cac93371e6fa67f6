// x · logistic(1.702 x), its gradient, and the gradient of that.
#pragma once

#include "call.h"
#include "registers.h"

namespace bcl {

constexpr float K = 1.702f;
// Exactly 0 where e^-u would leave float32, so that a large negative x comes to 0 and not to x times a tiny number.
INLINE float logistic(float u) { return u < -87.0f ? 0.0f : 1.0f / (1.0f + expOf(-u)); }

inline void geluRange(const float* __restrict x, float* __restrict y, size_t n) {
  for (size_t i = 0; i < n; i++) y[i] = x[i] * logistic(K * x[i]);
}
inline void geluGradRange(const float* __restrict dy, const float* __restrict x, float* __restrict dx, size_t n) {
  for (size_t i = 0; i < n; i++) {
    float u = K * x[i], s = logistic(u);
    dx[i] = dy[i] * (s + u * (s - s * s));
  }
}
inline void geluBendRange(const float* __restrict v, const float* __restrict dy, const float* __restrict x,
                          float* __restrict dx, size_t n) {
  for (size_t i = 0; i < n; i++) {
    float u = K * x[i], s = logistic(u);
    dx[i] = v[i] * dy[i] * (s - s * s) * (2 * K + u * (K - 2 * K * s));
  }
}

inline void Gelu(void*, TF_OpKernelContext* context) {
  Call c(context);
  float* y = c.allocate(0, c.in[0].shape());
  if (c.good)
    ranges(c.in[0].size(), GRAIN, [&](size_t a, size_t b) { geluRange(c.in[0].data() + a, y + a, b - a); }, 64);
}
inline void GeluGrad(void*, TF_OpKernelContext* context) {
  Call c(context);
  c.requireAlike(2);
  float* dx = c.allocate(0, c.in[1].shape());
  if (c.good)
    ranges(
        c.in[1].size(), GRAIN,
        [&](size_t a, size_t b) { geluGradRange(c.in[0].data() + a, c.in[1].data() + a, dx + a, b - a); }, 64);
}
inline void GeluBend(void*, TF_OpKernelContext* context) {
  Call c(context);
  c.requireAlike(3);
  float* dx = c.allocate(0, c.in[2].shape());
  if (c.good)
    ranges(
        c.in[2].size(), GRAIN,
        [&](size_t a, size_t b) {
          geluBendRange(c.in[0].data() + a, c.in[1].data() + a, c.in[2].data() + a, dx + a, b - a);
        },
        64);
}

}  // namespace bcl
