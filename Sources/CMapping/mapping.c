#define _GNU_SOURCE

#include "mapping.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct wenjian_mapping {
  // An end of 0 is no mapping. Written last when one begins, first when it ends.
  _Atomic uintptr_t start, end;
  atomic_bool has_faulted;
  // In the list of all; never changes, and nothing in the list is ever freed, so that the handler can walk it.
  struct wenjian_mapping *next;
  // In the list of those that are free, under the lock.
  struct wenjian_mapping *next_free;
};

static _Atomic(struct wenjian_mapping *) all;
static struct wenjian_mapping *free_list;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_installed, is_left_alone;
static struct sigaction former;
static uintptr_t page_bytes;

static struct wenjian_mapping *mapping_of(uintptr_t address) {
  for (struct wenjian_mapping *mapping = atomic_load(&all); mapping; mapping = mapping->next) {
    uintptr_t end, start;
    // The one that faults is in use and stands still; others may be taken for new mappings meanwhile.
    do {
      end = atomic_load(&mapping->end);
      start = atomic_load(&mapping->start);
    } while (end != atomic_load(&mapping->end));
    if (address < end && address >= start) return mapping;
  }
  return NULL;
}

static void pass_on(int number, siginfo_t *info, void *context) {
  if (former.sa_flags & SA_SIGINFO) {
    former.sa_sigaction(number, info, context);
  } else if (former.sa_handler == SIG_DFL || former.sa_handler == SIG_IGN) {
    // The instruction faults again, and the system does what it does without us.
    signal(number, SIG_DFL);
  } else {
    former.sa_handler(number);
  }
}

// Async-signal-safe: it reads atomics and makes one system call.
static void on_bus_error(int number, siginfo_t *info, void *context) {
  int saved = errno;
  uintptr_t address = (uintptr_t)info->si_addr;
  struct wenjian_mapping *mapping = info->si_code > 0 ? mapping_of(address) : NULL;
  if (mapping) {
    void *page = (void *)(address & ~(page_bytes - 1));
    if (mmap(page, page_bytes, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED) {
      atomic_store(&mapping->has_faulted, true);
      errno = saved;
      return;
    }
  }
  errno = saved;
  pass_on(number, info, context);
}

// Under the lock.
static void install(void) {
  if (is_installed || is_left_alone) return;
  page_bytes = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action = {0};
  action.sa_sigaction = on_bus_error;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  // Asked for first: the handler may run as soon as it is there.
  if (sigaction(SIGBUS, NULL, &former) == 0 && sigaction(SIGBUS, &action, NULL) == 0) is_installed = true;
}

wenjian_mapping *wenjian_mapping_add(const void *start, size_t length) {
  pthread_mutex_lock(&lock);
  install();
  struct wenjian_mapping *mapping = free_list;
  if (mapping) {
    free_list = mapping->next_free;
  } else {
    mapping = calloc(1, sizeof *mapping);
    if (mapping) {
      mapping->next = atomic_load(&all);
      atomic_store(&all, mapping);
    }
  }
  if (mapping) {
    atomic_store(&mapping->has_faulted, false);
    atomic_store(&mapping->start, (uintptr_t)start);
    atomic_store(&mapping->end, (uintptr_t)start + length);
  }
  pthread_mutex_unlock(&lock);
  return mapping;
}

void wenjian_mapping_remove(wenjian_mapping *mapping) {
  pthread_mutex_lock(&lock);
  atomic_store(&mapping->end, 0);
  mapping->next_free = free_list;
  free_list = mapping;
  pthread_mutex_unlock(&lock);
}

bool wenjian_mapping_has_faulted(const wenjian_mapping *mapping) {
  return atomic_load_explicit(&mapping->has_faulted, memory_order_acquire);
}

void wenjian_mapping_leave_signals_alone(void) {
  pthread_mutex_lock(&lock);
  is_left_alone = true;
  pthread_mutex_unlock(&lock);
}
