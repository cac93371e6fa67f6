// Registers the kernels of kernels.cc when the addon is loaded, unless it was carried to a processor that they are not
// for.
extern "C" bool bcl_register_kernels();

namespace {

bool runsHere() {
#if BCL_LEVEL == 4
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("fma");
#elif BCL_LEVEL == 3
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
#else
  return true;
#endif
}

const bool registered __attribute__((used)) = runsHere() && bcl_register_kernels();

}  // namespace
