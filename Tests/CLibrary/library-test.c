/* Calls every function of libwenjian as a C program does, also with what cannot be used.
 *
 *   library-test DIRECTORY [FORKS]    an empty directory for the indexes that it makes
 *
 * Prints what fails, and how much was checked. Exit code 1 when anything failed. */

#define _POSIX_C_SOURCE 200809L

#include "library-test.h"

#include <wenjian.h>

#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int checks;
static int failures;

#define CHECK(condition)                                                    \
  do {                                                                      \
    checks++;                                                               \
    if (!(condition)) {                                                     \
      failures++;                                                           \
      printf("library-test.c:%d: %s\n", __LINE__, #condition);              \
    }                                                                       \
  } while (0)

/* The call has this status; its error has the same, and a message, or there is none. Frees the error. */
#define CHECK_STATUS(expected, call)                                        \
  do {                                                                      \
    wj_error *error = NULL;                                                 \
    wj_status status = (call);                                              \
    checks++;                                                               \
    if (status != (expected) || wj_error_status(error) != status ||         \
        (status != WJ_OK && *wj_error_message(error) == '\0')) {            \
      failures++;                                                           \
      printf("library-test.c:%d: status %d (%s: %s), not %d: %s\n",         \
             __LINE__, (int)status, wj_error_code(error),                   \
             wj_error_message(error), (int)(expected), #call);              \
    }                                                                       \
    wj_error_free(error);                                                   \
  } while (0)

static char directory[3000];

static const char *path_of(const char *name) {
  static char path[4096];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  return path;
}

static wj_string string(const char *text) {
  wj_string string = {text, WJ_TERMINATED};
  return string;
}

static void add(wj_writer *writer, const char *key, const char *text, const char *issuer, const char *date) {
  wj_field fields[] = {{string("地区"), string("贵州")}, {string("地区"), string("云南")}};
  wj_document document = {0};
  document.size = sizeof document;
  document.key = string(key);
  document.text = string(text);
  document.title = string("关于选派第一书记的通知");
  document.issuer = string(issuer);
  document.date = string(date);
  document.fields = fields;
  document.field_count = 2;
  CHECK_STATUS(WJ_OK, wj_writer_add(writer, &document, &error));
}

static void test_writing(void) {
  wj_writer *writer, *second;
  wj_commit commit = {sizeof commit, 0, 0, 0, 0};
  CHECK_STATUS(WJ_OK, wj_writer_open(path_of("Index"), WJ_TERMINATED, NULL, &writer, &error));
  CHECK_STATUS(WJ_LOCKED, wj_writer_open(path_of("Index"), WJ_TERMINATED, NULL, &second, &error));
  CHECK(second == NULL);
  add(writer, "a.txt", "驻村第一书记到村任职。第一书记要帮扶。", "国务院", "2016-10-05");
  add(writer, "b.txt", "乡村振兴促进法第三条。", "教育部", "2021");
  add(writer, "c.txt", "选派第一書記。", "国务院", "2019年3月");
  CHECK_STATUS(WJ_OK, wj_writer_commit(writer, &commit, &error));
  CHECK(commit.generation == 1 && commit.added == 3 && commit.removed == 0 && commit.documents == 3);
  int removed = 7;
  CHECK_STATUS(WJ_OK, wj_writer_remove(writer, "none", WJ_TERMINATED, &removed, &error));
  CHECK(removed == 0);
  CHECK_STATUS(WJ_OK, wj_writer_remove(writer, "c.txt", 5, &removed, &error));
  CHECK(removed == 1);
  CHECK_STATUS(WJ_OK, wj_writer_rollback(writer, &error));
  CHECK_STATUS(WJ_OK, wj_writer_remove(writer, "c.txt", 5, NULL, &error));
  wj_writer_free(writer); /* c.txt is still there: it was not committed */

  wj_writer_options options = WJ_WRITER_OPTIONS;
  options.threads = 1;
  CHECK_STATUS(WJ_OK, wj_writer_open(path_of("Index"), WJ_TERMINATED, &options, &writer, &error));
  add(writer, "d.txt", "第一书记", "", "");
  CHECK_STATUS(WJ_OK, wj_writer_optimize(writer, NULL, &error));
  wj_writer_free(writer);
  wj_writer_free(NULL);

  options.replaces_all = 1;
  CHECK_STATUS(WJ_OK, wj_writer_open(path_of("Files"), WJ_TERMINATED, &options, &writer, &error));
  CHECK(mkdir(path_of("Texts"), 0777) == 0);
  FILE *file = fopen(path_of("Texts/一.txt"), "w");
  CHECK(file != NULL);
  fputs("第一书记在村里。\n", file);
  fclose(file);
  wj_file_report report = {sizeof report, 0, 0, 0, 0, 0};
  CHECK_STATUS(WJ_OK, wj_writer_add_files(writer, path_of("Texts"), WJ_TERMINATED, NULL, &report, &error));
  CHECK(report.documents == 1 && report.bytes == 25 && report.lost_files == 0);
  CHECK_STATUS(WJ_MISSING, wj_writer_add_files(writer, path_of("NoTexts"), WJ_TERMINATED, NULL, NULL, &error));
  CHECK_STATUS(WJ_OK, wj_writer_commit(writer, NULL, &error));
  wj_writer_free(writer);

  CHECK_STATUS(WJ_UNUSABLE_OUTPUT, wj_writer_open(path_of("Texts"), WJ_TERMINATED, NULL, &writer, &error));
}

static void test_searching(wj_index *index) {
  wj_counts counts = {0, 0};
  wj_options options = WJ_OPTIONS;
  char *text = NULL;
  size_t length = 0;

  CHECK(wj_index_generation(index) >= 2 && wj_index_document_count(index) == 4);
  CHECK_STATUS(WJ_OK, wj_count(index, "第一书记", WJ_TERMINATED, NULL, &counts, &error));
  CHECK(counts.documents == 3 && counts.occurrences == 4);
  CHECK_STATUS(WJ_OK, wj_count(index, "第一书记和别的", strlen("第一书记"), &options, &counts, &error));
  CHECK(counts.documents == 3);
  options.is_exact = 1;
  CHECK_STATUS(WJ_OK, wj_count(index, "第一书记", WJ_TERMINATED, &options, &counts, &error));
  CHECK(counts.documents == 2 && counts.occurrences == 3);
  options.is_exact = 0;
  options.has_no_widening = 1;
  options.filter = string("issuer:国务院 date:2016");
  CHECK_STATUS(WJ_OK, wj_count(index, "第一书记", WJ_TERMINATED, &options, &counts, &error));
  CHECK(counts.documents == 1 && counts.occurrences == 2);
  options.filter = string("field:地区=云南");
  CHECK_STATUS(WJ_OK, wj_count(index, "第一书记", WJ_TERMINATED, &options, &counts, &error));
  CHECK(counts.documents == 3);

  wj_string queries[] = {string("第一书记"), string("乡村 OR"), string("乡村振兴"), string("没有的")};
  wj_counts many[4];
  CHECK_STATUS(WJ_INCOMPLETE, wj_count_many(index, queries, 4, NULL, many, &error));
  CHECK(many[0].documents == 3 && many[1].documents == UINT64_MAX && many[2].occurrences == 1);
  CHECK(many[3].documents == 0);
  queries[1] = string("村");
  CHECK_STATUS(WJ_OK, wj_count_many(index, queries, 4, NULL, many, &error));
  CHECK_STATUS(WJ_OK, wj_count_many(index, NULL, 0, NULL, NULL, &error));

  CHECK_STATUS(WJ_OK, wj_text(index, "b.txt", WJ_TERMINATED, &text, &length, &error));
  CHECK(text != NULL && length == strlen(text) && strcmp(text, "乡村振兴促进法第三条。") == 0);
  wj_free(text);
  CHECK_STATUS(WJ_OK, wj_text(index, "b.txt", 5, &text, NULL, &error));
  wj_free(text);
  wj_free(NULL);
  CHECK_STATUS(WJ_MISSING, wj_text(index, "none", WJ_TERMINATED, &text, &length, &error));
  CHECK(text == NULL && length == 0);
}

/* The member is somewhere in the answer, as it is written here. */
static int has(const char *json, const char *member) { return json != NULL && strstr(json, member) != NULL; }

static void test_answers(wj_index *index) {
  char *json = NULL;
  size_t length = 0;
  wj_options options = WJ_OPTIONS;
  CHECK_STATUS(WJ_OK, wj_search(index, "第一书记", WJ_TERMINATED, NULL, &json, &length, &error));
  CHECK(json != NULL && strlen(json) == length && json[0] == '{' && json[length - 1] == '}');
  CHECK(has(json, "\"query\":\"第一书记\",\"documents\":3,\"occurrences\":4"));
  CHECK(has(json, "\"key\":\"c.txt\"") && has(json, "\"snippets\":[]") && !has(json, "nextPage"));
  wj_free(json);
  options.limit = 1;
  options.snippets = 3;
  options.has_headings = 1;
  options.sort = string("-date");
  CHECK_STATUS(WJ_OK, wj_search(index, "第一书记", WJ_TERMINATED, &options, &json, NULL, &error));
  CHECK(has(json, "\"key\":\"c.txt\"") && !has(json, "a.txt") && has(json, "\"text\":\"选派第一書記。\""));
  CHECK(has(json, "\"headings\":[") && has(json, "\"nextPage\":\""));
  /* The next page. */
  char cursor[512] = "";
  const char *found = json == NULL ? NULL : strstr(json, "\"nextPage\":\"");
  if (found != NULL) sscanf(found, "\"nextPage\":\"%511[^\"]", cursor);
  wj_free(json);
  options.after = string(cursor);
  CHECK_STATUS(WJ_OK, wj_search(index, "第一书记", WJ_TERMINATED, &options, &json, NULL, &error));
  CHECK(has(json, "a.txt") && !has(json, "\"key\":\"c.txt\""));
  wj_free(json);
  options = (wj_options)WJ_OPTIONS;
  options.offset = 2;
  options.has_no_limit = 1;
  CHECK_STATUS(WJ_OK, wj_search(index, "第一书记", WJ_TERMINATED, &options, &json, NULL, &error));
  CHECK(has(json, "\"documents\":3") && has(json, "\"hits\":[{") && !has(json, "},{\"key\""));
  wj_free(json);
  CHECK_STATUS(WJ_OK, wj_search(index, "没有的", WJ_TERMINATED, NULL, &json, NULL, &error));
  CHECK(has(json, "\"documents\":0"));
  wj_free(json);

  CHECK_STATUS(WJ_OK, wj_call(index, "metadata", WJ_TERMINATED, "{\"key\":\"a.txt\"}", WJ_TERMINATED, NULL, &json, &length, &error));
  CHECK(has(json, "国务院") && strlen(json) == length);
  wj_free(json);
  CHECK_STATUS(WJ_OK, wj_call(index, "info", WJ_TERMINATED, NULL, 0, NULL, &json, NULL, &error));
  CHECK(has(json, "\"documents\":4"));
  wj_free(json);
  CHECK_STATUS(WJ_MISSING, wj_call(index, "outline", WJ_TERMINATED, "{\"key\":\"none\"}", WJ_TERMINATED, NULL, &json, &length, &error));
  CHECK(json == NULL && length == 0);

  /* What cannot be used. */
  options = (wj_options)WJ_OPTIONS;
  options.limit = -1;
  CHECK_STATUS(WJ_USAGE, wj_search(index, "书", WJ_TERMINATED, &options, &json, NULL, &error));
  options.limit = 0;
  options.offset = INT64_MIN;
  CHECK_STATUS(WJ_USAGE, wj_search(index, "书", WJ_TERMINATED, &options, &json, NULL, &error));
  options.offset = INT64_MAX;
  CHECK_STATUS(WJ_OK, wj_search(index, "书", WJ_TERMINATED, &options, &json, NULL, &error));
  wj_free(json);
  options.offset = 0;
  options.snippets = -1;
  CHECK_STATUS(WJ_USAGE, wj_search(index, "书", WJ_TERMINATED, &options, &json, NULL, &error));
  options.snippets = INT64_MAX;
  options.limit = INT64_MAX;
  CHECK_STATUS(WJ_OK, wj_search(index, "书", WJ_TERMINATED, &options, &json, NULL, &error));
  wj_free(json);
  options.sort = string("size");
  CHECK_STATUS(WJ_USAGE, wj_search(index, "书", WJ_TERMINATED, &options, &json, NULL, &error));
  options.sort = string("");
  options.after = string("no cursor");
  CHECK_STATUS(WJ_USAGE, wj_search(index, "书", WJ_TERMINATED, &options, &json, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_search(index, "书 OR", WJ_TERMINATED, NULL, &json, NULL, &error));
  CHECK(json == NULL);
  CHECK_STATUS(WJ_USAGE, wj_search(index, "书", WJ_TERMINATED, NULL, NULL, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_search(NULL, "书", WJ_TERMINATED, NULL, &json, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_call(index, "nothing", WJ_TERMINATED, NULL, 0, NULL, &json, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_call(index, NULL, 0, NULL, 0, NULL, &json, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_call(index, "info", WJ_TERMINATED, "[1]", WJ_TERMINATED, NULL, &json, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_call(index, "info", WJ_TERMINATED, "{", WJ_TERMINATED, NULL, &json, NULL, &error));
  options = (wj_options)WJ_OPTIONS;
  options.is_exact = 1;
  CHECK_STATUS(WJ_USAGE, wj_call(index, "info", WJ_TERMINATED, NULL, 0, &options, &json, NULL, &error));
}

/* ---- Timeouts and cancellation ---- */

static wj_cancellation *cancelled_by_signal;
static void cancel(int number) {
  (void)number;
  wj_cancel(cancelled_by_signal);
}

static void test_ending_calls(wj_index *index) {
  char *json = NULL;
  wj_counts counts;
  wj_options options = WJ_OPTIONS;
  options.timeout_milliseconds = 60000;
  CHECK_STATUS(WJ_OK, wj_count(index, "第一书记", WJ_TERMINATED, &options, &counts, &error));
  options.timeout_milliseconds = INT64_MAX;
  CHECK_STATUS(WJ_OK, wj_count(index, "第一书记", WJ_TERMINATED, &options, &counts, &error));
  options.timeout_milliseconds = 0;

  wj_cancellation *cancellation = wj_cancellation_new();
  CHECK(cancellation != NULL);
  options.cancellation = cancellation;
  CHECK_STATUS(WJ_OK, wj_count(index, "第一书记", WJ_TERMINATED, &options, &counts, &error));
  cancelled_by_signal = cancellation;
  /* The threads of some runtimes, such as those that run Swift's tests, block signals. */
  sigset_t signals, before;
  sigemptyset(&signals);
  sigaddset(&signals, SIGUSR1);
  signal(SIGUSR1, cancel);
  CHECK(pthread_sigmask(SIG_UNBLOCK, &signals, &before) == 0 && raise(SIGUSR1) == 0);
  CHECK(pthread_sigmask(SIG_SETMASK, &before, NULL) == 0);
  signal(SIGUSR1, SIG_DFL);
  CHECK_STATUS(WJ_CANCELLED, wj_count(index, "第一书记", WJ_TERMINATED, &options, &counts, &error));
  CHECK_STATUS(WJ_CANCELLED, wj_search(index, "第一书记", WJ_TERMINATED, &options, &json, NULL, &error));
  CHECK_STATUS(WJ_CANCELLED, wj_call(index, "kwic", WJ_TERMINATED, "{\"query\":\"书\"}", WJ_TERMINATED, &options, &json, NULL, &error));
  wj_string query = string("第一书记");
  CHECK_STATUS(WJ_CANCELLED, wj_count_many(index, &query, 1, &options, &counts, &error));
  wj_cancellation_free(cancellation);
  wj_cancellation_free(NULL);
  wj_cancel(NULL);
}

/* What a query, an index and a lock are told by. */
static void test_errors(wj_index *index) {
  wj_error *error = NULL;
  wj_index *none;
  wj_counts counts;
  size_t start = 99, end = 99;
  CHECK(wj_count(index, "书记 OR", WJ_TERMINATED, NULL, &counts, &error) == WJ_USAGE);
  CHECK(strcmp(wj_error_code(error), "query") == 0 && wj_error_status(error) == WJ_USAGE);
  CHECK(wj_error_query_range(error, &start, &end) == 1 && start == 7 && end == 9);
  CHECK(wj_error_query_range(error, NULL, NULL) == 1);
  wj_error_free(error);
  CHECK(wj_index_open(path_of("NoIndex"), WJ_TERMINATED, &none, &error) == WJ_MISSING && none == NULL);
  CHECK(strcmp(wj_error_code(error), "notAnIndex") == 0 && strcmp(wj_error_path(error), path_of("NoIndex")) == 0);
  start = 99;
  CHECK(wj_error_query_range(error, &start, &end) == 0 && start == 99);
  wj_error_free(error);
  /* No error. */
  wj_error_free(NULL);
  CHECK(wj_error_status(NULL) == WJ_OK && *wj_error_message(NULL) == '\0' && *wj_error_code(NULL) == '\0');
  CHECK(*wj_error_path(NULL) == '\0' && wj_error_query_range(NULL, &start, &end) == 0);
  /* Without an error object. */
  CHECK(wj_index_open(path_of("NoIndex"), WJ_TERMINATED, &none, NULL) == WJ_MISSING);
}

static void test_what_cannot_be_used(wj_index *index) {
  wj_index *opened;
  wj_writer *writer;
  wj_counts counts;
  char *text;
  size_t length;
  const char invalid[] = {(char)0xE7, (char)0xAC, 'x', 0};
  wj_string strings[] = {{NULL, 3}};
  wj_options options = WJ_OPTIONS;

  CHECK_STATUS(WJ_USAGE, wj_index_open(NULL, 0, &opened, &error));
  CHECK_STATUS(WJ_USAGE, wj_index_open("", 0, &opened, &error));
  CHECK_STATUS(WJ_USAGE, wj_index_open("a\0b", 3, &opened, &error));
  CHECK_STATUS(WJ_USAGE, wj_index_open("Index", WJ_TERMINATED, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_index_open("Index", (size_t)-2, &opened, &error));
  CHECK_STATUS(WJ_USAGE, wj_index_refresh(NULL, NULL, &error));
  CHECK(wj_index_generation(NULL) == 0 && wj_index_document_count(NULL) == 0);
  CHECK_STATUS(WJ_USAGE, wj_count(NULL, "a", 1, NULL, &counts, &error));
  CHECK_STATUS(WJ_USAGE, wj_count(index, NULL, 1, NULL, &counts, &error));
  CHECK_STATUS(WJ_USAGE, wj_count(index, "a", 1, NULL, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_count(index, "a", SIZE_MAX / 2 + 5, NULL, &counts, &error));
  CHECK_STATUS(WJ_USAGE, wj_count(index, invalid, WJ_TERMINATED, NULL, &counts, &error));
  CHECK_STATUS(WJ_USAGE, wj_count(index, "", 0, NULL, &counts, &error));
  CHECK_STATUS(WJ_USAGE, wj_count_many(index, NULL, 1, NULL, &counts, &error));
  CHECK_STATUS(WJ_USAGE, wj_count_many(index, strings, 1, NULL, &counts, &error));
  CHECK_STATUS(WJ_USAGE, wj_count_many(index, strings, SIZE_MAX, NULL, &counts, &error));
  CHECK_STATUS(WJ_USAGE, wj_count_many(index, strings, SIZE_MAX / 4, NULL, &counts, &error));
  CHECK_STATUS(WJ_USAGE, wj_text(index, NULL, 0, &text, &length, &error));
  CHECK_STATUS(WJ_USAGE, wj_text(index, "a", 1, NULL, &length, &error));

  options.size = 0;
  CHECK_STATUS(WJ_USAGE, wj_count(index, "a", 1, &options, &counts, &error));
  options.size = 1u << 20;
  CHECK_STATUS(WJ_USAGE, wj_count(index, "a", 1, &options, &counts, &error));
  options.size = sizeof options;
  options.timeout_milliseconds = -1;
  CHECK_STATUS(WJ_USAGE, wj_count(index, "a", 1, &options, &counts, &error));
  options.timeout_milliseconds = 0;
  options.filter = string("书记");
  CHECK_STATUS(WJ_USAGE, wj_count(index, "a", 1, &options, &counts, &error));
  options.filter = string(invalid);
  CHECK_STATUS(WJ_USAGE, wj_count(index, "a", 1, &options, &counts, &error));

  /* Of an earlier header: shorter. Of a later one: longer, and zero is what this library does. */
  struct {
    wj_options known;
    uint64_t later;
  } longer = {WJ_OPTIONS, 0};
  longer.known.size = sizeof longer;
  CHECK_STATUS(WJ_OK, wj_count(index, "书", WJ_TERMINATED, &longer.known, &counts, &error));
  longer.later = 1;
  CHECK_STATUS(WJ_USAGE, wj_count(index, "书", WJ_TERMINATED, &longer.known, &counts, &error));
  wj_options shorter = WJ_OPTIONS;
  shorter.size = offsetof(wj_options, filter);
  shorter.filter = string(invalid);
  CHECK_STATUS(WJ_OK, wj_count(index, "书", WJ_TERMINATED, &shorter, &counts, &error));

  wj_writer_options writing = WJ_WRITER_OPTIONS;
  writing.threads = -1;
  CHECK_STATUS(WJ_USAGE, wj_writer_open(path_of("W"), WJ_TERMINATED, &writing, &writer, &error));
  CHECK_STATUS(WJ_USAGE, wj_writer_open(path_of("W"), WJ_TERMINATED, NULL, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_writer_add(NULL, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_writer_commit(NULL, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_writer_rollback(NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_writer_optimize(NULL, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_writer_remove(NULL, "a", 1, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_writer_add_files(NULL, "a", 1, NULL, NULL, &error));
  CHECK_STATUS(WJ_OK, wj_writer_open(path_of("W"), WJ_TERMINATED, NULL, &writer, &error));
  wj_document document = {0};
  CHECK_STATUS(WJ_USAGE, wj_writer_add(writer, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_writer_add(writer, &document, &error)); /* no size */
  document.size = sizeof document;
  CHECK_STATUS(WJ_USAGE, wj_writer_add(writer, &document, &error)); /* no key */
  document.key = string("k");
  document.date = string("2016-13-01");
  CHECK_STATUS(WJ_USAGE, wj_writer_add(writer, &document, &error));
  document.date = string("");
  document.field_count = 1;
  CHECK_STATUS(WJ_USAGE, wj_writer_add(writer, &document, &error)); /* no fields */
  document.field_count = SIZE_MAX;
  CHECK_STATUS(WJ_USAGE, wj_writer_add(writer, &document, &error));
  document.field_count = 0;
  document.text = string(invalid);
  CHECK_STATUS(WJ_USAGE, wj_writer_add(writer, &document, &error));
  CHECK_STATUS(WJ_USAGE, wj_writer_remove(writer, NULL, 0, NULL, &error));
  CHECK_STATUS(WJ_USAGE, wj_writer_add_files(writer, NULL, 0, NULL, NULL, &error));
  wj_file_options files = {0};
  CHECK_STATUS(WJ_USAGE, wj_writer_add_files(writer, directory, WJ_TERMINATED, &files, NULL, &error)); /* no size */
  files.size = sizeof files;
  files.maximum_file_bytes = -1;
  CHECK_STATUS(WJ_USAGE, wj_writer_add_files(writer, directory, WJ_TERMINATED, &files, NULL, &error));
  files.maximum_file_bytes = INT64_MAX;
  files.included_count = 1;
  CHECK_STATUS(WJ_USAGE, wj_writer_add_files(writer, directory, WJ_TERMINATED, &files, NULL, &error));
  wj_string pattern = string("*.txt");
  files.excluded = &pattern;
  files.excluded_count = 1;
  files.included_count = 0;
  wj_file_report report = {sizeof report, 9, 9, 9, 9, 9};
  CHECK_STATUS(WJ_OK, wj_writer_add_files(writer, path_of("Texts"), WJ_TERMINATED, &files, &report, &error));
  CHECK(report.documents == 0 && report.skipped_files == 1);
  files.excluded_count = 0;
  files.cancellation = wj_cancellation_new();
  wj_cancel(files.cancellation);
  CHECK_STATUS(WJ_CANCELLED, wj_writer_add_files(writer, path_of("Texts"), WJ_TERMINATED, &files, &report, &error));
  wj_cancellation_free(files.cancellation);
  wj_commit commit = {0, 0, 0, 0, 0};
  CHECK_STATUS(WJ_USAGE, wj_writer_commit(writer, &commit, &error));
  wj_writer_free(writer);
}

static void test_refresh(wj_index *index) {
  wj_writer *writer;
  wj_counts counts;
  int changed = 7;
  uint64_t generation = wj_index_generation(index);
  CHECK_STATUS(WJ_OK, wj_index_refresh(index, &changed, &error));
  CHECK(changed == 0);
  CHECK_STATUS(WJ_OK, wj_writer_open(path_of("Index"), WJ_TERMINATED, NULL, &writer, &error));
  add(writer, "e.txt", "另一个第一书记", "", "");
  CHECK_STATUS(WJ_OK, wj_writer_commit(writer, NULL, &error));
  wj_writer_free(writer);
  CHECK_STATUS(WJ_OK, wj_count(index, "第一书记", WJ_TERMINATED, NULL, &counts, &error));
  CHECK(counts.documents == 3);
  CHECK_STATUS(WJ_OK, wj_index_refresh(index, &changed, &error));
  CHECK(changed == 1 && wj_index_generation(index) == generation + 1);
  CHECK_STATUS(WJ_OK, wj_count(index, "第一书记", WJ_TERMINATED, NULL, &counts, &error));
  CHECK(counts.documents == 4);
}

/* ---- Threads and fork ---- */

static volatile sig_atomic_t is_over;
static wj_index *shared;

static void *search_until_over(void *argument) {
  intptr_t wrong = 0;
  (void)argument;
  while (!is_over) {
    wj_counts counts = {0, 0};
    if (wj_count(shared, "第一书记 OR 村", WJ_TERMINATED, NULL, &counts, NULL) != WJ_OK || counts.documents != 5) wrong++;
    wj_index_refresh(shared, NULL, NULL);
  }
  return (void *)wrong;
}

/* A child counts with two threads of its own, as a server does that was forked with its index open. */
static int child(void) {
  pthread_t threads[2];
  wj_counts counts = {0, 0};
  int result = 0;
  void *wrong;
  is_over = 0;
  for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, search_until_over, NULL);
  for (int i = 0; i < 50; i++) {
    if (wj_count(shared, "第一书记", WJ_TERMINATED, NULL, &counts, NULL) != WJ_OK || counts.documents != 4) result = 1;
  }
  is_over = 1;
  for (int i = 0; i < 2; i++) {
    pthread_join(threads[i], &wrong);
    if (wrong != NULL) result = 1;
  }
  return result;
}

static void test_threads_and_fork(wj_index *index, int forks) {
  pthread_t threads[3];
  wj_writer *writer;
  shared = index;
  is_over = 0;
  CHECK_STATUS(WJ_OK, wj_writer_open(path_of("Forked"), WJ_TERMINATED, NULL, &writer, &error));
  add(writer, "a", "文", "", "");
  for (int i = 0; i < 3; i++) CHECK(pthread_create(&threads[i], NULL, search_until_over, NULL) == 0);
  for (int i = 0; i < forks; i++) {
    pid_t process = fork();
    if (process == 0) {
      alarm(60);
      int result = child();
      /* The writer is the parent's. */
      if (wj_writer_commit(writer, NULL, NULL) != WJ_USAGE) result = 2;
      wj_writer_free(writer);
      _exit(result);
    }
    int status = -1;
    CHECK(process > 0 && waitpid(process, &status, 0) == process);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  is_over = 1;
  for (int i = 0; i < 3; i++) {
    void *wrong = NULL;
    CHECK(pthread_join(threads[i], &wrong) == 0 && wrong == NULL);
  }
  CHECK_STATUS(WJ_OK, wj_writer_commit(writer, NULL, &error));
  wj_writer_free(writer);
}

int library_test(const char *path, int forks) {
  snprintf(directory, sizeof directory, "%s", path);
  printf("libwenjian %s\n", wj_version());
  test_writing();
  wj_index *index = NULL;
  CHECK_STATUS(WJ_OK, wj_index_open(path_of("Index"), WJ_TERMINATED, &index, &error));
  test_searching(index);
  test_answers(index);
  test_ending_calls(index);
  test_errors(index);
  test_what_cannot_be_used(index);
  test_refresh(index);
  test_threads_and_fork(index, forks);
  wj_index_free(index);
  wj_index_free(NULL);
  printf("%d checks, %d failed\n", checks, failures);
  return failures;
}

/* Beside the Swift tests it is a function of theirs. */
#ifndef LIBRARY_TEST_WITHOUT_MAIN
int main(int count, char **arguments) {
  if (count < 2) {
    fprintf(stderr, "usage: library-test EMPTY-DIRECTORY [FORKS]\n");
    return 64;
  }
  return library_test(arguments[1], count > 2 ? atoi(arguments[2]) : 20) == 0 ? 0 : 1;
}
#endif
