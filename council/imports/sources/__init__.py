"""Readers of council pages, one module per system. Pure functions: bytes in, frozen records out."""

from council.imports.sources.recognise import read_document

__all__ = ["read_document"]
