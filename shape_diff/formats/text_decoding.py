"""Text files of any system and decade."""

import codecs

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode_text(content: bytes) -> str:
    """Text in Unicode, with or without a byte order mark, or else byte by byte, which keeps all that is ASCII.

    Old encodings (Latin-1, GBK, Shift JIS) cannot be told apart for sure and need not be: numbers and keywords are
    ASCII in all of them, and a name is the same in two files that were written by one program.
    """
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)), None)
    if encoding is None and len(content) > 3 and 0 in content[:4]:
        encoding = "utf-16-le" if content[1] == 0 else "utf-16-be"  # UTF-16 without a mark
    try:
        return content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")
