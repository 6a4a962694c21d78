// WenjianJSON's schema.json as bytes of the program.
#ifndef CSCHEMA_H
#define CSCHEMA_H

#include <stddef.h>

// The first of its bytes, constant.
const unsigned char *cschema_bytes(void);
size_t cschema_byte_count(void);

#endif
