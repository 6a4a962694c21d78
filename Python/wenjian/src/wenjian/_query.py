"""Text as a string of a query."""

from __future__ import annotations

from ._errors import ArgumentError

# A string that holds a mark is quoted with another kind. What nests could end elsewhere when it is there.
_MARKS = ['""', "\u201c\u201d", "\u300c\u300d", "\u300e\u300f"]


def quote(text: str) -> str:
    """A text as one string of a query, in which nothing is an operator:

        index.count(quote("怎么?") + " issuer:国务院")

    Raises `ArgumentError` for text that holds every kind of quotation marks, and for white space alone.
    """
    if not text.strip():
        raise ArgumentError("a string to be found needs a character that is not white space", "argument")
    for opening, closing in _MARKS:
        if opening not in text and closing not in text:
            return opening + text + closing
    raise ArgumentError("the text holds every kind of quotation marks", "argument")
