/* Wenjian as a C library: full-text search over Chinese documents.
 *
 *   wj_index *index;
 *   wj_error *error;
 *   wj_counts counts = {0};
 *   if (wj_index_open("Index", WJ_TERMINATED, &index, &error) != WJ_OK) {
 *     fprintf(stderr, "%s\n", wj_error_message(error));
 *     wj_error_free(error);
 *     return 1;
 *   }
 *   wj_count(index, "第一书记", WJ_TERMINATED, NULL, &counts, NULL);
 *   wj_index_free(index);
 *
 * Text is UTF-8 and goes in as a pointer and a length in bytes; WJ_TERMINATED as the length says that a zero byte ends
 * it. Text that comes out ends with a zero byte, which its length does not count.
 *
 * Statuses. Functions that can fail return a status, WJ_OK when all went well. Their last argument may be NULL; if not,
 * it receives an error to be freed by wj_error_free, or NULL when there is none. Nothing that is passed ends the
 * process: a NULL that is not allowed, an invalid length, text that is not UTF-8, a number out of range are WJ_USAGE. What
 * cannot be checked is whether a pointer points to what it should.
 *
 * Ownership. Every handle is freed once, by the function of its type; NULL is allowed there. Text that a function
 * hands out through `char **` is freed by wj_free. Text that is returned as `const char *` belongs to its handle, or,
 * of wj_version, to the library.
 *
 * Threads. An index, and a cancellation, may be used by any number of threads at once; calls block the thread that
 * makes them and run on it alone. Calls of one writer wait for each other. A handle is freed when no call uses it.
 *
 * Fork. fork() waits for the calls of this library that other threads are in, and keeps new ones waiting until it has
 * happened; so parent and child both go on. An index that was open may be used in the child. A writer is the parent's:
 * in the child its functions give WJ_USAGE, and freeing it does nothing but that. Adding files takes as long as
 * they are many: who forks meanwhile does that in a process of its own, and gives long searches a timeout. vfork() and posix_spawn() wait for nothing.
 *
 * Signals. Files of an index are mapped; a disk that fails under them, or a file that is cut short, is told by SIGBUS.
 * The first index or writer that is opened installs a handler, by which the call then gives WJ_DAMAGED; signals from
 * elsewhere go to the handler that was there before. wj_leave_signals_alone() leaves SIGBUS to the program. No other
 * signal is touched, nor the locale, the environment or the working directory. wj_cancel may be called in a handler.
 */

#ifndef WENJIAN_H
#define WENJIAN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The interface of this header. Functions and fields at the end of structs may be added in a later one; nothing of this
 * one changes its meaning. */
#define WJ_INTERFACE 1

/* As the length of a text: a zero byte ends it. */
#define WJ_TERMINATED ((size_t)-1)

/* How a call ended: the exit codes of the command `wenjian`. */
typedef int32_t wj_status;
enum {
  WJ_OK = 0,
  WJ_INCOMPLETE = 2,       /* done, but not all of it: the error says what is missing */
  WJ_USAGE = 64,           /* an argument that cannot be used, or a query that cannot be read */
  WJ_DAMAGED = 65,         /* the index is damaged, or of another version */
  WJ_MISSING = 66,         /* no such index, document, file or directory */
  WJ_UNUSABLE_OUTPUT = 73, /* the directory of a new index holds other files */
  WJ_INPUT_OUTPUT = 74,    /* reading or writing failed */
  WJ_LOCKED = 75,          /* another writer has the index open */
  WJ_DEADLINE = 124,       /* the timeout passed */
  WJ_CANCELLED = 130       /* wj_cancel was called */
};

/* The version of the library, "0.2.0". */
const char *wj_version(void);

/* Frees text that a function handed out through `char **`. */
void wj_free(void *text);

/* From now on no handler of SIGBUS is installed. To be called before the first index or writer is opened. */
void wj_leave_signals_alone(void);

/* Text as it goes in. An empty one may have NULL as its bytes. */
typedef struct {
  const char *bytes;
  size_t length; /* in bytes, or WJ_TERMINATED */
} wj_string;

/* ---- Errors ---- */

typedef struct wj_error wj_error;

/* Each is for an error or NULL, of which the status is WJ_OK, the texts are empty and there is no range. */
wj_status wj_error_status(const wj_error *error);
/* A word to act on and to log: "query", "locked", "noSuchDocument", … */
const char *wj_error_code(const wj_error *error);
/* What happened and what to do, in one or two sentences. */
const char *wj_error_message(const wj_error *error);
/* The file or directory that it is about; empty when it is about none. */
const char *wj_error_path(const wj_error *error);
/* Where in the query, in bytes: 1, or 0 when it is about no place in a query; then nothing is written. */
int wj_error_query_range(const wj_error *error, size_t *start, size_t *end);
void wj_error_free(wj_error *error);

