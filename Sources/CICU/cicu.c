// The only file that names ICU's symbols and includes its headers.

#include "cicu.h"

#if !__has_include(<unicode/ubrk.h>)
#error "ICU's headers are missing: install libicu-dev (Debian, Ubuntu: apt-get install libicu-dev)"
#endif
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/udata.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utypes.h>

const char *cicu_version(void) { return U_ICU_VERSION; }

const char *cicu_error_name(int32_t code) { return u_errorName((UErrorCode)code); }

int32_t cicu_nfkc_casefold(const uint16_t *text, int32_t length, uint16_t *output,
                           int32_t capacity, int32_t *code) {
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2 *casefold = unorm2_getNFKCCasefoldInstance(&error);
  int32_t needed = unorm2_normalize(casefold, (const UChar *)text, length, (UChar *)output,
                                    capacity, &error);
  *code = error == U_BUFFER_OVERFLOW_ERROR || error < 0 ? 0 : error;
  return needed;
}

// cicu_word_breaker is ICU's UBreakIterator under a name that needs none of its headers.

cicu_word_breaker *cicu_word_breaker_open(const char *locale, int32_t *code) {
  UErrorCode error = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open(UBRK_WORD, locale, NULL, 0, &error);
  // Negative codes are warnings: "zh" has no rules of its own and uses the root's.
  *code = error < 0 ? 0 : error;
  return (cicu_word_breaker *)iterator;
}

void cicu_word_breaker_close(cicu_word_breaker *breaker) {
  ubrk_close((UBreakIterator *)breaker);
}

