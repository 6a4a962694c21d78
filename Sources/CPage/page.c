// The files of the page: one table. A new file is a line in PAGE_FILES and its bytes below.

#include "cpage.h"

#define HTML "text/html; charset=utf-8"
#define SCRIPT "text/javascript; charset=utf-8"
#define STYLE "text/css; charset=utf-8"
#define IMAGE "image/svg+xml"

//   name        address        media type
#define PAGE_FILES \
  FILE_OF(index, "/", HTML) \
  FILE_OF(app, "/app.js", SCRIPT) \
  FILE_OF(style, "/style.css", STYLE)

static const unsigned char bytes_of_index[] = {
#embed "page/index.html"
};
static const unsigned char bytes_of_app[] = {
#embed "page/app.js"
};
static const unsigned char bytes_of_style[] = {
#embed "page/style.css"
};

static const struct cpage_file files[] = {
#define FILE_OF(name, path, media_type) {path, media_type, bytes_of_##name, sizeof bytes_of_##name},
    PAGE_FILES
#undef FILE_OF
};

size_t cpage_file_count(void) { return sizeof files / sizeof files[0]; }

const struct cpage_file *cpage_file_at(size_t number) { return &files[number]; }
