// The system's zstd, as it is; dictionaries that are not copied, and the quick form of its dictionary trainer, are declared for
// static linking only (Debian's shared library exports both all the same).
#pragma once
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>
#include <zstd_errors.h>
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>
