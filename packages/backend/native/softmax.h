// The gradient of a softmax along rows.
#pragma once

#include "call.h"

namespace bcl {

inline void softmaxGradRows(const float* dy, const float* y, float* dx, size_t rows, size_t w) {
  for (size_t r = 0; r < rows; r++, dy += w, y += w, dx += w) {
    float along = 0;
    for (size_t i = 0; i < w; i++) along += dy[i] * y[i];
    for (size_t i = 0; i < w; i++) dx[i] = y[i] * (dy[i] - along);
  }
}

inline void SoftmaxGrad(void*, TF_OpKernelContext* context) {
  Call c(context);
  c.requireAlike(2);
  const Rows r(c.in[1].shape());
  float* dx = c.allocate(0, c.in[1].shape());
  if (c.good)
    r.each([&](size_t a, size_t b) {
      const size_t at = a * r.width;
      softmaxGradRows(c.in[0].data() + at, c.in[1].data() + at, dx + at, b - a, r.width);
    });
}

}  // namespace bcl
