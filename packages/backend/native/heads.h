// Products and copies of one head of one sequence, in padded scratch.
#pragma once

#include <cstring>
#include <vector>

#include "registers.h"

namespace bcl {

inline size_t upTo(size_t n, size_t multiple) { return (n + multiple - 1) / multiple * multiple; }

// out [rows, columns] = a · b with rows a multiple of ROWS and columns of L: everything lies in padded scratch.
template <int R, int N>
INLINE void block(const float* a, size_t rowStep, size_t stepK, const float* b, size_t stepB, float* out,
                  size_t stepOut, size_t depth) {
  V c[R][N];
  for (int i = 0; i < R; i++)
    for (int j = 0; j < N; j++) c[i][j] = V{};
  for (size_t k = 0; k < depth; k++) {
    V row[N];
    for (int j = 0; j < N; j++) row[j] = load(b + k * stepB + j * L);
    for (int i = 0; i < R; i++) {
      const float x = a[i * rowStep + k * stepK];
      for (int j = 0; j < N; j++) c[i][j] += x * row[j];
    }
  }
  for (int i = 0; i < R; i++)
    for (int j = 0; j < N; j++) store(out + i * stepOut + j * L, c[i][j]);
}
inline void small(const float* a, size_t rowStep, size_t stepK, const float* b, size_t stepB, float* out,
                  size_t stepOut, size_t rows, size_t depth, size_t columns) {
  size_t p = 0;
#define BLOCK(N)                            \
  for (; p + N * L <= columns; p += N * L)  \
    for (size_t r = 0; r < rows; r += ROWS) \
      block<ROWS, N>(a + r * rowStep, rowStep, stepK, b + p, stepB, out + r * stepOut + p, stepOut, depth);
  BLOCK(MORE)
  BLOCK(2)
  BLOCK(1)
#undef BLOCK
}

// Numbers of one head of one sequence, padded by zeros.
struct Scratch {
  std::vector<float> all;
  size_t used = 0;
  void clear(size_t n) {
    if (all.size() < n + L) all.resize(n + L);
    used = (L - reinterpret_cast<uintptr_t>(all.data()) / sizeof(float) % L) % L;
    std::memset(all.data(), 0, all.size() * sizeof(float));
  }
  float* take(size_t n) {
    float* p = all.data() + used;
    used += n;
    return p;
  }
};

inline void copySlice(const float* from, size_t apart, size_t rows, size_t columns, float* to, size_t step,
                      float scale) {
  if (columns % L == 0) {
    for (size_t r = 0; r < rows; r++)
      for (size_t c = 0; c < columns; c += L) store(to + r * step + c, load(from + r * apart + c) * scale);
  } else {
    for (size_t r = 0; r < rows; r++)
      for (size_t c = 0; c < columns; c++) to[r * step + c] = from[r * apart + c] * scale;
  }
}

inline void transposeBlock(const float* from, size_t apart, float* to, size_t step) {
  V r[L];
  for (int i = 0; i < L; i++) r[i] = load(from + i * apart);
#define STAGE(S)                                        \
  {                                                     \
    I low, high;                                        \
    for (int j = 0; j < L; j++) {                       \
      low[j] = (j & S) ? L + j - S : j;                 \
      high[j] = (j & S) ? L + j : (j + S) % L;          \
    }                                                   \
    for (int i = 0; i < L; i++)                         \
      if (!(i & S) && i + S < L) {                      \
        const V a = r[i], b = r[(i + S) % L];           \
        r[i] = __builtin_shuffle(a, b, low);            \
        r[(i + S) % L] = __builtin_shuffle(a, b, high); \
      }                                                 \
  }
  STAGE(1)
  STAGE(2) if constexpr (L > 4) STAGE(4) if constexpr (L > 8) STAGE(8)
#undef STAGE
      for (int i = 0; i < L; i++) store(to + i * step, r[i]);
}
inline void copyTransposed(const float* from, size_t apart, size_t rows, size_t columns, float* to, size_t step) {
  const size_t wholeRows = rows / L * L, wholeColumns = columns / L * L;
  for (size_t r = 0; r < wholeRows; r += L)
    for (size_t c = 0; c < wholeColumns; c += L) transposeBlock(from + r * apart + c, apart, to + c * step + r, step);
  for (size_t c = 0; c < columns; c++)
    for (size_t r = c < wholeColumns ? wholeRows : 0; r < rows; r++) to[c * step + r] = from[r * apart + c];
}

}  // namespace bcl
