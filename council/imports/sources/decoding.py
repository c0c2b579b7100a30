"""Bytes of a saved page → text with one character for each thing seen. Nothing is read here."""

import re

MOJIBAKE = re.compile("Ã[¤¶¼Ÿ„–œ]")  # UTF-8 umlauts read as Windows-1252

_WINDOWS_1252 = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_CONTROLS = {code: " " for code in (*range(32), *range(0x7F, 0xA0)) if chr(code) not in "\n\r"}
_SEPARATORS = dict.fromkeys(map(ord, "\u2028\u2029\x0b\x0c\x85"), "\n")
_CLEAN = _CONTROLS | _INVISIBLE | _SEPARATORS
# Texts taken from PDF files write umlauts in two characters. Only these are joined, for NFC is quadratic on bad input.
_DECOMPOSED = {letter + "\u0308": composed for letter, composed in zip("aouAOU", "äöüÄÖÜ", strict=True)}


def decode(data: bytes) -> str:
    """UTF-8 with or without BOM; if it is not valid, Windows-1252 (and what that leaves open as ISO-8859-1)."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1").translate(_WINDOWS_1252)
    for decomposed, composed in _DECOMPOSED.items():
        text = text.replace(decomposed, composed)
    return text.translate(_CLEAN).replace("\r\n", "\n").replace("\r", "\n")
