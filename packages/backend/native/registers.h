// Numbers in the registers of the processor that is compiled for, and what is computed of them there.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace bcl {

#define INLINE inline __attribute__((always_inline))
// One register of numbers, and how many rows of a product fit into the registers with two (or MORE) of these each.
#if defined(__AVX512F__)
constexpr int L = 16, ROWS = 8, MORE = 3;
#elif defined(__AVX__)
constexpr int L = 8, ROWS = 4, MORE = 2;
#elif defined(__aarch64__)
constexpr int L = 4, ROWS = 8, MORE = 3;
#else
constexpr int L = 4, ROWS = 4, MORE = 2;
#endif
typedef float V __attribute__((vector_size(4 * L), aligned(4), may_alias));

INLINE V load(const float* p) { return *reinterpret_cast<const V*>(p); }
INLINE void store(float* p, V v) { *reinterpret_cast<V*>(p) = v; }

// eʳ of a number, or of each in a register, up to half the logarithm of 2 away from 0.
template <class T>
INLINE T expNearZero(T r) {
  T p = T{} + 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  return p * r * r + r + 1.0f;
}

// eˣ to about one unit in the last place, of numbers from -87 to 88.
INLINE float expOf(float x) {
  x = x > 88.0f ? 88.0f : x;
  x = x < -87.0f ? -87.0f : x;
  float n = __builtin_floorf(x * 1.44269504088896341f + 0.5f);
  // Fused, because in a loop the compiler would add the two parts of the logarithm first, which costs six bits.
  float r = __builtin_fmaf(n, -0.693359375f, x);
  r = r + n * 2.12194440e-4f;
  int32_t bits = (static_cast<int32_t>(n) + 127) << 23;
  float scale;
  __builtin_memcpy(&scale, &bits, 4);
  return expNearZero(r) * scale;
}

typedef int32_t I __attribute__((vector_size(4 * L)));

// eˣ of numbers up to 0, to about five units in the last place.
INLINE V expOf(V x) {
  x = x < -87.0f ? V{} - 87.0f : x;
  const I n = __builtin_convertvector(x * 1.44269504088896341f - 0.5f, I);
  const V whole = __builtin_convertvector(n, V);
  V r = x - whole * 0.693359375f;
  r = r + whole * 2.12194440e-4f;
  return expNearZero(r) * (V)((n + 127) << 23);
}
INLINE V turned(V x, int by) {
  I lanes;
  for (int i = 0; i < L; i++) lanes[i] = (i + by) & (L - 1);
  return __builtin_shuffle(x, lanes);
}
INLINE float sumOf(V x) {
  if (L > 8) x += turned(x, 8);
  if (L > 4) x += turned(x, 4);
  x += turned(x, 2);
  x += turned(x, 1);
  return x[0];
}
INLINE V larger(V a, V b) { return a > b ? a : b; }
INLINE float topOf(V x) {
  if (L > 8) x = larger(x, turned(x, 8));
  if (L > 4) x = larger(x, turned(x, 4));
  x = larger(x, turned(x, 2));
  x = larger(x, turned(x, 1));
  return x[0];
}

}  // namespace bcl
