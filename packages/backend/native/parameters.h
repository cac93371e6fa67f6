// Parameters in one flat vector: a step of Adam, its parts, and the gradients of the parts joined.
#pragma once

#include <cmath>
#include <cstring>
#include <utility>
#include <vector>

#include "call.h"

namespace bcl {

inline void adamRange(const float* __restrict flat, const float* __restrict g, const float* __restrict m,
                      const float* __restrict s, float* __restrict nextFlat, float* __restrict nextM,
                      float* __restrict nextS, const float* numbers, size_t n) {
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

inline void Adam(void*, TF_OpKernelContext* context) {
  Call c(context);
  c.requireAlike(4);
  c.require(c.in[4].size() == 6, "six numbers are needed");
  auto shape = c.in[0].shape();
  float *flat = c.allocate(0, shape), *first = c.allocate(1, shape), *second = c.allocate(2, shape);
  if (c.good)
    ranges(
        c.in[0].size(), GRAIN,
        [&](size_t a, size_t b) {
          adamRange(c.in[0].data() + a, c.in[1].data() + a, c.in[2].data() + a, c.in[3].data() + a, flat + a, first + a,
                    second + a, c.in[4].data(), b - a);
        },
        64);
}

// The parts of a flat vector, each in its shape: `ranks` numbers of `dims` for each.
struct Parts {
  std::vector<int64_t> ranks, dims;
};
inline void* createParts(TF_OpKernelConstruction* construction) {
  auto* parts = new Parts;
  TF_Status* status = TF_NewStatus();
  for (auto [name, list] :
       {std::pair<const char*, std::vector<int64_t>*>{"ranks", &parts->ranks}, {"dims", &parts->dims}}) {
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
inline void destroyParts(void* parts) { delete static_cast<Parts*>(parts); }
inline void Split(void* attributes, TF_OpKernelContext* context) {
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
  c.require(total == c.in[0].size() && static_cast<int>(shapes.size()) == TF_NumOutputs(context),
            "the parts do not fill the vector");
  size_t from = 0;
  for (size_t i = 0; i < shapes.size() && c.good; i++) {
    Tensor out;
    out.tensor =
        TF_AllocateOutput(context, i, TF_FLOAT, shapes[i].data(), shapes[i].size(), sizes[i] * sizeof(float), c.status);
    c.check();
    if (c.good) std::memcpy(out.data(), c.in[0].data() + from, sizes[i] * sizeof(float));
    from += sizes[i];
  }
}
inline void Join(void*, TF_OpKernelContext* context) {
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

}  // namespace bcl