/* ---- Cancellation ---- */

/* Ends calls from another thread or from a signal handler. */
typedef struct wj_cancellation wj_cancellation;

/* NULL only when there is no memory. */
wj_cancellation *wj_cancellation_new(void);
/* Calls that were given it end with WJ_CANCELLED within milliseconds, and later ones at once. Safe in a signal handler. */
void wj_cancel(wj_cancellation *cancellation);
/* Frees it when no call uses it and no handler can call wj_cancel any more. */
void wj_cancellation_free(wj_cancellation *cancellation);

/* ---- Searching ---- */

typedef struct wj_index wj_index;

/* How a call asks. Start from WJ_OPTIONS, or from zeros with `size` set: zero is the default everywhere. */
typedef struct {
  size_t size;                   /* sizeof(wj_options) */
  int64_t timeout_milliseconds;  /* 0: none */
  wj_cancellation *cancellation; /* or NULL */
  wj_string filter;              /* which documents count, in the query language: issuer:国务院 date:2016.. */
  uint8_t is_exact;              /* original characters, as if every string had exact: */
  uint8_t has_no_widening;       /* strings are found as they are written, not in their other spellings */
  /* Of wj_search alone: */
  uint8_t includes_related; /* documents that only share words with the query may fill the page */
  uint8_t collapses_copies; /* of documents that are copies of each other only the best */
  uint8_t has_headings;     /* the divisions that a passage lies in, and how it is cited */
  uint8_t has_no_limit;     /* all documents, whatever `limit` is */
  int64_t limit;            /* documents; 0: 10 */
  int64_t offset;           /* better documents to leave out, for the next page */
  int64_t snippets;         /* passages a document; 0: none */
  wj_string sort;           /* relevance, date, -date (the newest first), path, hits; empty: relevance */
  wj_string after;          /* `nextPage` of the page before; empty: the first page */
} wj_options;

#define WJ_OPTIONS {sizeof(wj_options), 0, NULL, {NULL, 0}, 0, 0, 0, 0, 0, 0, 0, 0, 0, {NULL, 0}, {NULL, 0}}

typedef struct {
  uint64_t documents;
  uint64_t occurrences; /* of the query's strings in them, overlapping ones included */
} wj_counts;

/* Opens the last commit of the index in a directory: what is written later is not seen before wj_index_refresh.
 * WJ_MISSING, WJ_DAMAGED, WJ_INPUT_OUTPUT. */
wj_status wj_index_open(const char *path, size_t path_length, wj_index **index, wj_error **error);
void wj_index_free(wj_index *index);

/* Goes on to the newest commit; calls that are under way end with the one they began with. `changed` may be NULL; if not,
 * it receives 1 when there was a newer commit, else 0. Costs the reading of a small file when there was none. */
wj_status wj_index_refresh(wj_index *index, int *changed, wj_error **error);

/* The number of the commit, and how many documents it has; 0 for NULL. */
uint64_t wj_index_generation(const wj_index *index);
uint64_t wj_index_document_count(const wj_index *index);

/* Counts, exactly, without ranking. `options` may be NULL. */
wj_status wj_count(const wj_index *index, const char *query, size_t query_length, const wj_options *options,
                   wj_counts *counts, wj_error **error);

/* Counts many queries of one commit. `counts` has room for one result each. A query that cannot be read has UINT64_MAX in
 * both its counts; then the status is WJ_INCOMPLETE and the error is that of the first such query. */
wj_status wj_count_many(const wj_index *index, const wj_string *queries, size_t query_count, const wj_options *options,
                        wj_counts *counts, wj_error **error);

/* Searches. `json` receives what `wenjian search --json` writes, without the newline (JSON.md). `json_length` may be NULL.
 * Nothing found is WJ_OK with "documents":0. */
wj_status wj_search(const wj_index *index, const char *query, size_t query_length, const wj_options *options,
                    char **json, size_t *json_length, wj_error **error);

/* Answers any other operation of the service: "outline", "metadata", "versions", "facets", "kwic", "trend", "citedBy", …
 * (SERVICE; "help" lists them with their parameters). `parameters` is a JSON object, or empty for none:
 *
 *   wj_call(index, "outline", WJ_TERMINATED, "{\"key\":\"a.txt\"}", WJ_TERMINATED, NULL, &json, NULL, &error);
 *
 * Of `options` only the timeout and the cancellation may be set. */
wj_status wj_call(const wj_index *index, const char *operation, size_t operation_length, const char *parameters,
                  size_t parameters_length, const wj_options *options, char **json, size_t *json_length,
                  wj_error **error);

/* The stored text of a document, as it was added. WJ_MISSING. */
wj_status wj_text(const wj_index *index, const char *key, size_t key_length, char **text, size_t *text_length,
                  wj_error **error);

