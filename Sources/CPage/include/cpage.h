// The page that wenjian-server serves: files of Sources/CPage/page as bytes of the program.
#ifndef CPAGE_H
#define CPAGE_H

#include <stddef.h>

struct cpage_file {
  // The path of its address: "/app.js".
  const char *path;
  const char *media_type;
  const unsigned char *bytes;
  size_t byte_count;
};

// How many files there are.
size_t cpage_file_count(void);

// The file with a number below cpage_file_count().
const struct cpage_file *cpage_file_at(size_t number);

#endif
