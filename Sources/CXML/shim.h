// libxml2 without its view of ICU: Debian builds it with ICU, and <libxml/encoding.h> would bring
// ICU's headers into every Swift module that imports this one.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>

// xmlFree is a variable that holds a function; Swift sees a global it may not read.
static inline void wenjian_xml_free(void *_Nullable pointer) { xmlFree(pointer); }
