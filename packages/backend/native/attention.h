// Self-attention of all heads, and its gradient.
#pragma once

#include <cmath>
#include <cstring>

#include "call.h"
#include "heads.h"

namespace bcl {

inline void attend(const float* projected, float* out, float* weights, size_t batch, size_t T, size_t H, size_t C) {
  const size_t W = H * C, rows = upTo(T, ROWS), pt = upTo(T, L), pc = upTo(C, L);
  const float scale = 1.0f / std::sqrt(static_cast<float>(C));
  V beyond{};
  for (size_t j = 0; j < L; j++) beyond[j] = pt - L + j < T ? 0.0f : -1e30f;
  ranges(batch * H, 4, [&](size_t i0, size_t i1) {
    static thread_local Scratch scratch;
    scratch.clear(C * pt + T * pc + rows * (2 * pc + pt));
    float *kt = scratch.take(C * pt), *v = scratch.take(T * pc), *q = scratch.take(rows * pc);
    float *o = scratch.take(rows * pc), *s = scratch.take(rows * pt);
    for (size_t i = i0; i < i1; i++) {
      const size_t b = i / H, h = i % H;
      const float* row = projected + b * T * 3 * W + h * C;
      copySlice(row, 3 * W, T, C, q, pc, scale);
      copyTransposed(row + W, 3 * W, T, C, kt, pt);
      copySlice(row + 2 * W, 3 * W, T, C, v, pc, 1);
      small(q, pc, 1, kt, pt, s, pt, rows, C, pt);
      float* p = weights + (h * batch + b) * T * T;
      for (size_t t = 0; t < T; t++) {
        float* x = s + t * pt;
        // Columns beyond the last token are taken out in the register: a store of them would hold up the load that
        // follows.
        const size_t end = pt - L;
        const V last = load(x + end) + beyond;
        V top = last;
        for (size_t j = 0; j < end; j += L) top = larger(load(x + j), top);
        const float most = topOf(top);
        V sum = expOf(last - most);
        store(x + end, sum);
        for (size_t j = 0; j < end; j += L) {
          const V e = expOf(load(x + j) - most);
          store(x + j, e);
          sum += e;
        }
        const float share = 1.0f / sumOf(sum);
        for (size_t j = 0; j < pt; j += L) store(x + j, load(x + j) * share);
        std::memcpy(p + t * T, x, T * sizeof(float));
      }
      small(s, pt, 1, v, pc, o, pc, rows, T, pc);
      for (size_t t = 0; t < T; t++) std::memcpy(out + (b * T + t) * W + h * C, o + t * pc, C * sizeof(float));
    }
  });
}

inline void attendGrad(const float* dy, const float* projected, const float* weights, float* dx, size_t batch, size_t T,
                       size_t H, size_t C) {
  const size_t W = H * C, rows = upTo(T, ROWS), pt = upTo(T, L), pc = upTo(C, L);
  const float scale = 1.0f / std::sqrt(static_cast<float>(C));
  ranges(batch * H, 4, [&](size_t i0, size_t i1) {
    static thread_local Scratch scratch;
    scratch.clear(C * pt + rows * (4 * pc + 2 * pt));
    float *vt = scratch.take(C * pt), *q = scratch.take(rows * pc), *k = scratch.take(rows * pc),
          *o = scratch.take(rows * pc);
    float *p = scratch.take(rows * pt), *s = scratch.take(rows * pt), *d = scratch.take(rows * pc);
    for (size_t i = i0; i < i1; i++) {
      const size_t b = i / H, h = i % H;
      const float* row = projected + b * T * 3 * W + h * C;
      const float* from = weights + (h * batch + b) * T * T;
      float* to = dx + b * T * 3 * W + h * C;
      copySlice(row, 3 * W, T, C, q, pc, scale);
      copySlice(row + W, 3 * W, T, C, k, pc, scale);
      copyTransposed(row + 2 * W, 3 * W, T, C, vt, pt);
      copySlice(dy + b * T * W + h * C, W, T, C, o, pc, 1);
      for (size_t t = 0; t < T; t++) std::memcpy(p + t * pt, from + t * T, T * sizeof(float));
      small(o, pc, 1, vt, pt, s, pt, rows, C, pt);
      for (size_t t = 0; t < T; t++) {
        V along{};
        for (size_t j = 0; j < pt; j += L) along += load(s + t * pt + j) * load(p + t * pt + j);
        const float mean = sumOf(along);
        for (size_t j = 0; j < pt; j += L) store(s + t * pt + j, load(p + t * pt + j) * (load(s + t * pt + j) - mean));
      }
      auto give = [&](float* there) {
        for (size_t t = 0; t < T; t++) std::memcpy(there + t * 3 * W, d + t * pc, C * sizeof(float));
      };
      small(s, pt, 1, k, pc, d, pc, rows, T, pc);
      give(to);
      small(s, 1, pt, q, pc, d, pc, rows, T, pc);
      give(to + W);
      small(p, 1, pt, o, pc, d, pc, rows, T, pc);
      give(to + 2 * W);
    }
  });
}

struct Heads {
  size_t batch = 0, tokens = 0, heads = 0, size = 0;
  Heads(Call& c, const Attributes& a, const std::vector<int64_t>& shape) {
    c.require(
        shape.size() == 2 && a.tokens > 0 && a.heads > 0 && shape[0] % a.tokens == 0 && shape[1] % (3 * a.heads) == 0,
        "[batch x tokens, 3 x heads x any] is needed");
    if (!c.good) return;
    batch = shape[0] / a.tokens;
    tokens = a.tokens;
    heads = a.heads;
    size = shape[1] / 3 / a.heads;
  }
};
inline void Attention(void* attributes, TF_OpKernelContext* context) {
  Call c(context);
  const Heads h(c, *static_cast<Attributes*>(attributes), c.in[0].shape());
  const int64_t rows = h.batch * h.tokens, tokens = h.tokens;
  float* out = c.allocate(0, {rows, static_cast<int64_t>(h.heads * h.size)});
  float* weights = c.allocate(1, {static_cast<int64_t>(h.heads * h.batch), tokens, tokens});
  if (c.good) attend(c.in[0].data(), out, weights, h.batch, h.tokens, h.heads, h.size);
}
inline void AttentionGrad(void* attributes, TF_OpKernelContext* context) {
  Call c(context);
  const Heads h(c, *static_cast<Attributes*>(attributes), c.in[1].shape());
  c.require(c.in[0].size() * 3 == c.in[1].size() && c.in[2].size() == h.batch * h.heads * h.tokens * h.tokens,
            "inputs of one attention are needed");
  float* dx = c.allocate(0, c.in[1].shape());
  if (c.good) attendGrad(c.in[0].data(), c.in[1].data(), c.in[2].data(), dx, h.batch, h.tokens, h.heads, h.size);
}

}  // namespace bcl
