// The files of the page: one table. A new file is a line in PAGE_FILES and its bytes below.

#include "cpage.h"

// The compiler has #embed in every version of C, and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define HTML "text/html; charset=utf-8"
#define SCRIPT "text/javascript; charset=utf-8"
#define STYLE "text/css; charset=utf-8"
#define IMAGE "image/svg+xml"

//   name        address        media type
#define PAGE_FILES \
  FILE_OF(index, "/", HTML) \
  FILE_OF(style_css, "/style.css", STYLE) \
  FILE_OF(views_css, "/views.css", STYLE) \
  FILE_OF(icon_svg, "/icon.svg", IMAGE) \
  FILE_OF(early_js, "/early.js", SCRIPT) \
  FILE_OF(api_js, "/api.js", SCRIPT) \
  FILE_OF(chart_js, "/chart.js", SCRIPT) \
  FILE_OF(csv_js, "/csv.js", SCRIPT) \
  FILE_OF(diff_js, "/diff.js", SCRIPT) \
  FILE_OF(document_js, "/document.js", SCRIPT) \
  FILE_OF(dom_js, "/dom.js", SCRIPT) \
  FILE_OF(facets_js, "/facets.js", SCRIPT) \
  FILE_OF(filters_js, "/filters.js", SCRIPT) \
  FILE_OF(help_js, "/help.js", SCRIPT) \
  FILE_OF(hits_js, "/hits.js", SCRIPT) \
  FILE_OF(indexing_js, "/indexing.js", SCRIPT) \
  FILE_OF(kwic_js, "/kwic.js", SCRIPT) \
  FILE_OF(main_js, "/main.js", SCRIPT) \
  FILE_OF(messages_js, "/messages.js", SCRIPT) \
  FILE_OF(original_js, "/original.js", SCRIPT) \
  FILE_OF(outline_js, "/outline.js", SCRIPT) \
  FILE_OF(reader_js, "/reader.js", SCRIPT) \
  FILE_OF(search_js, "/search.js", SCRIPT) \
  FILE_OF(start_js, "/start.js", SCRIPT) \
  FILE_OF(state_js, "/state.js", SCRIPT) \
  FILE_OF(text_js, "/text.js", SCRIPT) \
  FILE_OF(trend_js, "/trend.js", SCRIPT) \
  FILE_OF(typing_js, "/typing.js", SCRIPT)

static const unsigned char bytes_of_index[] = {
#embed "page/index.html"
};
static const unsigned char bytes_of_style_css[] = {
#embed "page/style.css"
};
static const unsigned char bytes_of_views_css[] = {
#embed "page/views.css"
};
static const unsigned char bytes_of_icon_svg[] = {
#embed "page/icon.svg"
};
static const unsigned char bytes_of_early_js[] = {
#embed "page/early.js"
};
static const unsigned char bytes_of_api_js[] = {
#embed "page/api.js"
};
static const unsigned char bytes_of_chart_js[] = {
#embed "page/chart.js"
};
static const unsigned char bytes_of_csv_js[] = {
#embed "page/csv.js"
};
static const unsigned char bytes_of_diff_js[] = {
#embed "page/diff.js"
};
static const unsigned char bytes_of_document_js[] = {
#embed "page/document.js"
};
static const unsigned char bytes_of_dom_js[] = {
#embed "page/dom.js"
};
static const unsigned char bytes_of_facets_js[] = {
#embed "page/facets.js"
};
static const unsigned char bytes_of_filters_js[] = {
#embed "page/filters.js"
};
static const unsigned char bytes_of_help_js[] = {
#embed "page/help.js"
};
static const unsigned char bytes_of_hits_js[] = {
#embed "page/hits.js"
};
static const unsigned char bytes_of_indexing_js[] = {
#embed "page/indexing.js"
};
static const unsigned char bytes_of_kwic_js[] = {
#embed "page/kwic.js"
};
static const unsigned char bytes_of_main_js[] = {
#embed "page/main.js"
};
static const unsigned char bytes_of_messages_js[] = {
#embed "page/messages.js"
};
static const unsigned char bytes_of_original_js[] = {
#embed "page/original.js"
};
static const unsigned char bytes_of_outline_js[] = {
#embed "page/outline.js"
};
static const unsigned char bytes_of_reader_js[] = {
#embed "page/reader.js"
};
static const unsigned char bytes_of_search_js[] = {
#embed "page/search.js"
};
static const unsigned char bytes_of_start_js[] = {
#embed "page/start.js"
};
static const unsigned char bytes_of_state_js[] = {
#embed "page/state.js"
};
static const unsigned char bytes_of_text_js[] = {
#embed "page/text.js"
};
static const unsigned char bytes_of_trend_js[] = {
#embed "page/trend.js"
};
static const unsigned char bytes_of_typing_js[] = {
#embed "page/typing.js"
};

static const struct cpage_file files[] = {
#define FILE_OF(name, path, media_type) {path, media_type, bytes_of_##name, sizeof bytes_of_##name},
    PAGE_FILES
#undef FILE_OF
};

size_t cpage_file_count(void) { return sizeof files / sizeof files[0]; }

const struct cpage_file *cpage_file_at(size_t number) { return &files[number]; }
