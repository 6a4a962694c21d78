/* A child of fork(2) has the forking thread alone: a lock that another thread held stays locked in it for ever. So a fork
 * waits until no thread is inside a call, by a lock that calls share and fork takes alone. */

#define _GNU_SOURCE
#include "wenjian.h"
#include "wenjian_gate.h"

#include <pthread.h>

/* Prefers a fork that waits to calls that come later: it would wait for ever where many threads call. */
static pthread_rwlock_t calls = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;

static void before_fork(void) { pthread_rwlock_wrlock(&calls); }
static void after_fork_in_parent(void) { pthread_rwlock_unlock(&calls); }

/* The lock knows its holder by the number of the thread, which is another one here. */
static void after_fork_in_child(void) {
  pthread_rwlock_t unlocked = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;
  calls = unlocked;
}

__attribute__((constructor)) static void install(void) {
  pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
}

void cwenjian_call_begin(void) { pthread_rwlock_rdlock(&calls); }
void cwenjian_call_end(void) { pthread_rwlock_unlock(&calls); }
