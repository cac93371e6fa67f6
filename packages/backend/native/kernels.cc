// Kernels that TensorFlow has only as chains of smaller ones, registered with its C interface.
//
// Linked into the addon of TensorFlow.js, and registered when that is loaded (start.cc).
// All tensors are float32 and row-major. Sums are taken in an order that does not depend on the number of threads.
#define IS_SLIM_BUILD 1
#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "tensorflow/c/tf_tensor.h"

#include <sched.h>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>
#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace {

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

// ---------------------------------------------------------------------------------------------------------------- threads

class Pool {
 public:
  static Pool& get() {
    static Pool* pool = new Pool;  // Never taken down: threads may still wait when the process ends.
    return *pool;
  }
  // f(0) … f(count - 1), in any order, on all processors.
  template <class F>
  void run(size_t count, const F& f) {
    if (count <= 1 || workers_ == 0 || !use_.try_lock()) {
      for (size_t i = 0; i < count; i++) f(i);
      return;
    }
    auto call = [](const void* g, size_t i) { (*static_cast<const F*>(g))(i); };
    {
      std::lock_guard<std::mutex> lock(mutex_);
      call_ = call;
      function_ = &f;
      count_ = count;
      next_.store(0);
      busy_ = workers_;
      generation_++;
    }
    wake_.notify_all();
    for (size_t i; (i = next_.fetch_add(1)) < count;) f(i);
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_.wait(lock, [this] { return busy_ == 0; });
    }
    use_.unlock();
  }
  int threads() const { return workers_ + 1; }

 private:
  Pool() {
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    if (const char* given = getenv("BCL_KERNEL_THREADS")) count = atoi(given);
    workers_ = std::max(0, std::min(count, 64) - 1);
    for (int i = 0; i < workers_; i++) std::thread([this] { work(); }).detach();
  }
  void work() {
    uint64_t seen = 0;
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      wake_.wait(lock, [&] { return generation_ != seen; });
      seen = generation_;
      auto call = call_;
      auto function = function_;
      auto count = count_;
      lock.unlock();
      for (size_t i; (i = next_.fetch_add(1)) < count;) call(function, i);
      lock.lock();
      if (--busy_ == 0) done_.notify_one();
    }
  }
  std::mutex use_, mutex_;
  std::condition_variable wake_, done_;
  void (*call_)(const void*, size_t) = nullptr;
  const void* function_ = nullptr;
  size_t count_ = 0;
  std::atomic<size_t> next_{0};
  uint64_t generation_ = 0;
  int busy_ = 0, workers_ = 0;
};

// f(from, to) over [0, count), in pieces of about `grain` and of a multiple of `step`: a loop over single numbers ends in some that are not
// taken by the register, and they shall be the same ones with any number of threads.
template <class F>
void ranges(size_t count, size_t grain, const F& f, size_t step = 1) {
  size_t pieces = std::max<size_t>(1, std::min<size_t>(count / std::max<size_t>(grain, 1), 4 * Pool::get().threads()));
  if (pieces == 1) return f(size_t{0}, count);
  size_t size = ((count + pieces - 1) / pieces + step - 1) / step * step;
  Pool::get().run((count + size - 1) / size, [&](size_t i) { f(i * size, std::min(count, (i + 1) * size)); });
}

// ---------------------------------------------------------------------------------------------------------------- numbers

// eˣ to about two units in the last place; not beyond e^±87.
INLINE float expOf(float x) {
  x = x > 88.0f ? 88.0f : x;
  x = x < -87.0f ? -87.0f : x;
  float n = __builtin_floorf(x * 1.44269504088896341f + 0.5f);
  float r = x - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  int32_t bits = (static_cast<int32_t>(n) + 127) << 23;
  float scale;
  __builtin_memcpy(&scale, &bits, 4);
  return p * scale;
}
constexpr float K = 1.702f;
INLINE float logistic(float u) { return 1.0f / (1.0f + expOf(-u)); }

