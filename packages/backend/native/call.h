// One call of a kernel by TensorFlow: its inputs, its attributes, its outputs, and what is wrong with them.
#pragma once

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/tf_tensor.h"

#include <cstdint>
#include <vector>

#include "threads.h"

namespace bcl {

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

inline void* create(TF_OpKernelConstruction* construction) {
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
inline void destroy(void* a) { delete static_cast<Attributes*>(a); }

// Numbers that one thread takes at least.
constexpr size_t GRAIN = 1 << 15;

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

}  // namespace bcl
