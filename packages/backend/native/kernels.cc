// Kernels that TensorFlow has only as chains of smaller ones, registered with its C interface.
//
// Linked into the addon of TensorFlow.js, and registered when that is loaded (start.cc).
// All tensors are float32 and row-major. Sums are taken in an order that does not depend on the number of threads.

// Without the C++ parts of TensorFlow, whose headers no wheel has all of.
#define IS_SLIM_BUILD 1
#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"

#include <vector>

#include "attention.h"
#include "gelu.h"
#include "gram.h"
#include "linear.h"
#include "parameters.h"
#include "softmax.h"
#include "standardize.h"

namespace bcl {
namespace {

bool op(const char* name, std::vector<const char*> inputs, std::vector<const char*> outputs,
        std::vector<const char*> attributes, void (*compute)(void*, TF_OpKernelContext*),
        void* (*make)(TF_OpKernelConstruction*) = create, void (*drop)(void*) = destroy) {
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

// TensorFlow's own products ask the processor what it has, and are faster than these but with AVX-512.
#if defined(__AVX512F__)
constexpr bool PRODUCTS = true;
#else
constexpr bool PRODUCTS = false;
#endif

// What fused-kernel.ts asks for before it calls any other: the version of all signatures here, and whether products are
// among them.
constexpr float VERSION = 1;
void Kernels(void*, TF_OpKernelContext* context) {
  Call c(context);
  if (float* out = c.allocate(0, {2})) {
    out[0] = VERSION;
    out[1] = PRODUCTS;
  }
}

bool registerProducts() {
  return op("BclProduct", {"x: float", "weight: float"}, {"y: float"}, {"transposed: bool"}, Linear) &&
         op("BclLinear", {"x: float", "weight: float", "bias: float"}, {"y: float"}, {"transposed: bool"}, Linear) &&
         op("BclLinearPlus", {"x: float", "weight: float", "bias: float", "plus: float"}, {"y: float"},
            {"transposed: bool"}, Linear) &&
         op("BclGram", {"x: float", "y: float"}, {"z: float"}, {}, Gram);
}

bool registerAll() {
  if (PRODUCTS && !registerProducts()) return false;
  return op("BclGelu", {"x: float"}, {"y: float"}, {}, Gelu) &&
         op("BclGeluGrad", {"dy: float", "x: float"}, {"dx: float"}, {}, GeluGrad) &&
         op("BclGeluBend", {"v: float", "dy: float", "x: float"}, {"dx: float"}, {}, GeluBend) &&
         op("BclStandardize", {"x: float"}, {"rows: float", "precision: float"}, {"epsilon: float"}, Standardize) &&
         op("BclStandardizeGrad", {"dy: float", "rows: float", "precision: float"}, {"dx: float"}, {},
            StandardizeGrad) &&
         op("BclStandardizeGradPlus", {"dy: float", "rows: float", "precision: float", "plus: float"}, {"dx: float"},
            {}, StandardizeGrad) &&
         op("BclStandardizeBend", {"v: float", "dy: float", "rows: float", "precision: float"}, {"dx: float"}, {},
            StandardizeBend) &&
         op("BclSoftmaxGrad", {"dy: float", "y: float"}, {"dx: float"}, {}, SoftmaxGrad) &&
         op("BclSumOfRows", {"x: float"}, {"sum: float"}, {}, SumOfRows) &&
         op("BclSplit", {"flat: float"}, {"parts: N * float"}, {"N: int >= 1", "ranks: list(int)", "dims: list(int)"},
            Split, createParts, destroyParts) &&
         op("BclJoin", {"parts: N * float"}, {"flat: float"}, {"N: int >= 1"}, Join) &&
         op("BclAttention", {"projected: float"}, {"y: float", "weights: float"}, {"tokens: int", "heads: int"},
            Attention) &&
         op("BclAttentionGrad", {"dy: float", "projected: float", "weights: float"}, {"dx: float"},
            {"tokens: int", "heads: int"}, AttentionGrad) &&
         op("BclAdam", {"flat: float", "gradient: float", "first: float", "second: float", "numbers: float"},
            {"next_flat: float", "next_first: float", "next_second: float"}, {}, Adam) &&
         // Last: where it answers, all the others are there.
         op("BclKernels", {}, {"version: float"}, {}, Kernels);
}

}  // namespace
}  // namespace bcl

// Called by start.cc, which is compiled for any processor.
extern "C" bool bcl_register_kernels() { return bcl::registerAll(); }
