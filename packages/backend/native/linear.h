// Rows times a matrix, plus a bias, plus another branch.
#pragma once

#include "call.h"
#include "tiles.h"

namespace bcl {

// out [rows, columns] = x [rows, depth] · weight ([depth, columns], or transposed) + bias.
inline void linear(const float* x, const float* weight, const float* bias, const float* plus, float* out, size_t rows,
                   size_t depth, size_t columns, bool transposed) {
  const size_t panels = (columns + 2 * L - 1) / (2 * L);
  static thread_local std::vector<float> packed;
  packed.resize(panels * depth * 2 * L);
  float* pack = packed.data();
  for (size_t p = 0; p < panels; p++) {
    float* to = pack + p * depth * 2 * L;
    const size_t from = p * 2 * L, wide = std::min<size_t>(2 * L, columns - from);
    if (transposed) {
      for (size_t j = 0; j < 2 * L; j++)
        for (size_t k = 0; k < depth; k++) to[k * 2 * L + j] = j < wide ? weight[(from + j) * depth + k] : 0;
    } else {
      for (size_t k = 0; k < depth; k++)
        for (size_t j = 0; j < 2 * L; j++) to[k * 2 * L + j] = j < wide ? weight[k * columns + from + j] : 0;
    }
  }
  const size_t block = 64;
  const size_t blocks = (rows + block - 1) / block;
  ranges(blocks, std::max<size_t>(1, (1 << 20) / (block * depth * columns + 1)), [&](size_t b0, size_t b1) {
    for (size_t b = b0; b < b1; b++) {
      const size_t r = b * block, many = std::min(block, rows - r);
      for (size_t p = 0; p < panels; p++) {
        const size_t from = p * 2 * L, wide = std::min<size_t>(2 * L, columns - from);
        rowsOfTile(many, x + r * depth, depth, 1, pack + p * depth * 2 * L, 2 * L, depth, bias ? bias + from : nullptr,
                   0, out + r * columns + from, columns, wide);
      }
      if (plus != nullptr)
        for (size_t j = r * columns; j < (r + many) * columns; j++) out[j] += plus[j];
    }
  });
}

inline void Linear(void* attributes, TF_OpKernelContext* context) {
  Call c(context);
  const bool transposed = static_cast<Attributes*>(attributes)->transposed;
  auto shape = c.in[0].shape(), weight = c.in[1].shape();
  const bool biased = TF_NumInputs(context) >= 3, added = TF_NumInputs(context) == 4;
  c.require(shape.size() >= 1 && weight.size() == 2, "rows and a matrix are needed");
  if (!c.good) return;
  const Rows r(shape);
  const size_t columns = weight[transposed ? 0 : 1];
  c.require(weight[transposed ? 1 : 0] == static_cast<int64_t>(r.width), "the matrix does not fit the rows");
  if (biased) c.require(c.in[2].size() == columns, "the bias does not fit the matrix");
  if (added) c.require(c.in[3].size() == r.rows * columns, "what is added does not fit the product");
  shape.back() = columns;
  float* out = c.allocate(0, shape);
  if (c.good)
    linear(c.in[0].data(), c.in[1].data(), biased ? c.in[2].data() : nullptr, added ? c.in[3].data() : nullptr, out,
           r.rows, r.width, columns, transposed);
}

}  // namespace bcl
