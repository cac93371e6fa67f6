// The sum of the outer products of rows, which is the gradient of a matrix, and the sum of rows, which is that of a
// bias.
#pragma once

#include "call.h"
#include "tiles.h"

namespace bcl {

// out [width, columns] = xᵀ · y, x [rows, width], y [rows, columns]. Both are copied, a block of rows at a time: read
// where they lie, one column below the other, their numbers would share a few lines of the cache.
inline void gram(const float* x, const float* y, float* out, size_t rows, size_t width, size_t columns) {
  const size_t panels = (columns + 2 * L - 1) / (2 * L), slices = (width + ROWS - 1) / ROWS, most = 128;
  const bool bySlices = width >= columns;
  const size_t parts = bySlices ? slices : panels;
  const size_t pieces = rows * width * columns < (1 << 18) ? 1 : std::min<size_t>(parts, Pool::get().threads());
  Pool::get().run(pieces, [&](size_t piece) {
    static thread_local std::vector<float> copies;
    const size_t first = parts * piece / pieces, last = parts * (piece + 1) / pieces;
    const size_t s0 = bySlices ? first : 0, s1 = bySlices ? last : slices, whole = std::min(s1, width / ROWS);
    copies.resize(most * ((s1 - s0) * ROWS + 2 * L));
    float *xs = copies.data(), *ys = xs + most * (s1 - s0) * ROWS;
    for (size_t r = 0; r < rows; r += most) {
      const size_t deep = std::min(most, rows - r);
      for (size_t k = 0; k < deep; k++) {
        const float* from = x + (r + k) * width;
        for (size_t s = s0; s < whole; s++)
          std::memcpy(xs + ((s - s0) * most + k) * ROWS, from + s * ROWS, ROWS * sizeof(float));
        for (size_t i = whole * ROWS; i < std::min(width, s1 * ROWS); i++)
          xs[((i / ROWS - s0) * most + k) * ROWS + i % ROWS] = from[i];
      }
      for (size_t p = bySlices ? 0 : first; p < (bySlices ? panels : last); p++) {
        const size_t at = p * 2 * L, wide = std::min<size_t>(2 * L, columns - at);
        for (size_t k = 0; k < deep; k++) {
          const float* from = y + (r + k) * columns + at;
          if (wide == 2 * L) {
            store(ys + k * 2 * L, load(from));
            store(ys + k * 2 * L + L, load(from + L));
          } else {
            for (size_t j = 0; j < 2 * L; j++) ys[k * 2 * L + j] = j < wide ? from[j] : 0;
          }
        }
        for (size_t s = s0; s < s1; s++) {
          float* to = out + s * ROWS * columns + at;
          rowsOfTile(std::min<size_t>(ROWS, width - s * ROWS), xs + (s - s0) * most * ROWS, 1, ROWS, ys, 2 * L, deep,
                     r ? to : nullptr, columns, to, columns, wide);
        }
      }
    }
  });
}

inline void sumOfRows(const float* x, float* out, size_t rows, size_t w) {
  // A few columns at a time would jump through memory; whole rows in blocks, each with a sum of its own, stay in order.
  const size_t block = 512, blocks = (rows + block - 1) / block;
  std::vector<float> sums(blocks * w, 0.0f);
  auto one = [&](size_t b) {
    float* __restrict s = sums.data() + b * w;
    for (size_t r = b * block; r < std::min(rows, (b + 1) * block); r++)
      for (size_t i = 0; i < w; i++) s[i] += x[r * w + i];
  };
  if (rows * w < (1 << 17))
    for (size_t b = 0; b < blocks; b++) one(b);
  else
    Pool::get().run(blocks, one);
  std::memset(out, 0, w * sizeof(float));
  for (size_t b = 0; b < blocks; b++)
    for (size_t i = 0; i < w; i++) out[i] += sums[b * w + i];
}

inline void SumOfRows(void*, TF_OpKernelContext* context) {
  Call c(context);
  const Rows r(c.in[0].shape());
  float* out = c.allocate(0, {static_cast<int64_t>(r.width)});
  if (c.good) sumOfRows(c.in[0].data(), out, r.rows, r.width);
}

inline void Gram(void*, TF_OpKernelContext* context) {
  Call c(context);
  const Rows x(c.in[0].shape()), y(c.in[1].shape());
  c.require(x.rows == y.rows, "as many rows are needed");
  float* out = c.allocate(0, {static_cast<int64_t>(x.width), static_cast<int64_t>(y.width)});
  if (!c.good) return;
  if (x.rows == 0)
    std::memset(out, 0, x.width * y.width * sizeof(float));
  else
    gram(c.in[0].data(), c.in[1].data(), out, x.rows, x.width, y.width);
}

}  // namespace bcl
