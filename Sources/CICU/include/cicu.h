// What Wenjian needs of ICU, in C types only: no header of ICU may be seen by a Swift module,
// because Foundation brings another ICU whose headers do not compile beside the system's.

#ifndef WENJIAN_CICU_H
#define WENJIAN_CICU_H

#include <stdint.h>

/// Every `code` is an out parameter that receives ICU's UErrorCode: > 0 is a failure, and then the
/// result means nothing.

/// ICU's version as it prints it, such as "72.1"; lives as long as the process.
const char *_Nonnull cicu_version(void);

/// ICU's own name of an error code, such as "U_FILE_ACCESS_ERROR".
const char *_Nonnull cicu_error_name(int32_t code);

/// NFKC_Casefold of UTF-16 text. Returns the length needed, in code units; when that is more than
/// `capacity` the output is not complete and `code` stays 0.
int32_t cicu_nfkc_casefold(const uint16_t *_Nonnull text, int32_t length,
                           uint16_t *_Nonnull output, int32_t capacity,
                           int32_t *_Nonnull code);

typedef struct cicu_word_breaker cicu_word_breaker;

/// A word break iterator for a locale; to be closed, and used by one thread at a time.
cicu_word_breaker *_Nullable cicu_word_breaker_open(const char *_Nonnull locale,
                                                    int32_t *_Nonnull code);
void cicu_word_breaker_close(cicu_word_breaker *_Nonnull breaker);

/// Writes every boundary of the text (0 and `length` included, ascending, in UTF-16 code units) and
/// returns how many; `capacity` of length + 1 is always enough, and required.
int32_t cicu_word_breaker_boundaries(cicu_word_breaker *_Nonnull breaker,
                                     const uint16_t *_Nonnull text, int32_t length,
                                     int32_t *_Nonnull boundaries, int32_t *_Nonnull code);

/// How a scalar takes part in ICU's word break rules.
enum {
  /// May join with neighbours in ways that only the break iterator knows.
  CICU_WORD_CLASS_ODD = 0,
  /// In the range of the Chinese and Japanese dictionary, in normal form.
  CICU_WORD_CLASS_IDEOGRAPH = 1,
  /// The same, and Katakana in the sense of the dictionary engine's cost rule.
  CICU_WORD_CLASS_KATAKANA = 2,
  /// A word of its own, unless a mark or format character follows.
  CICU_WORD_CLASS_SOLO = 3,
  /// Joins a letter or digit before it with one after it; otherwise as SOLO.
  CICU_WORD_CLASS_MIDDLE = 4,
  /// The single quote: may join a letter before it even when none follows (Hebrew).
  CICU_WORD_CLASS_QUOTE = 5,
};

uint8_t cicu_word_class(uint32_t scalar);

/// ICU's Chinese and Japanese dictionary.
typedef struct {
  /// ICU's handle of the data, to be kept as long as the units.
  void *_Nullable memory;
  /// A serialised UCharsTrie.
  const uint16_t *_Nullable units;
  int32_t unit_count;
} cicu_dictionary;

/// Opens the dictionary of the ICU in use; there is no closing, it is meant to stay for the life of
/// the process. A dictionary of another kind than the one above is U_INVALID_FORMAT_ERROR.
cicu_dictionary cicu_dictionary_open(int32_t *_Nonnull code);

/// Decodes bytes of an encoding that ICU knows by name into UTF-8. Stretches that are not of the
/// encoding become one U+FFFD each; their first bytes are written to `bad_offsets`, as many as
/// `bad_capacity` takes, and all are counted in `bad_count`.
///
/// `output` must have room for three times `length` and 16 bytes: no encoding turns one byte into
/// more. Returns the bytes written. An encoding that ICU has not is U_FILE_ACCESS_ERROR.
int64_t cicu_decode(const char *_Nonnull encoding, const uint8_t *_Nonnull input, int64_t length,
                    uint8_t *_Nonnull output, int64_t *_Nonnull bad_offsets,
                    int64_t bad_capacity, int64_t *_Nonnull bad_count, int32_t *_Nonnull code);

#endif
