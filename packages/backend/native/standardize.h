// Rows with mean 0 and variance 1, their gradient, and the gradient of that.
#pragma once

#include <cmath>

#include "call.h"

namespace bcl {

inline void standardizeRows(const float* x, float* y, float* precision, size_t rows, size_t w, float epsilon) {
  const float share = 1.0f / w;
  for (size_t r = 0; r < rows; r++, x += w, y += w) {
    float sum = 0;
    for (size_t i = 0; i < w; i++) sum += x[i];
    const float mean = sum * share;
    float squares = 0;
    for (size_t i = 0; i < w; i++) squares += (x[i] - mean) * (x[i] - mean);
    const float p = 1.0f / std::sqrt(squares * share + epsilon);
    precision[r] = p;
    for (size_t i = 0; i < w; i++) y[i] = (x[i] - mean) * p;
  }
}
inline void standardizeGradRows(const float* dy, const float* z, const float* precision, const float* plus, float* dx,
                                size_t rows, size_t w) {
  const float share = 1.0f / w;
  for (size_t r = 0; r < rows; r++, dy += w, z += w, dx += w) {
    float sum = 0, along = 0;
    for (size_t i = 0; i < w; i++) {
      sum += dy[i];
      along += z[i] * dy[i];
    }
    const float mean = sum * share, slope = along * share, p = precision[r];
    if (plus != nullptr) {
      const float* more = plus + r * w;
      for (size_t i = 0; i < w; i++) dx[i] = more[i] + (dy[i] - z[i] * slope - mean) * p;
    } else {
      for (size_t i = 0; i < w; i++) dx[i] = (dy[i] - z[i] * slope - mean) * p;
    }
  }
}
inline void standardizeBendRows(const float* v, const float* dy, const float* z, const float* precision, float* dx,
                                size_t rows, size_t w) {
  const float share = 1.0f / w;
  for (size_t r = 0; r < rows; r++, v += w, dy += w, z += w, dx += w) {
    float zd = 0, zv = 0, vd = 0, sv = 0, sd = 0;
    for (size_t i = 0; i < w; i++) {
      zd += z[i] * dy[i];
      zv += z[i] * v[i];
      vd += v[i] * dy[i];
      sv += v[i];
      sd += dy[i];
    }
    const float a = zd * share, c = zv * share, mv = sv * share, md = sd * share, e = vd * share - mv * md;
    const float s = -precision[r] * precision[r], q = e - 3 * a * c;
    for (size_t i = 0; i < w; i++) dx[i] = s * (c * (dy[i] - md) + a * (v[i] - mv) + q * z[i]);
  }
}

inline void Standardize(void* attributes, TF_OpKernelContext* context) {
  Call c(context);
  auto shape = c.in[0].shape();
  c.require(!shape.empty(), "rows are needed");
  if (!c.good) return;
  const Rows r(shape);
  float* y = c.allocate(0, shape);
  shape.back() = 1;
  float* p = c.allocate(1, shape);
  const float epsilon = static_cast<Attributes*>(attributes)->epsilon;
  if (c.good)
    r.each([&](size_t a, size_t b) {
      standardizeRows(c.in[0].data() + a * r.width, y + a * r.width, p + a, b - a, r.width, epsilon);
    });
}
inline void StandardizeGrad(void*, TF_OpKernelContext* context) {
  Call c(context);
  c.requireAlike(2);
  const Rows r(c.in[1].shape());
  c.require(c.in[2].size() == r.rows, "one precision for each row is needed");
  const bool added = TF_NumInputs(context) == 4;
  if (added) c.require(c.in[3].size() == c.in[1].size(), "what is added does not fit");
  float* dx = c.allocate(0, c.in[1].shape());
  if (c.good)
    r.each([&](size_t a, size_t b) {
      const size_t at = a * r.width;
      standardizeGradRows(c.in[0].data() + at, c.in[1].data() + at, c.in[2].data() + a,
                          added ? c.in[3].data() + at : nullptr, dx + at, b - a, r.width);
    });
}
inline void StandardizeBend(void*, TF_OpKernelContext* context) {
  Call c(context);
  c.requireAlike(3);
  const Rows r(c.in[2].shape());
  c.require(c.in[3].size() == r.rows, "one precision for each row is needed");
  float* dx = c.allocate(0, c.in[2].shape());
  if (c.good)
    r.each([&](size_t a, size_t b) {
      const size_t at = a * r.width;
      standardizeBendRows(c.in[0].data() + at, c.in[1].data() + at, c.in[2].data() + at, c.in[3].data() + a, dx + at,
                          b - a, r.width);
    });
}

}  // namespace bcl
