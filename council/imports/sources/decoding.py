"""Bytes of a saved page → text with one character for each thing seen. Nothing is read here."""

import codecs
import re

MOJIBAKE = re.compile("Ã[¤¶¼Ÿ„–œ]")  # UTF-8 umlauts read as Windows-1252
LOST = "\ufffd"

_WINDOWS_1252 = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_CONTROLS = {code: " " for code in (*range(32), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"}
_SEPARATORS = dict.fromkeys(map(ord, "\u2028\u2029\x0b\x0c\x85"), "\n")
_CLEAN = _CONTROLS | _INVISIBLE | _SEPARATORS | dict.fromkeys(range(0xD800, 0xE000), LOST)
# Texts taken from PDF files write umlauts in two characters. Only these are joined, for NFC is quadratic on bad input.
_DECOMPOSED = {letter + "\u0308": composed for letter, composed in zip("aouAOU", "äöüÄÖÜ", strict=True)}

_SNIFFED = 4096  # bytes: what a browser searches for the charset of a page
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""")
_CLIPBOARD_HEAD = re.compile(rb"\s*Version:[\d.]+\s[^<]{0,1000}?(?=<)")
_TAG = re.compile(rb"<(?:[a-zA-Z][a-zA-Z0-9-]{0,20}[\s/>]|!doctype|!--|\?xml|meta\b)", re.IGNORECASE)


def from_utf16(data: bytes) -> bytes:
    """UTF-16, which Windows calls Unicode, as UTF-8; it is known by its byte order mark only."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return codecs.BOM_UTF8 + data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data


def decode(data: bytes) -> str:
    """UTF-8 with or without BOM; if it is not valid, Windows-1252 (and what that leaves open as ISO-8859-1)."""
    return clean(_utf8_or_windows(data))


def clean(text: str) -> str:
    """One character for each thing seen: no controls, no invisible ones, umlauts in one piece, lines end with LF.

    Tabs stay: text that was copied from a browser has them between the cells of a table.
    """
    return _compose(text).translate(_CLEAN).replace("\r\n", "\n").replace("\r", "\n")


def is_html(data: bytes) -> bool:
    """True when the first thing in `data` is a tag. The clipboard of Windows puts a few lines before it."""
    return bool(_TAG.match(_without_head(data[:_SNIFFED])))


def decode_html(data: bytes) -> str:
    """The source of a page in the charset that it names; invisible characters stay, for markup may rest on them.

    A byte order mark is believed first, then the bytes: letters that are valid UTF-8 are nothing else, whatever an old
    declaration says that a browser kept when it saved the page. Without a declaration that Python knows: as `decode`.
    """
    if data.startswith(codecs.BOM_UTF8):
        return _compose(_without_head(data).decode("utf-8", "replace"))
    data = _without_head(data)
    declared = _declared_charset(data)
    if declared and not _is_utf8_beyond_ascii(data):
        return _compose(_decode_as(declared, data))
    return _compose(_utf8_or_windows(data))


def _compose(text: str) -> str:
    for decomposed, composed in _DECOMPOSED.items():
        text = text.replace(decomposed, composed)
    return text


def _utf8_or_windows(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1").translate(_WINDOWS_1252)


def _without_head(data: bytes) -> bytes:
    data = data.removeprefix(codecs.BOM_UTF8).lstrip()
    head = _CLIPBOARD_HEAD.match(data)
    return data[head.end() :] if head else data


def _declared_charset(data: bytes) -> str | None:
    found = _CHARSET.search(data[:_SNIFFED])
    try:
        codec = codecs.lookup(found[1].decode()) if found else None
    except LookupError:
        return None
    is_text = codec is not None and codec.name not in ("rot13", "idna", "punycode", "undefined")
    return codec.name if is_text and getattr(codec, "_is_text_encoding", True) else None


def _is_utf8_beyond_ascii(data: bytes) -> bool:
    try:
        return len(data.decode("utf-8")) < len(data)
    except UnicodeDecodeError:
        return False


def _decode_as(charset: str, data: bytes) -> str:
    """Browsers read ISO-8859-1 and ASCII as Windows-1252, and so do we; a declaration that does not hold is ignored."""
    if charset in ("iso8859-1", "ascii", "cp1252", "utf-8"):
        return _utf8_or_windows(data) if charset == "utf-8" else data.decode("latin-1").translate(_WINDOWS_1252)
    try:
        return data.decode(charset)
    except (UnicodeDecodeError, UnicodeError):
        return _utf8_or_windows(data)
