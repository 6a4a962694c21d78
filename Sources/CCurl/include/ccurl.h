// HTTP by libcurl, which is loaded when the first request is sent: a program that sends none does not load it, starts as
// fast as without it, and runs where there is none.

#ifndef WENJIAN_CCURL_H
#define WENJIAN_CCURL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What became of loading the library.
typedef enum {
  ccurl_loaded = 0,
  /// The program has no loader.
  ccurl_program_is_static,
  ccurl_not_installed,
  /// It lacks what is used, which is there from 7.66 on, or does not start.
  ccurl_unusable,
} ccurl_state;

/// Loads the library, once.
ccurl_state ccurl_load(void);

/// Whether a pause of a request ends it. Called on the thread that sends, some fifty times a second.
typedef bool (*ccurl_should_end)(void *_Nullable context);

/// What is sent. Texts end with a zero and are read within the call.
typedef struct {
  const char *_Nonnull url;
  const char *_Nonnull method;
  const void *_Nullable body;
  size_t body_bytes;
  /// Lines of the head: `Content-Type: application/json`.
  const char *_Nullable const *_Nullable headers;
  size_t header_count;
  /// For HTTP's basic authentication; NULL for none.
  const char *_Nullable user;
  const char *_Nullable password;
  /// A file of certificates to trust; NULL for those of the system.
  const char *_Nullable ca_file;
  long connect_milliseconds;
  /// Of the whole request; 0 for any.
  long total_milliseconds;
  /// More bytes than these end the request.
  size_t answer_limit;
  ccurl_should_end _Nullable should_end;
  void *_Nullable context;
} ccurl_request;

/// How a request ended.
typedef enum {
  ccurl_answered = 0,
  /// Nothing was sent: no such name, refused, no connection in time.
  ccurl_not_connected,
  /// The connection broke, or what came is no HTTP: nothing is known of what the server did.
  ccurl_broken,
  /// `total_milliseconds` passed.
  ccurl_timed_out,
  /// `should_end` said so.
  ccurl_ended,
  /// The server's certificate is not trusted, or `ca_file` cannot be read.
  ccurl_not_trusted,
  /// The answer is larger than `answer_limit`.
  ccurl_too_large,
  ccurl_no_memory,
} ccurl_outcome;

/// What came. `bytes` is freed by `ccurl_free_answer`.
typedef struct {
  ccurl_outcome outcome;
  long status;
  unsigned char *_Nullable bytes;
  size_t byte_count;
  /// Seconds of the head `Retry-After`; 0 for none.
  long retry_after;
  /// libcurl's words for what failed.
  char reason[256];
} ccurl_answer;

/// A line to servers, which keeps its connections from request to request. For one thread at a time.
typedef struct ccurl_line ccurl_line;

/// Returns NULL when the library is not loaded or there is no memory.
ccurl_line *_Nullable ccurl_open(void);
void ccurl_close(ccurl_line *_Nonnull line);

/// Sends a request and waits for its end.
ccurl_answer ccurl_send(ccurl_line *_Nonnull line, const ccurl_request *_Nonnull request);
void ccurl_free_answer(ccurl_answer *_Nonnull answer);

/// A number of libcurl's interface, as its header names and defines it; for the test that compares them with it.
typedef struct {
  const char *_Nonnull name;
  long value;
} ccurl_number;
const ccurl_number *_Nonnull ccurl_numbers(size_t *_Nonnull count);

#endif
