// Work on all processors. How it is cut into pieces may depend on how many there are; no sum goes across a cut.
#pragma once

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <system_error>
#include <thread>

namespace bcl {

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
    // As TensorFlow's own kernels are told.
    if (const char* given = std::getenv("TF_NUM_INTRAOP_THREADS"))
      if (const int told = std::atoi(given); told > 0) count = told;
    workers_ = std::max(0, std::min(count, 64) - 1);
    for (int i = 0; i < workers_; i++) {
      try {
        std::thread([this] { work(); }).detach();
      } catch (const std::system_error&) {
        workers_ = i;  // A limit of processes is no reason to end the program.
      }
    }
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

// f(from, to) over [0, count), in pieces of about `grain` and of a multiple of `step`: a loop over single numbers ends
// in some that are not taken by the register, and they shall be the same ones with any number of threads.
template <class F>
inline void ranges(size_t count, size_t grain, const F& f, size_t step = 1) {
  size_t pieces = std::max<size_t>(1, std::min<size_t>(count / std::max<size_t>(grain, 1), 4 * Pool::get().threads()));
  if (pieces == 1) return f(size_t{0}, count);
  size_t size = ((count + pieces - 1) / pieces + step - 1) / step * step;
  Pool::get().run((count + size - 1) / size, [&](size_t i) { f(i * size, std::min(count, (i + 1) * size)); });
}

}  // namespace bcl