int32_t cicu_word_breaker_boundaries(cicu_word_breaker *breaker, const uint16_t *text,
                                     int32_t length, int32_t *boundaries, int32_t *code) {
  UBreakIterator *iterator = (UBreakIterator *)breaker;
  UErrorCode error = U_ZERO_ERROR;
  ubrk_setText(iterator, (const UChar *)text, length, &error);
  *code = error < 0 ? 0 : error;
  if (U_FAILURE(error)) return 0;
  int32_t count = 0;
  for (int32_t at = ubrk_first(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
    boundaries[count++] = at;
  }
  return count;
}

// The set of ICU's CjkBreakEngine for Chinese and Japanese.
static int in_dictionary_range(UChar32 scalar) {
  if (scalar >= 0x4E00 && scalar <= 0x9FFF) {
    return u_hasBinaryProperty(scalar, UCHAR_UNIFIED_IDEOGRAPH);
  }
  UErrorCode error = U_ZERO_ERROR;
  UScriptCode script = uscript_getScript(scalar, &error);
  if (script != USCRIPT_HAN && script != USCRIPT_HIRAGANA && script != USCRIPT_KATAKANA &&
      scalar != 0x30FC) {
    return 0;
  }
  // The engine normalises a whole range as soon as one scalar of it is not in NFKC: not for us.
  return u_getIntPropertyValue(scalar, UCHAR_NFKC_QUICK_CHECK) == UNORM_YES;
}

uint8_t cicu_word_class(uint32_t scalar) {
  UChar32 c = (UChar32)scalar;
  // ICU's rules are UAX #29 with changes of their own: since ICU 72 the commercial at is a letter
  // (and the colon joins nothing, which costs only time here). A test compares every BMP scalar.
  if (c == '@') return CICU_WORD_CLASS_ODD;
  int32_t property = u_getIntPropertyValue(c, UCHAR_WORD_BREAK);
  switch (property) {
    case U_WB_MIDLETTER:
    case U_WB_MIDNUM:
    case U_WB_MIDNUMLET:
    case U_WB_DOUBLE_QUOTE:
      return CICU_WORD_CLASS_MIDDLE;
    case U_WB_SINGLE_QUOTE:
      return CICU_WORD_CLASS_QUOTE;
    case U_WB_KATAKANA:
      if (!in_dictionary_range(c)) return CICU_WORD_CLASS_ODD;
      return c >= 0x30A1 && c <= 0x30FE && c != 0x30FB ? CICU_WORD_CLASS_KATAKANA
                                                       : CICU_WORD_CLASS_IDEOGRAPH;
    case U_WB_OTHER:
      if (in_dictionary_range(c)) return CICU_WORD_CLASS_IDEOGRAPH;
      break;
    default:
      return CICU_WORD_CLASS_ODD;
  }
  // Not in normal form, or of a script with a dictionary of its own (Thai and its neighbours).
  UErrorCode error = U_ZERO_ERROR;
  UScriptCode script = uscript_getScript(c, &error);
  if (script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
      u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT ||
      U_IS_SURROGATE(c)) {
    return CICU_WORD_CLASS_ODD;
  }
  return CICU_WORD_CLASS_SOLO;
}

cicu_dictionary cicu_dictionary_open(int32_t *code) {
  cicu_dictionary none = {NULL, NULL, 0};
  UErrorCode error = U_ZERO_ERROR;
  // U_ICUDATA_NAME carries the version of these headers, and so does every symbol linked here: the
  // dictionary is always that of the break iterator above.
  UDataMemory *memory = udata_open(U_ICUDATA_NAME "-brkitr", "dict", "cjdict", &error);
  *code = error < 0 ? 0 : error;
  if (U_FAILURE(error)) return none;
  // ICU's dictionary header (dictionarydata.h): eight int32 fields; [0] where the trie begins, [3]
  // the size in bytes, [4] the kind of trie in its low three bits (1: UCharsTrie), [5] a
  // transformation.
  const int32_t *header = udata_getMemory(memory);
  enum { OFFSET = 0, TOTAL_SIZE = 3, TRIE_TYPE = 4, TRANSFORM = 5, TYPE_MASK = 7, UCHARS = 1 };
  if ((header[TRIE_TYPE] & TYPE_MASK) != UCHARS || header[TRANSFORM] != 0 ||
      header[OFFSET] < 24 || header[TOTAL_SIZE] <= header[OFFSET]) {
    udata_close(memory);
    *code = U_INVALID_FORMAT_ERROR;
    return none;
  }
  cicu_dictionary dictionary = {
      memory,
      (const uint16_t *)((const char *)header + header[OFFSET]),
      (header[TOTAL_SIZE] - header[OFFSET]) / 2,
  };
  return dictionary;
}

// Appends a scalar as UTF-8 and returns the place behind it.
static uint8_t *append_utf8(uint8_t *at, uint32_t scalar) {
  if (scalar < 0x80) {
    *at++ = (uint8_t)scalar;
  } else if (scalar < 0x800) {
    *at++ = (uint8_t)(0xC0 | scalar >> 6);
    *at++ = (uint8_t)(0x80 | (scalar & 0x3F));
  } else if (scalar < 0x10000) {
    *at++ = (uint8_t)(0xE0 | scalar >> 12);
    *at++ = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
    *at++ = (uint8_t)(0x80 | (scalar & 0x3F));
  } else {
    *at++ = (uint8_t)(0xF0 | scalar >> 18);
    *at++ = (uint8_t)(0x80 | (scalar >> 12 & 0x3F));
    *at++ = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
    *at++ = (uint8_t)(0x80 | (scalar & 0x3F));
  }
  return at;
}

int64_t cicu_decode(const char *encoding, const uint8_t *input, int64_t length, uint8_t *output,
                    int64_t *bad_offsets, int64_t bad_capacity, int64_t *bad_count,
                    int32_t *code) {
  enum { UNITS = 2048 };
  UChar units[UNITS];
  *bad_count = 0;
  UErrorCode error = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(encoding, &error);
  // The default would write U+FFFD without saying where; stopping tells the place.
  if (U_SUCCESS(error)) {
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
  }
  if (U_FAILURE(error)) {
    *code = error;
    ucnv_close(converter);
    return 0;
  }
  *code = 0;
  const char *source = (const char *)input, *end = source + length;
  int64_t bad_end = -1, last_stop = -1;
  int idle = 0;
  uint8_t *at = output;
  uint32_t high = 0;
  for (;;) {
    UChar *target = units;
    error = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &target, units + UNITS, &source, end, NULL, 1, &error);
    for (const UChar *unit = units; unit < target; unit++) {
      uint32_t value = *unit;
      if (U16_IS_LEAD(value)) {
        if (high) at = append_utf8(at, 0xFFFD);
        high = value;
      } else if (U16_IS_TRAIL(value)) {
        at = append_utf8(at, high ? U16_GET_SUPPLEMENTARY(high, value) : 0xFFFD);
        high = 0;
      } else {
        if (high) at = append_utf8(at, 0xFFFD);
        high = 0;
        at = append_utf8(at, value);
      }
    }
    if (U_SUCCESS(error)) break;
    if (error == U_BUFFER_OVERFLOW_ERROR) continue;
    if (error != U_INVALID_CHAR_FOUND && error != U_ILLEGAL_CHAR_FOUND &&
        error != U_TRUNCATED_CHAR_FOUND && error != U_ILLEGAL_ESCAPE_SEQUENCE &&
        error != U_UNSUPPORTED_ESCAPE_SEQUENCE) {
      *code = error;
      break;
    }
    char bytes[32];
    int8_t count = sizeof bytes;
    UErrorCode ignored = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter, bytes, &count, &ignored);
    int64_t stop = source - (const char *)input;
    int64_t start = stop - (U_SUCCESS(ignored) && count > 0 && count <= stop ? count : 0);
    // Bad sequences side by side are one damage and one U+FFFD.
    if (start != bad_end) {
      if (*bad_count < bad_capacity) bad_offsets[*bad_count] = start;
      *bad_count += 1;
      if (high) at = append_utf8(at, 0xFFFD);
      high = 0;
      at = append_utf8(at, 0xFFFD);
    }
    bad_end = stop;
    // Going on at the end of the input too: the converter may hold bytes of the bad stretch that it
    // has not looked at again. Each round takes some, or is the last.
    if (source >= end && stop == last_stop && target == units && ++idle > 8) break;
    last_stop = stop;
  }
  if (high) at = append_utf8(at, 0xFFFD);
  ucnv_close(converter);
  return at - output;
}