void geluRange(const float* __restrict x, float* __restrict y, size_t n) {
  for (size_t i = 0; i < n; i++) y[i] = x[i] * logistic(K * x[i]);
}
void geluGradRange(const float* __restrict dy, const float* __restrict x, float* __restrict dx, size_t n) {
  for (size_t i = 0; i < n; i++) {
    float u = K * x[i], s = logistic(u);
    dx[i] = dy[i] * (s + u * (s - s * s));
  }
}
void geluBendRange(const float* __restrict v, const float* __restrict dy, const float* __restrict x, float* __restrict dx,
                   size_t n) {
  for (size_t i = 0; i < n; i++) {
    float u = K * x[i], s = logistic(u);
    dx[i] = v[i] * dy[i] * (s - s * s) * (2 * K + u * (K - 2 * K * s));
  }
}
void standardizeRows(const float* x, float* y, float* precision, size_t rows, size_t w, float epsilon) {
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
void standardizeGradRows(const float* dy, const float* z, const float* precision, const float* plus, float* dx, size_t rows,
                         size_t w) {
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
void standardizeBendRows(const float* v, const float* dy, const float* z, const float* precision, float* dx, size_t rows,
                         size_t w) {
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
void softmaxGradRows(const float* dy, const float* y, float* dx, size_t rows, size_t w) {
  for (size_t r = 0; r < rows; r++, dy += w, y += w, dx += w) {
    float along = 0;
    for (size_t i = 0; i < w; i++) along += dy[i] * y[i];
    for (size_t i = 0; i < w; i++) dx[i] = y[i] * (dy[i] - along);
  }
}
void adamRange(const float* __restrict flat, const float* __restrict g, const float* __restrict m, const float* __restrict s,
               float* __restrict nextFlat, float* __restrict nextM, float* __restrict nextS, const float* numbers, size_t n) {
  const float rate = numbers[0], b1 = numbers[1], b2 = numbers[2], epsilon = numbers[3];
  const float c1 = numbers[4], c2 = numbers[5];  // 1 - β, rounded once from double.
  for (size_t i = 0; i < n; i++) {
    const float first = m[i] * b1 + g[i] * c1;
    const float second = s[i] * b2 + g[i] * g[i] * c2;
    nextM[i] = first;
    nextS[i] = second;
    nextFlat[i] = flat[i] - first * rate / (std::sqrt(second) + epsilon);
  }
}

// ---------------------------------------------------------------------------------------------------------------- products

INLINE V load(const float* p) { return *reinterpret_cast<const V*>(p); }
INLINE void store(float* p, V v) { *reinterpret_cast<V*>(p) = v; }

// R rows of a times a panel of 32 columns: c[i][0…31] = Σ_k a[i · rowStep + k · stepK] · panel[k · panelStep + 0…31].
template <int R>
INLINE void tile(const float* a, size_t rowStep, size_t stepK, const float* panel, size_t panelStep, size_t depth, V (&c)[R][2]) {
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
void rowsOfTile(size_t rows, const float* a, size_t rowStep, size_t stepK, const float* panel, size_t panelStep, size_t depth,
                const float* start, size_t startStep, float* out, size_t outStep, size_t columns) {
  size_t r = 0;
#define TILE(R)                                                                                                          \
  tileOf<R>(a + r * rowStep, rowStep, stepK, panel, panelStep, depth, start ? start + r * startStep : nullptr, startStep, \
            out + r * outStep, outStep, columns)
  for (; r + ROWS <= rows; r += ROWS) TILE(ROWS);
  if (r + 4 <= rows) { TILE(4); r += 4; }
  if (r + 2 <= rows) { TILE(2); r += 2; }
  if (r < rows) TILE(1);
#undef TILE
}

// out [rows, columns] = x [rows, depth] · weight ([depth, columns], or transposed) + bias.
void linear(const float* x, const float* weight, const float* bias, const float* plus, float* out, size_t rows, size_t depth, size_t columns,
            bool transposed) {
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
        rowsOfTile(many, x + r * depth, depth, 1, pack + p * depth * 2 * L, 2 * L, depth, bias ? bias + from : nullptr, 0,
                   out + r * columns + from, columns, wide);
      }
      if (plus != nullptr)
        for (size_t j = r * columns; j < (r + many) * columns; j++) out[j] += plus[j];
    }
  });
}

