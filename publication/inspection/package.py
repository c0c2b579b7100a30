"""The archive that an office document is: whole, small enough when unpacked, and nothing around it."""

import io
import re
import zipfile
import zlib

from lxml import etree

from . import foreign
from .findings import Refused

MAX_ENTRIES = 5000
MAX_UNPACKED_BYTES = 200 * 1024**2
MAX_RATIO = 250
SMALL_BYTES = 5 * 1024**2
"""Entries up to this size may be packed as tightly as they like: rows of blanks are."""
MAX_TREE_BYTES = 32 * 1024**2
CHUNK_BYTES = 256 * 1024
END_BYTES = 22

_SAVE_AGAIN = "Bitte öffnen Sie das Dokument und speichern Sie es neu."
_DAMAGED = ("unreadable", f"Das Dokument ist beschädigt. {_SAVE_AGAIN}")
_TOO_COMPLEX = (
    "too_complex",
    "Das Dokument ist entpackt zu groß, um es zu prüfen. Bitte teilen Sie es oder verkleinern Sie Bilder und Tabellen.",
)


class Package:
    """The entries of a sound archive, by name."""

    def __init__(self, data, label):
        self.archive = _open(data, label)
        self.entries = {entry.filename: entry for entry in self.archive.infolist()}

    def read(self, name):
        """The bytes of an entry that is small enough to be held as a tree; None where there is none."""
        entry = self.entries.get(name)
        if entry is None:
            return None
        if entry.file_size > MAX_TREE_BYTES:
            raise Refused(*_TOO_COMPLEX)
        return self.archive.read(entry)

    def tree(self, name):
        """The XML of an entry, its root; None where there is none. Entities and addresses are never followed."""
        data = self.read(name)
        return None if data is None else etree.fromstring(data, _parser())

    def elements(self, name, *tags):
        """Each element with one of these tags, when it ends, however large the entry is; kept no longer than that."""
        if name not in self.entries:
            return
        with self.archive.open(name) as stream:
            events = etree.iterparse(
                stream, events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
            )
            for _, element in events:
                yield element
                element.clear()
                before = element.getprevious()
                if before is not None and before.tag == element.tag:
                    before.getparent().remove(before)

    def named(self, pattern):
        """Names of the entries that match from their beginning."""
        return [name for name in self.entries if re.match(pattern, name)]


def _parser():
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _open(data, label):
    if not data.startswith(b"PK\x03\x04"):
        if b"PK\x05\x06" in data[-64 * 1024 :]:
            raise Refused("foreign_content", f"Vor dem Anfang des Dokuments stehen fremde Daten. {_SAVE_AGAIN}")
        if foreign.kind_of(data[:64]) == foreign.OLD_OFFICE:
            raise Refused(
                "old_office",
                "Das Dokument hat das alte Office-Format oder ist mit einem Kennwort geschützt. Bitte speichern Sie es "
                f"ohne Kennwort als {label}.",
            )
        foreign.refuse_other_kind(data, label)
    _refuse_neighbours(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _refuse_strange_entries(archive)
        _read_everything(archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError, OverflowError, zlib.error):
        raise Refused(*_DAMAGED) from None
    return archive


def _refuse_neighbours(data):
    """The directory must end exactly where the file does, and describe it from its first byte on."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0:
        raise Refused("incomplete", f"Das Dokument ist unvollständig: Sein Ende fehlt. {_SAVE_AGAIN}")
    if len(data) != end + END_BYTES:
        raise Refused("foreign_content", f"Hinter dem Ende des Dokuments stehen fremde Daten. {_SAVE_AGAIN}")
    size, offset = (int.from_bytes(data[end + at : end + at + 4], "little") for at in (12, 16))
    if offset + size != end:
        raise Refused("foreign_content", f"Im Dokument stecken fremde Daten. {_SAVE_AGAIN}")


def _refuse_strange_entries(archive):
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    if len(entries) > MAX_ENTRIES:
        raise Refused(*_TOO_COMPLEX)
    if not entries or entries[0].header_offset != 0 or len({entry.filename for entry in entries}) != len(entries):
        raise Refused(*_DAMAGED)
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        name = entry.orig_filename
        if name.startswith("/") or ".." in name.split("/") or re.search(r"[\x00-\x1f\\:]", name):
            raise Refused("strange_names", f"Im Dokument steckt eine Datei mit unerlaubtem Namen. {_SAVE_AGAIN}")
        if entry.flag_bits & 0x1:
            raise Refused("encrypted", "Das Dokument ist verschlüsselt. Bitte speichern Sie es ohne Kennwort.")
        if following and entry.header_offset + 30 + entry.compress_size > following.header_offset:
            raise Refused(*_DAMAGED)  # entries that share bytes: how the worst bombs are made
        if entry.file_size > SMALL_BYTES and entry.file_size > MAX_RATIO * entry.compress_size:
            raise Refused(*_TOO_COMPLEX)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise Refused(*_TOO_COMPLEX)


def _read_everything(archive):
    """Unpack each entry once: its checksum must hold, and none may carry the test virus."""
    for entry in archive.infolist():
        with archive.open(entry) as stream:
            before = b""
            while chunk := stream.read(CHUNK_BYTES):
                foreign.refuse_test_virus(before + chunk)
                before = chunk[-len(foreign.TEST_VIRUS) :]
