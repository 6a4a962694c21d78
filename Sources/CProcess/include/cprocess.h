// What glibc does with other processes and Swift's view of it lacks.

#ifndef WENJIAN_CPROCESS_H
#define WENJIAN_CPROCESS_H

#include <spawn.h>
#include <stdint.h>
#include <sys/types.h>

/// Lets a process that will be started have no descriptor from `first` on. Returns 0 or an error
/// number.
int cprocess_close_from(posix_spawn_file_actions_t *_Nonnull actions, int first);

/// Bounds the processor time and the address space of a process; one that uses more time is killed
/// by the system, whatever became of whoever started it. Returns 0 or an error number.
int cprocess_limit(pid_t process, uint64_t seconds, uint64_t bytes);

#endif
