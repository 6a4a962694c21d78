// The system's zstd, as it is; and its dictionary trainer.
#pragma once
#include <zstd.h>
#include <zdict.h>