// out [width, columns] = xᵀ · y, x [rows, width], y [rows, columns]. Both are copied, a block of rows at a time: read where they lie, one
// column below the other, their numbers would share a few lines of the cache.
void gram(const float* x, const float* y, float* out, size_t rows, size_t width, size_t columns) {
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
        for (size_t s = s0; s < whole; s++) std::memcpy(xs + ((s - s0) * most + k) * ROWS, from + s * ROWS, ROWS * sizeof(float));
        for (size_t i = whole * ROWS; i < std::min(width, s1 * ROWS); i++) xs[((i / ROWS - s0) * most + k) * ROWS + i % ROWS] = from[i];
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
          rowsOfTile(std::min<size_t>(ROWS, width - s * ROWS), xs + (s - s0) * most * ROWS, 1, ROWS, ys, 2 * L, deep, r ? to : nullptr,
                     columns, to, columns, wide);
        }
      }
    }
  });
}

void sumOfRows(const float* x, float* out, size_t rows, size_t w) {
  // Sixteen columns of a slice at a time would jump; whole rows in blocks, each with a sum of its own, stay in order.
  const size_t block = 512, blocks = (rows + block - 1) / block;
  std::vector<float> sums(blocks * w, 0.0f);
  auto one = [&](size_t b) {
    float* __restrict s = sums.data() + b * w;
    for (size_t r = b * block; r < std::min(rows, (b + 1) * block); r++)
      for (size_t i = 0; i < w; i++) s[i] += x[r * w + i];
  };
  if (rows * w < (1 << 17)) for (size_t b = 0; b < blocks; b++) one(b);
  else Pool::get().run(blocks, one);
  std::memset(out, 0, w * sizeof(float));
  for (size_t b = 0; b < blocks; b++)
    for (size_t i = 0; i < w; i++) out[i] += sums[b * w + i];
}

// --------------------------------------------------------------------------------------------------------------- attention

typedef int32_t I __attribute__((vector_size(4 * L)));

