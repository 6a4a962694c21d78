// libcurl's header is not needed to build: what is used of its interface, which it keeps for ever, is declared here, and a
// test compares it with the header where there is one.

#define _GNU_SOURCE
#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/auxv.h>

// CURLoption: a type (long 0, pointer 10000, function 20000, offset 30000) and a number.
enum {
  CURLOPT_WRITEDATA = 10001,
  CURLOPT_URL = 10002,
  CURLOPT_ERRORBUFFER = 10010,
  CURLOPT_POSTFIELDS = 10015,
  CURLOPT_HTTPHEADER = 10023,
  CURLOPT_HEADERDATA = 10029,
  CURLOPT_CUSTOMREQUEST = 10036,
  CURLOPT_NOBODY = 44,
  CURLOPT_CAINFO = 10065,
  CURLOPT_HEADERFUNCTION = 20079,
  CURLOPT_HTTPGET = 80,
  CURLOPT_NOSIGNAL = 99,
  CURLOPT_POSTFIELDSIZE_LARGE = 30120,
  CURLOPT_TIMEOUT_MS = 155,
  CURLOPT_CONNECTTIMEOUT_MS = 156,
  CURLOPT_USERNAME = 10173,
  CURLOPT_PASSWORD = 10174,
  CURLOPT_TCP_KEEPALIVE = 213,
  CURLOPT_WRITEFUNCTION = 20011,
};

// CURLINFO, CURLMSG, CURLcode and the flags of curl_global_init.
enum {
  CURLINFO_RESPONSE_CODE = 0x200002,
  CURLMSG_DONE = 1,
  CURL_GLOBAL_DEFAULT = 3,
  CURLE_OK = 0,
  CURLE_COULDNT_RESOLVE_PROXY = 5,
  CURLE_COULDNT_RESOLVE_HOST = 6,
  CURLE_COULDNT_CONNECT = 7,
  CURLE_WRITE_ERROR = 23,
  CURLE_OUT_OF_MEMORY = 27,
  CURLE_OPERATION_TIMEDOUT = 28,
  CURLE_SSL_CONNECT_ERROR = 35,
  CURLE_PEER_FAILED_VERIFICATION = 60,
  CURLE_SSL_CACERT_BADFILE = 77,
};

#define NUMBER(name) {#name, name}
static const ccurl_number numbers[] = {
    NUMBER(CURLOPT_WRITEDATA),
    NUMBER(CURLOPT_URL),
    NUMBER(CURLOPT_ERRORBUFFER),
    NUMBER(CURLOPT_POSTFIELDS),
    NUMBER(CURLOPT_HTTPHEADER),
    NUMBER(CURLOPT_HEADERDATA),
    NUMBER(CURLOPT_CUSTOMREQUEST),
    NUMBER(CURLOPT_NOBODY),
    NUMBER(CURLOPT_CAINFO),
    NUMBER(CURLOPT_HEADERFUNCTION),
    NUMBER(CURLOPT_HTTPGET),
    NUMBER(CURLOPT_NOSIGNAL),
    NUMBER(CURLOPT_POSTFIELDSIZE_LARGE),
    NUMBER(CURLOPT_TIMEOUT_MS),
    NUMBER(CURLOPT_CONNECTTIMEOUT_MS),
    NUMBER(CURLOPT_USERNAME),
    NUMBER(CURLOPT_PASSWORD),
    NUMBER(CURLOPT_TCP_KEEPALIVE),
    NUMBER(CURLOPT_WRITEFUNCTION),
    NUMBER(CURLINFO_RESPONSE_CODE),
    NUMBER(CURLMSG_DONE),
    NUMBER(CURL_GLOBAL_DEFAULT),
    NUMBER(CURLE_OK),
    NUMBER(CURLE_COULDNT_RESOLVE_PROXY),
    NUMBER(CURLE_COULDNT_RESOLVE_HOST),
    NUMBER(CURLE_COULDNT_CONNECT),
    NUMBER(CURLE_WRITE_ERROR),
    NUMBER(CURLE_OUT_OF_MEMORY),
    NUMBER(CURLE_OPERATION_TIMEDOUT),
    NUMBER(CURLE_SSL_CONNECT_ERROR),
    NUMBER(CURLE_PEER_FAILED_VERIFICATION),
    NUMBER(CURLE_SSL_CACERT_BADFILE),
};

const ccurl_number *ccurl_numbers(size_t *count) {
  *count = sizeof numbers / sizeof numbers[0];
  return numbers;
}

typedef struct CURL CURL;
typedef struct CURLM CURLM;
struct curl_slist;
// As the header lays it out: the result and the pointer share their place.
typedef struct {
  int msg;
  CURL *easy_handle;
  union {
    void *whatever;
    int result;
  } data;
} CURLMsg;