/* ---- Writing ---- */

typedef struct wj_writer wj_writer;

/* Start from WJ_WRITER_OPTIONS, or from zeros with `size` set. */
typedef struct {
  size_t size;          /* sizeof(wj_writer_options) */
  uint8_t replaces_all; /* what is added before the next commit becomes the whole index */
  int32_t threads;      /* processors to use; 0: those of the process, at most four */
} wj_writer_options;

#define WJ_WRITER_OPTIONS {sizeof(wj_writer_options), 0, 0}

/* A name and a value. A name may come several times: then the field has several values. */
typedef struct {
  wj_string name;
  wj_string value;
} wj_field;

/* Start from zeros with `size` set. What is empty was not given. */
typedef struct {
  size_t size;              /* sizeof(wj_document) */
  wj_string key;            /* 1 to 4,096 bytes; a document with the same key is replaced */
  wj_string text;           /* kept as it is */
  wj_string title;
  wj_string date;           /* of publication: 2016, 2016-10, 2016-10-05, 2016年10月5日 */
  wj_string signature_date; /* of signature or, of a law, of its last passing or amendment */
  wj_string source;         /* the medium or office that it is taken from */
  wj_string author;
  wj_string issuer;
  wj_string document_number;
  wj_string kind;
  wj_string topic;
  const wj_field *fields; /* the caller's own; found by field:NAME=VALUE */
  size_t field_count;
  uint8_t finds_no_metadata; /* what is empty stays unknown; else it is looked for in the text, as in a file */
} wj_document;

/* What a commit did. */
typedef struct {
  size_t size;         /* sizeof(wj_commit), to be set by the caller */
  uint64_t generation; /* its number */
  uint64_t added;
  uint64_t removed;   /* also those that were replaced */
  uint64_t documents; /* in the index now */
} wj_commit;

/* Which files are added. Start from zeros with `size` set. Patterns are those of the shell, of paths below the directory or
 * of file names. */
typedef struct {
  size_t size;                   /* sizeof(wj_file_options) */
  wj_cancellation *cancellation; /* or NULL; looked at before each file */
  const wj_string *included;     /* only these */
  size_t included_count;
  const wj_string *excluded; /* not these */
  size_t excluded_count;
  int64_t maximum_file_bytes; /* larger files are left out, and counted; 0: 128 MB */
  uint8_t includes_hidden;    /* files whose names begin with a dot too */
} wj_file_options;

/* What adding files did. */
typedef struct {
  size_t size;             /* sizeof(wj_file_report), to be set by the caller */
  uint64_t documents;      /* added */
  uint64_t bytes;          /* of their texts */
  uint64_t skipped_files;  /* left out, whatever the reason */
  uint64_t lost_files;     /* of those, files that may hold text */
  uint64_t damaged;        /* documents in which something could not be read as it was meant */
} wj_file_report;

/* Opens the index in a directory for writing, and creates both when missing. One writer at a time: WJ_LOCKED.
 * WJ_UNUSABLE_OUTPUT when the directory holds other files. `options` may be NULL. */
wj_status wj_writer_open(const char *path, size_t path_length, const wj_writer_options *options, wj_writer **writer,
                         wj_error **error);
/* Adds a document. Nothing is seen by readers before wj_writer_commit. */
wj_status wj_writer_add(wj_writer *writer, const wj_document *document, wj_error **error);
/* Adds the files below a directory, in every format that is read; their keys are their paths below it. `options` and
 * `report` may be NULL. WJ_INCOMPLETE when files that may hold text could not be read: the rest is added. WJ_CANCELLED when
 * it was cancelled: some are added, which wj_writer_free drops. */
wj_status wj_writer_add_files(wj_writer *writer, const char *directory, size_t directory_length,
                              const wj_file_options *options, wj_file_report *report, wj_error **error);
/* Removes the document with a key. `removed` may be NULL; if not, it receives 1 when there was one, else 0. */
wj_status wj_writer_remove(wj_writer *writer, const char *key, size_t key_length, int *removed, wj_error **error);
/* Drops what was added and removed since the last commit. The writer may go on. */
wj_status wj_writer_rollback(wj_writer *writer, wj_error **error);
/* Makes all that was added and removed visible at once, durably. `commit` may be NULL. WJ_INCOMPLETE when the commit is
 * made and something behind it failed. The writer may go on. */
wj_status wj_writer_commit(wj_writer *writer, wj_commit *commit, wj_error **error);
/* The same, and merges the index into one segment, which searches fastest. */
wj_status wj_writer_optimize(wj_writer *writer, wj_commit *commit, wj_error **error);
/* Drops what was not committed, and lets the next writer in. */
void wj_writer_free(wj_writer *writer);

#ifdef __cplusplus
}
#endif

#endif
