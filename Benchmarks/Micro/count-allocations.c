/* Counts what a process allocates: LD_PRELOAD it; the last line on standard error is calls and bytes. */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static unsigned long calls, bytes;

void *malloc(size_t size) {
  calls++;
  bytes += size;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  calls++;
  bytes += count * size;
  return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  calls++;
  bytes += size;
  return __libc_realloc(old, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  calls++;
  bytes += size;
  *result = __libc_memalign(alignment, size);
  return *result ? 0 : 12;
}

void *aligned_alloc(size_t alignment, size_t size) {
  calls++;
  bytes += size;
  return __libc_memalign(alignment, size);
}

__attribute__((destructor)) static void report(void) { fprintf(stderr, "%lu %lu\n", calls, bytes); }
