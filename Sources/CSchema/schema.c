#include "cschema.h"

// The compiler has #embed in every version of C, and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] = {
#embed "../WenjianJSON/schema.json"
};

const unsigned char *cschema_bytes(void) { return bytes; }

size_t cschema_byte_count(void) { return sizeof bytes; }
