#ifndef WENJIAN_MAPPING_H
#define WENJIAN_MAPPING_H

#include <stdbool.h>
#include <stddef.h>

// Files that are mapped for reading, and may become unreadable under their readers: a disk that fails, a file that is cut
// short. The system tells of it by SIGBUS, which ends the process. While a mapping is registered here, the page that
// cannot be read is replaced by one of zeros, the mapping is marked, and its reader goes on; it asks for the mark before
// it answers.

// One registered mapping.
typedef struct wenjian_mapping wenjian_mapping;

// Registers a mapping; the first call installs the handler of SIGBUS, unless that was turned off. What faults elsewhere
// goes to the handler that was there before. Returns NULL when there is no memory.
wenjian_mapping *wenjian_mapping_add(const void *start, size_t length);

// Ends a registration, before the mapping itself.
void wenjian_mapping_remove(wenjian_mapping *mapping);

// Whether a page of the mapping could not be read.
bool wenjian_mapping_has_faulted(const wenjian_mapping *mapping);

// From now on no handler is installed; one that is there stays.
void wenjian_mapping_leave_signals_alone(void);

#endif