static struct {
  ccurl_state state;
  int (*global_init)(long);
  CURL *(*easy_init)(void);
  int (*easy_setopt)(CURL *, int, ...);
  int (*easy_getinfo)(CURL *, int, ...);
  void (*easy_reset)(CURL *);
  void (*easy_cleanup)(CURL *);
  const char *(*easy_strerror)(int);
  CURLM *(*multi_init)(void);
  int (*multi_add_handle)(CURLM *, CURL *);
  int (*multi_remove_handle)(CURLM *, CURL *);
  int (*multi_perform)(CURLM *, int *);
  int (*multi_poll)(CURLM *, void *, unsigned, int, int *);
  CURLMsg *(*multi_info_read)(CURLM *, int *);
  int (*multi_cleanup)(CURLM *);
  struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
  void (*slist_free_all)(struct curl_slist *);
} curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  // In a program without a loader dlopen(3) may end the process.
  if (getauxval(AT_BASE) == 0) {
    curl.state = ccurl_program_is_static;
    return;
  }
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    curl.state = ccurl_not_installed;
    return;
  }
#define SYMBOL(field, name)                       \
  *(void **)&curl.field = dlsym(library, name);   \
  if (!curl.field) {                              \
    curl.state = ccurl_unusable;                  \
    return;                                       \
  }
  SYMBOL(global_init, "curl_global_init")
  SYMBOL(easy_init, "curl_easy_init")
  SYMBOL(easy_setopt, "curl_easy_setopt")
  SYMBOL(easy_getinfo, "curl_easy_getinfo")
  SYMBOL(easy_reset, "curl_easy_reset")
  SYMBOL(easy_cleanup, "curl_easy_cleanup")
  SYMBOL(easy_strerror, "curl_easy_strerror")
  SYMBOL(multi_init, "curl_multi_init")
  SYMBOL(multi_add_handle, "curl_multi_add_handle")
  SYMBOL(multi_remove_handle, "curl_multi_remove_handle")
  SYMBOL(multi_perform, "curl_multi_perform")
  SYMBOL(multi_poll, "curl_multi_poll")
  SYMBOL(multi_info_read, "curl_multi_info_read")
  SYMBOL(multi_cleanup, "curl_multi_cleanup")
  SYMBOL(slist_append, "curl_slist_append")
  SYMBOL(slist_free_all, "curl_slist_free_all")
  if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) curl.state = ccurl_unusable;
}

ccurl_state ccurl_load(void) {
  pthread_once(&once, load);
  return curl.state;
}

// A multi handle keeps the connections, and waits in steps, so that a request can be ended between them.
struct ccurl_line {
  CURLM *multi;
  CURL *easy;
};

ccurl_line *ccurl_open(void) {
  if (ccurl_load() != ccurl_loaded) return NULL;
  ccurl_line *line = calloc(1, sizeof *line);
  if (!line) return NULL;
  line->multi = curl.multi_init();
  line->easy = curl.easy_init();
  if (line->multi && line->easy) return line;
  ccurl_close(line);
  return NULL;
}

void ccurl_close(ccurl_line *line) {
  if (line->easy) curl.easy_cleanup(line->easy);
  if (line->multi) curl.multi_cleanup(line->multi);
  free(line);
}

typedef struct {
  ccurl_answer *answer;
  size_t capacity;
  size_t limit;
} gathering;

static size_t gather(char *bytes, size_t size, size_t count, void *context) {
  gathering *to = context;
  ccurl_answer *answer = to->answer;
  const size_t length = size * count;
  if (length > to->limit - answer->byte_count) {
    answer->outcome = ccurl_too_large;
    return 0;
  }
  if (length > to->capacity - answer->byte_count) {
    size_t capacity = to->capacity ? to->capacity * 2 : 1 << 14;
    while (capacity < answer->byte_count + length) capacity *= 2;
    unsigned char *grown = realloc(answer->bytes, capacity);
    if (!grown) {
      answer->outcome = ccurl_no_memory;
      return 0;
    }
    answer->bytes = grown;
    to->capacity = capacity;
  }
  memcpy(answer->bytes + answer->byte_count, bytes, length);
  answer->byte_count += length;
  return length;
}

static size_t read_header(char *bytes, size_t size, size_t count, void *context) {
  static const char name[] = "retry-after:";
  const size_t length = size * count;
  if (length > sizeof name && strncasecmp(bytes, name, sizeof name - 1) == 0) {
    // The line ends with a line end, behind which nothing is read: digits are bounded by it.
    long seconds = 0;
    for (size_t at = sizeof name - 1; at < length && seconds < 100000; at++) {
      if (bytes[at] >= '0' && bytes[at] <= '9') seconds = seconds * 10 + (bytes[at] - '0');
      else if (bytes[at] != ' ') break;
    }
    ((ccurl_answer *)context)->retry_after = seconds;
  }
  return length;
}

