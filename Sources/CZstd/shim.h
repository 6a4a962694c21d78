// The system's zstd, as it is; and its dictionary trainer, of which the quick form is declared for static linking only
// (Debian's shared library exports it all the same).
#pragma once
#include <zstd.h>
#include <zstd_errors.h>
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>
