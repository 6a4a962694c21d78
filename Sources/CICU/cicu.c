// The only file that names ICU's symbols and includes its headers.

#include "cicu.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/udata.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
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
