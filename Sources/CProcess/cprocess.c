#define _GNU_SOURCE
#include "cprocess.h"

#include <errno.h>
#include <sys/resource.h>

int cprocess_close_from(posix_spawn_file_actions_t *actions, int first) {
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int cprocess_limit(pid_t process, uint64_t seconds, uint64_t bytes) {
  struct rlimit time = {.rlim_cur = seconds, .rlim_max = seconds};
  struct rlimit space = {.rlim_cur = bytes, .rlim_max = bytes};
  if (prlimit(process, RLIMIT_CPU, &time, 0) != 0) return errno;
  return prlimit(process, RLIMIT_AS, &space, 0) != 0 ? errno : 0;
}