static ccurl_outcome outcome_of(int code) {
  switch (code) {
  case CURLE_OK: return ccurl_answered;
  case CURLE_COULDNT_RESOLVE_PROXY:
  case CURLE_COULDNT_RESOLVE_HOST:
  case CURLE_COULDNT_CONNECT: return ccurl_not_connected;
  case CURLE_OUT_OF_MEMORY: return ccurl_no_memory;
  case CURLE_OPERATION_TIMEDOUT: return ccurl_timed_out;
  case CURLE_PEER_FAILED_VERIFICATION:
  case CURLE_SSL_CACERT_BADFILE: return ccurl_not_trusted;
  default: return ccurl_broken;
  }
}

// Waits for the end of the request that was added.
// Returns its CURLcode, or -1 when it was ended.
static int wait_for_end(ccurl_line *line, const ccurl_request *request) {
  while (true) {
    int running = 0;
    if (curl.multi_perform(line->multi, &running) != 0) return CURLE_OUT_OF_MEMORY;
    int left = 0;
    for (CURLMsg *message; (message = curl.multi_info_read(line->multi, &left));)
      if (message->msg == CURLMSG_DONE) return message->data.result;
    if (request->should_end && request->should_end(request->context)) return -1;
    if (curl.multi_poll(line->multi, NULL, 0, 20, NULL) != 0) return CURLE_OUT_OF_MEMORY;
  }
}

ccurl_answer ccurl_send(ccurl_line *line, const ccurl_request *request) {
  ccurl_answer answer = {.outcome = ccurl_answered};
  gathering to = {.answer = &answer, .limit = request->answer_limit};
  CURL *easy = line->easy;
  curl.easy_reset(easy);

  struct curl_slist *headers = NULL;
  // No wait for a word of the server before a large body.
  struct curl_slist *grown = curl.slist_append(NULL, "Expect:");
  for (size_t at = 0; grown && at < request->header_count; at++) {
    headers = grown;
    grown = curl.slist_append(headers, request->headers[at]);
  }
  if (!grown) {
    if (headers) curl.slist_free_all(headers);
    answer.outcome = ccurl_no_memory;
    return answer;
  }
  headers = grown;

  // Options that cannot be set for want of memory would send another request than was asked for.
  int failed = 0;
  failed |= curl.easy_setopt(easy, CURLOPT_URL, request->url);
  failed |= curl.easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  failed |= curl.easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  failed |= curl.easy_setopt(easy, CURLOPT_ERRORBUFFER, answer.reason);
  failed |= curl.easy_setopt(easy, CURLOPT_WRITEFUNCTION, gather);
  failed |= curl.easy_setopt(easy, CURLOPT_WRITEDATA, &to);
  failed |= curl.easy_setopt(easy, CURLOPT_HEADERFUNCTION, read_header);
  failed |= curl.easy_setopt(easy, CURLOPT_HEADERDATA, &answer);
  failed |= curl.easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  failed |= curl.easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, request->connect_milliseconds);
  failed |= curl.easy_setopt(easy, CURLOPT_TIMEOUT_MS, request->total_milliseconds);
  if (request->body) {
    failed |= curl.easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (int64_t)request->body_bytes);
    failed |= curl.easy_setopt(easy, CURLOPT_POSTFIELDS, request->body);
  } else if (strcmp(request->method, "HEAD") == 0) {
    failed |= curl.easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else {
    failed |= curl.easy_setopt(easy, CURLOPT_HTTPGET, 1L);
  }
  failed |= curl.easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
  if (request->user) failed |= curl.easy_setopt(easy, CURLOPT_USERNAME, request->user);
  if (request->password) failed |= curl.easy_setopt(easy, CURLOPT_PASSWORD, request->password);
  if (request->ca_file) failed |= curl.easy_setopt(easy, CURLOPT_CAINFO, request->ca_file);

  int code = CURLE_OUT_OF_MEMORY;
  if (!failed && curl.multi_add_handle(line->multi, easy) == 0) {
    code = wait_for_end(line, request);
    if (code == CURLE_OK) curl.easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer.status);
    // A connection with a request that was ended on it is closed.
    curl.multi_remove_handle(line->multi, easy);
  } else {
    snprintf(answer.reason, sizeof answer.reason, "libcurl does not take the request");
  }
  curl.slist_free_all(headers);
  // What `gather` found says more than that it stopped.
  if (answer.outcome == ccurl_answered) answer.outcome = code == -1 ? ccurl_ended : outcome_of(code);
  if (answer.outcome != ccurl_answered && code >= 0 && !answer.reason[0])
    snprintf(answer.reason, sizeof answer.reason, "%s", curl.easy_strerror(code));
  // The handle must not write there any more.
  curl.easy_setopt(easy, CURLOPT_ERRORBUFFER, NULL);
  return answer;
}

void ccurl_free_answer(ccurl_answer *answer) {
  free(answer->bytes);
  answer->bytes = NULL;
  answer->byte_count = 0;
}
