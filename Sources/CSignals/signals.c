#define _GNU_SOURCE

#include "signals.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// In C, because Swift may allocate where it is not seen, and there may be nothing left to allocate.

static int status_without_memory;

// Whether memory was refused: the last call that failed says so, or the address space is used up but for less than what
// is asked for at a time.
static bool is_without_memory(void) {
  if (errno == ENOMEM) return true;
  size_t length = 32 << 20;
  void *probe = mmap(NULL, length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (probe == MAP_FAILED) return true;
  munmap(probe, length);
  return false;
}

static void say(const char *text) {
  if (write(STDERR_FILENO, text, strlen(text)) < 0) return;  // There is nowhere left to say it.
}

static void on_trap(int number) {
  if (is_without_memory()) {
    say("wenjian: the system has no memory left (see `ulimit -v`); the last commit is unharmed\n");
    _exit(status_without_memory);
  }
  say("wenjian: ended by an internal error; the last commit is unharmed\n");
  signal(number, SIG_DFL);
  raise(number);
}

void csignals_explain_traps(int status) {
  status_without_memory = status;
  const int numbers[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV};
  for (size_t index = 0; index < sizeof numbers / sizeof *numbers; index++) {
    struct sigaction present;
    // A host that has set one, such as Swift's backtraces, says more.
    if (sigaction(numbers[index], NULL, &present) == 0 && !(present.sa_flags & SA_SIGINFO) &&
        present.sa_handler == SIG_DFL) {
      signal(numbers[index], on_trap);
    }
  }
}
