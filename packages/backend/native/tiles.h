// Tiles of a matrix product that stay in registers.
#pragma once

#include <algorithm>
#include <cstring>

#include "registers.h"

namespace bcl {

// R rows of a times a panel of 2 L columns: c[i][j] = Σ_k a[i · rowStep + k · stepK] · panel[k · panelStep + j].
template <int R>
INLINE void tile(const float* a, size_t rowStep, size_t stepK, const float* panel, size_t panelStep, size_t depth,
                 V (&c)[R][2]) {
  for (size_t k = 0; k < depth; k++) {
    const V b0 = load(panel + k * panelStep), b1 = load(panel + k * panelStep + L);
    for (int i = 0; i < R; i++) {
      const float x = a[i * rowStep + k * stepK];
      c[i][0] += x * b0;
      c[i][1] += x * b1;
    }
  }
}
template <int R>
INLINE void tileOf(const float* a, size_t rowStep, size_t stepK, const float* panel, size_t panelStep, size_t depth,
                   const float* start, size_t startStep, float* out, size_t outStep, size_t columns) {
  V c[R][2];
  for (int i = 0; i < R; i++) {
    if (start != nullptr && columns == 2 * L) {
      c[i][0] = load(start + i * startStep);
      c[i][1] = load(start + i * startStep + L);
    } else if (start != nullptr) {
      float row[2 * L] = {};
      std::memcpy(row, start + i * startStep, columns * sizeof(float));
      c[i][0] = load(row);
      c[i][1] = load(row + L);
    } else {
      c[i][0] = c[i][1] = V{};
    }
  }
  tile<R>(a, rowStep, stepK, panel, panelStep, depth, c);
  if (columns == 2 * L) {
    for (int i = 0; i < R; i++) {
      store(out + i * outStep, c[i][0]);
      store(out + i * outStep + L, c[i][1]);
    }
  } else {
    for (int i = 0; i < R; i++) {
      float row[2 * L];
      store(row, c[i][0]);
      store(row + L, c[i][1]);
      std::memcpy(out + i * outStep, row, columns * sizeof(float));
    }
  }
}
inline void rowsOfTile(size_t rows, const float* a, size_t rowStep, size_t stepK, const float* panel, size_t panelStep,
                       size_t depth, const float* start, size_t startStep, float* out, size_t outStep, size_t columns) {
  size_t r = 0;
#define TILE(R)                                                                                                \
  tileOf<R>(a + r * rowStep, rowStep, stepK, panel, panelStep, depth, start ? start + r * startStep : nullptr, \
            startStep, out + r * outStep, outStep, columns)
  for (; r + ROWS <= rows; r += ROWS) TILE(ROWS);
  if (r + 4 <= rows) {
    TILE(4);
    r += 4;
  }
  if (r + 2 <= rows) {
    TILE(2);
    r += 2;
  }
  if (r < rows) TILE(1);
#undef TILE
}

}  // namespace bcl