// eˣ of numbers up to 0.
INLINE V expOf(V x) {
  x = x < -87.0f ? V{} - 87.0f : x;
  const I n = __builtin_convertvector(x * 1.44269504088896341f - 0.5f, I);
  const V whole = __builtin_convertvector(n, V);
  V r = x - whole * 0.693359375f;
  r = r + whole * 2.12194440e-4f;
  V p = V{} + 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  return p * (V)((n + 127) << 23);
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

size_t upTo(size_t n, size_t multiple) { return (n + multiple - 1) / multiple * multiple; }

// out [rows, columns] = a · b with rows a multiple of ROWS and columns of L: everything lies in padded scratch.
template <int R, int N>
INLINE void block(const float* a, size_t rowStep, size_t stepK, const float* b, size_t stepB, float* out, size_t stepOut,
                  size_t depth) {
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
void small(const float* a, size_t rowStep, size_t stepK, const float* b, size_t stepB, float* out, size_t stepOut, size_t rows,
           size_t depth, size_t columns) {
  size_t p = 0;
#define BLOCK(N)                                                                                     \
  for (; p + N * L <= columns; p += N * L)                                                           \
    for (size_t r = 0; r < rows; r += ROWS)                                                          \
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

void copySlice(const float* from, size_t apart, size_t rows, size_t columns, float* to, size_t step, float scale) {
  if (columns % L == 0) {
    for (size_t r = 0; r < rows; r++)
      for (size_t c = 0; c < columns; c += L) store(to + r * step + c, load(from + r * apart + c) * scale);
  } else {
    for (size_t r = 0; r < rows; r++)
      for (size_t c = 0; c < columns; c++) to[r * step + c] = from[r * apart + c] * scale;
  }
}

void transposeBlock(const float* from, size_t apart, float* to, size_t step) {
  V r[L];
  for (int i = 0; i < L; i++) r[i] = load(from + i * apart);
#define STAGE(S)                                                                                       \
  {                                                                                                    \
    I low, high;                                                                                       \
    for (int j = 0; j < L; j++) {                                                                      \
      low[j] = (j & S) ? L + j - S : j;                                                                \
      high[j] = (j & S) ? L + j : (j + S) % L;                                                               \
    }                                                                                                  \
    for (int i = 0; i < L; i++)                                                                        \
      if (!(i & S) && i + S < L) {                                                                                  \
        const V a = r[i], b = r[(i + S) % L];                                                                \
        r[i] = __builtin_shuffle(a, b, low);                                                           \
        r[(i + S) % L] = __builtin_shuffle(a, b, high);                                                      \
      }                                                                                                \
  }
  STAGE(1) STAGE(2)
  if constexpr (L > 4) STAGE(4)
  if constexpr (L > 8) STAGE(8)
#undef STAGE
  for (int i = 0; i < L; i++) store(to + i * step, r[i]);
}
void copyTransposed(const float* from, size_t apart, size_t rows, size_t columns, float* to, size_t step) {
  const size_t wholeRows = rows / L * L, wholeColumns = columns / L * L;
  for (size_t r = 0; r < wholeRows; r += L)
    for (size_t c = 0; c < wholeColumns; c += L) transposeBlock(from + r * apart + c, apart, to + c * step + r, step);
  for (size_t c = 0; c < columns; c++)
    for (size_t r = c < wholeColumns ? wholeRows : 0; r < rows; r++) to[c * step + r] = from[r * apart + c];
}

void attend(const float* projected, float* out, float* weights, size_t batch, size_t T, size_t H, size_t C) {
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
        // Columns beyond the last token are taken out in the register: a store of them would hold up the load that follows.
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

void attendGrad(const float* dy, const float* projected, const float* weights, float* dx, size_t batch, size_t T, size_t H,
                size_t C) {
  const size_t W = H * C, rows = upTo(T, ROWS), pt = upTo(T, L), pc = upTo(C, L);
  const float scale = 1.0f / std::sqrt(static_cast<float>(C));
  ranges(batch * H, 4, [&](size_t i0, size_t i1) {
    static thread_local Scratch scratch;
    scratch.clear(C * pt + rows * (4 * pc + 2 * pt));
    float *vt = scratch.take(C * pt), *q = scratch.take(rows * pc), *k = scratch.take(rows * pc), *o = scratch.take(rows * pc);
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

// ------------------------------------------------------------------------------------------------------------- the interface

struct Tensor {
  TF_Tensor* tensor = nullptr;
  ~Tensor() {
    if (tensor) TF_DeleteTensor(tensor);
  }
  float* data() const { return static_cast<float*>(TF_TensorData(tensor)); }
  size_t size() const { return TF_TensorElementCount(tensor); }
  std::vector<int64_t> shape() const {
    std::vector<int64_t> dims(TF_NumDims(tensor));
    for (size_t i = 0; i < dims.size(); i++) dims[i] = TF_Dim(tensor, i);
    return dims;
  }
};

struct Call {
  TF_OpKernelContext* context;
  TF_Status* status = TF_NewStatus();
  Tensor in[6], out[4];
  bool good = true;
  explicit Call(TF_OpKernelContext* c, bool take = true) : context(c) {
    for (int i = 0; take && i < TF_NumInputs(c) && good; i++) {
      TF_GetInput(c, i, &in[i].tensor, status);
      check();
    }
  }
  ~Call() { TF_DeleteStatus(status); }
  void check() {
    if (TF_GetCode(status) != TF_OK && good) {
      good = false;
      TF_OpKernelContext_Failure(context, status);
    }
  }
  void require(bool condition, const char* what) {
    if (good && !condition) {
      TF_SetStatus(status, TF_INVALID_ARGUMENT, what);
      check();
    }
  }
  float* allocate(int i, const std::vector<int64_t>& shape) {
    if (!good) return nullptr;
    size_t count = 1;
    for (int64_t d : shape) count *= d;
    out[i].tensor = TF_AllocateOutput(context, i, TF_FLOAT, shape.data(), shape.size(), count * sizeof(float), status);
    check();
    return good ? out[i].data() : nullptr;
  }
  // All inputs of one size.
  void requireAlike(int count) {
    for (int i = 1; i < count && good; i++) require(in[i].size() == in[0].size(), "inputs of one shape are needed");
  }
};

struct Attributes {
  float epsilon = 0;
  int64_t tokens = 0, heads = 0;
  bool transposed = false;
};

void* create(TF_OpKernelConstruction* construction) {
  auto* a = new Attributes;
  TF_Status* status = TF_NewStatus();
  if (TF_OpKernelConstruction_HasAttr(construction, "epsilon", status))
    TF_OpKernelConstruction_GetAttrFloat(construction, "epsilon", &a->epsilon, status);
  if (TF_OpKernelConstruction_HasAttr(construction, "tokens", status))
    TF_OpKernelConstruction_GetAttrInt64(construction, "tokens", &a->tokens, status);
  if (TF_OpKernelConstruction_HasAttr(construction, "heads", status))
    TF_OpKernelConstruction_GetAttrInt64(construction, "heads", &a->heads, status);
  if (TF_OpKernelConstruction_HasAttr(construction, "transposed", status)) {
    TF_Bool b = 0;
    TF_OpKernelConstruction_GetAttrBool(construction, "transposed", &b, status);
    a->transposed = b;
  }
  if (TF_GetCode(status) != TF_OK) TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
  return a;
}
void destroy(void* a) { delete static_cast<Attributes*>(a); }

constexpr size_t GRAIN = 1 << 15;

void Gelu(void*, TF_OpKernelContext* context) {
  Call c(context);
  float* y = c.allocate(0, c.in[0].shape());
  if (c.good)
    ranges(c.in[0].size(), GRAIN, [&](size_t a, size_t b) { geluRange(c.in[0].data() + a, y + a, b - a); }, 64);
}
void GeluGrad(void*, TF_OpKernelContext* context) {
  Call c(context);
  c.requireAlike(2);
  float* dx = c.allocate(0, c.in[1].shape());
  if (c.good)
    ranges(c.in[1].size(), GRAIN,
           [&](size_t a, size_t b) { geluGradRange(c.in[0].data() + a, c.in[1].data() + a, dx + a, b - a); }, 64);
}
void GeluBend(void*, TF_OpKernelContext* context) {
  Call c(context);
  c.requireAlike(3);
  float* dx = c.allocate(0, c.in[2].shape());
  if (c.good)
    ranges(c.in[2].size(), GRAIN, [&](size_t a, size_t b) {
      geluBendRange(c.in[0].data() + a, c.in[1].data() + a, c.in[2].data() + a, dx + a, b - a);
    }, 64);
}
struct Rows {
  size_t rows = 0, width = 1;
  explicit Rows(const std::vector<int64_t>& shape) {
    width = shape.empty() ? 1 : shape.back();
    rows = 1;
    for (size_t i = 0; i + 1 < shape.size(); i++) rows *= shape[i];
  }
  template <class F>
  void each(const F& f) const {
    ranges(rows, GRAIN / std::max<size_t>(width, 1) + 1, f);
  }
};
void Standardize(void* attributes, TF_OpKernelContext* context) {
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
void StandardizeGrad(void*, TF_OpKernelContext* context) {
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
      standardizeGradRows(c.in[0].data() + at, c.in[1].data() + at, c.in[2].data() + a, added ? c.in[3].data() + at : nullptr, dx + at, b - a, r.width);
    });
}
void StandardizeBend(void*, TF_OpKernelContext* context) {
  Call c(context);
  c.requireAlike(3);
  const Rows r(c.in[2].shape());
  c.require(c.in[3].size() == r.rows, "one precision for each row is needed");
  float* dx = c.allocate(0, c.in[2].shape());
  if (c.good)
    r.each([&](size_t a, size_t b) {
      const size_t at = a * r.width;
      standardizeBendRows(c.in[0].data() + at, c.in[1].data() + at, c.in[2].data() + at, c.in[3].data() + a, dx + at, b - a,
                          r.width);
    });
}
void SoftmaxGrad(void*, TF_OpKernelContext* context) {
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
void SumOfRows(void*, TF_OpKernelContext* context) {
  Call c(context);
  const Rows r(c.in[0].shape());
  float* out = c.allocate(0, {static_cast<int64_t>(r.width)});
  if (c.good) sumOfRows(c.in[0].data(), out, r.rows, r.width);
}
void Linear(void* attributes, TF_OpKernelContext* context) {
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
    linear(c.in[0].data(), c.in[1].data(), biased ? c.in[2].data() : nullptr, added ? c.in[3].data() : nullptr, out, r.rows, r.width, columns, transposed);
}
void Gram(void*, TF_OpKernelContext* context) {
  Call c(context);
  const Rows x(c.in[0].shape()), y(c.in[1].shape());
  c.require(x.rows == y.rows, "as many rows are needed");
  float* out = c.allocate(0, {static_cast<int64_t>(x.width), static_cast<int64_t>(y.width)});
  if (!c.good) return;
  if (x.rows == 0) std::memset(out, 0, x.width * y.width * sizeof(float));
  else gram(c.in[0].data(), c.in[1].data(), out, x.rows, x.width, y.width);
}
struct Heads {
  size_t batch = 0, tokens = 0, heads = 0, size = 0;
  Heads(Call& c, const Attributes& a, const std::vector<int64_t>& shape) {
    c.require(shape.size() == 2 && a.tokens > 0 && a.heads > 0 && shape[0] % a.tokens == 0 && shape[1] % (3 * a.heads) == 0,
              "[batch x tokens, 3 x heads x any] is needed");
    if (!c.good) return;
    batch = shape[0] / a.tokens;
    tokens = a.tokens;
    heads = a.heads;
    size = shape[1] / 3 / a.heads;
  }
};
void Attention(void* attributes, TF_OpKernelContext* context) {
  Call c(context);
  const Heads h(c, *static_cast<Attributes*>(attributes), c.in[0].shape());
  const int64_t rows = h.batch * h.tokens, tokens = h.tokens;
  float* out = c.allocate(0, {rows, static_cast<int64_t>(h.heads * h.size)});
  float* weights = c.allocate(1, {static_cast<int64_t>(h.heads * h.batch), tokens, tokens});
  if (c.good) attend(c.in[0].data(), out, weights, h.batch, h.tokens, h.heads, h.size);
}
void AttentionGrad(void* attributes, TF_OpKernelContext* context) {
  Call c(context);
  const Heads h(c, *static_cast<Attributes*>(attributes), c.in[1].shape());
  c.require(c.in[0].size() * 3 == c.in[1].size() && c.in[2].size() == h.batch * h.heads * h.tokens * h.tokens,
            "inputs of one attention are needed");
  float* dx = c.allocate(0, c.in[1].shape());
  if (c.good) attendGrad(c.in[0].data(), c.in[1].data(), c.in[2].data(), dx, h.batch, h.tokens, h.heads, h.size);
}
void Adam(void*, TF_OpKernelContext* context) {
  Call c(context);
  c.requireAlike(4);
  c.require(c.in[4].size() == 6, "six numbers are needed");
  auto shape = c.in[0].shape();
  float *flat = c.allocate(0, shape), *first = c.allocate(1, shape), *second = c.allocate(2, shape);
  if (c.good)
    ranges(c.in[0].size(), GRAIN, [&](size_t a, size_t b) {
      adamRange(c.in[0].data() + a, c.in[1].data() + a, c.in[2].data() + a, c.in[3].data() + a, flat + a, first + a,
                second + a, c.in[4].data(), b - a);
    }, 64);
}

// The parts of a flat vector, each in its shape: `ranks` numbers of `dims` for each.
struct Parts {
  std::vector<int64_t> ranks, dims;
};
void* createParts(TF_OpKernelConstruction* construction) {
  auto* parts = new Parts;
  TF_Status* status = TF_NewStatus();
  for (auto [name, list] : {std::pair<const char*, std::vector<int64_t>*>{"ranks", &parts->ranks}, {"dims", &parts->dims}}) {
    int32_t count = 0, total = 0;
    TF_OpKernelConstruction_GetAttrSize(construction, name, &count, &total, status);
    if (TF_GetCode(status) == TF_OK) {
      list->resize(count);
      TF_OpKernelConstruction_GetAttrInt64List(construction, name, list->data(), count, status);
    }
  }
  if (TF_GetCode(status) != TF_OK) TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
  return parts;
}
void destroyParts(void* parts) { delete static_cast<Parts*>(parts); }
void Split(void* attributes, TF_OpKernelContext* context) {
  Call c(context);
  const auto& parts = *static_cast<Parts*>(attributes);
  size_t at = 0, total = 0;
  std::vector<std::vector<int64_t>> shapes;
  std::vector<size_t> sizes;
  for (int64_t rank : parts.ranks) {
    c.require(rank >= 0 && at + rank <= parts.dims.size(), "each part needs as many numbers as it has dimensions");
    if (!c.good) return;
    shapes.emplace_back(parts.dims.begin() + at, parts.dims.begin() + at + rank);
    at += rank;
    size_t size = 1;
    for (int64_t d : shapes.back()) size *= d;
    sizes.push_back(size);
    total += size;
  }
  c.require(total == c.in[0].size() && static_cast<int>(shapes.size()) == TF_NumOutputs(context), "the parts do not fill the vector");
  size_t from = 0;
  for (size_t i = 0; i < shapes.size() && c.good; i++) {
    Tensor out;
    out.tensor = TF_AllocateOutput(context, i, TF_FLOAT, shapes[i].data(), shapes[i].size(), sizes[i] * sizeof(float), c.status);
    c.check();
    if (c.good) std::memcpy(out.data(), c.in[0].data() + from, sizes[i] * sizeof(float));
    from += sizes[i];
  }
}
void Join(void*, TF_OpKernelContext* context) {
  Call c(context, false);
  const int count = TF_NumInputs(context);
  std::vector<Tensor> parts(count);
  int64_t total = 0;
  for (int i = 0; i < count && c.good; i++) {
    TF_GetInput(context, i, &parts[i].tensor, c.status);
    c.check();
    if (c.good) total += parts[i].size();
  }
  float* out = c.allocate(0, {total});
  for (int i = 0; i < count && c.good; i++) {
    std::memcpy(out, parts[i].data(), parts[i].size() * sizeof(float));
    out += parts[i].size();
  }
}

bool op(const char* name, std::vector<const char*> inputs, std::vector<const char*> outputs, std::vector<const char*> attributes,
        void (*compute)(void*, TF_OpKernelContext*), void* (*make)(TF_OpKernelConstruction*) = create,
        void (*drop)(void*) = destroy) {
  TF_Status* status = TF_NewStatus();
  auto* definition = TF_NewOpDefinitionBuilder(name);
  for (auto* i : inputs) TF_OpDefinitionBuilderAddInput(definition, i);
  for (auto* o : outputs) TF_OpDefinitionBuilderAddOutput(definition, o);
  for (auto* a : attributes) TF_OpDefinitionBuilderAddAttr(definition, a);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(
      definition, [](TF_ShapeInferenceContext* c, TF_Status* s) { TF_ShapeInferenceContextSetUnknownShape(c, s); });
  TF_RegisterOpDefinition(definition, status);
  bool good = TF_GetCode(status) == TF_OK;
  if (good) {
    TF_RegisterKernelBuilder(name, TF_NewKernelBuilder(name, "CPU", make, compute, drop), status);
    good = TF_GetCode(status) == TF_OK;
  }
  TF_DeleteStatus(status);
  return good;
}

// Elsewhere TensorFlow's own products, which ask the processor what it has, are faster.
bool registerProducts() {
#if defined(__AVX512F__)
  return op("BclProduct", {"x: float", "weight: float"}, {"y: float"}, {"transposed: bool"}, Linear) &
         op("BclLinear", {"x: float", "weight: float", "bias: float"}, {"y: float"}, {"transposed: bool"}, Linear) &
         op("BclLinearPlus", {"x: float", "weight: float", "bias: float", "plus: float"}, {"y: float"}, {"transposed: bool"},
            Linear) &
         op("BclGram", {"x: float", "y: float"}, {"z: float"}, {}, Gram);
#else
  return true;
#endif
}

bool registerAll() {
  if (!registerProducts()) return false;
  return op("BclGelu", {"x: float"}, {"y: float"}, {}, Gelu) &
         op("BclGeluGrad", {"dy: float", "x: float"}, {"dx: float"}, {}, GeluGrad) &
         op("BclGeluBend", {"v: float", "dy: float", "x: float"}, {"dx: float"}, {}, GeluBend) &
         op("BclStandardize", {"x: float"}, {"rows: float", "precision: float"}, {"epsilon: float"}, Standardize) &
         op("BclStandardizeGrad", {"dy: float", "rows: float", "precision: float"}, {"dx: float"}, {}, StandardizeGrad) &
         op("BclStandardizeGradPlus", {"dy: float", "rows: float", "precision: float", "plus: float"}, {"dx: float"}, {},
            StandardizeGrad) &
         op("BclStandardizeBend", {"v: float", "dy: float", "rows: float", "precision: float"}, {"dx: float"}, {},
            StandardizeBend) &
         op("BclSoftmaxGrad", {"dy: float", "y: float"}, {"dx: float"}, {}, SoftmaxGrad) &
         op("BclSumOfRows", {"x: float"}, {"sum: float"}, {}, SumOfRows) &
         op("BclSplit", {"flat: float"}, {"parts: N * float"}, {"N: int >= 1", "ranks: list(int)", "dims: list(int)"}, Split,
            createParts, destroyParts) &
         op("BclJoin", {"parts: N * float"}, {"flat: float"}, {"N: int >= 1"}, Join) &
         op("BclAttention", {"projected: float"}, {"y: float", "weights: float"}, {"tokens: int", "heads: int"}, Attention) &
         op("BclAttentionGrad", {"dy: float", "projected: float", "weights: float"}, {"dx: float"},
            {"tokens: int", "heads: int"}, AttentionGrad) &
         op("BclAdam", {"flat: float", "gradient: float", "first: float", "second: float", "numbers: float"},
            {"next_flat: float", "next_first: float", "next_second: float"}, {}, Adam);
}

}  // namespace

// Called by start.cc, which is compiled for any processor.
extern "C" bool bcl_register_kernels() { return registerAll(); }
