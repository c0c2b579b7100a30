"""What a council page says, as frozen records. No database, no guesses: None means the page does not say it.

Names follow OParl 1.1. A `…_kind` is the canonical value of the raw label beside it (see `vocabulary`).
Fields below the line `# internal` are not part of the JSON contract.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import Enum, StrEnum

from council.imports.vocabulary import (
    ConsultationState,
    PaperKind,
    Publicity,
    ResultKind,
    RoleKind,
    SectionKind,
)


class System(StrEnum):
    ALLRIS3 = "allris3"
    ALLRIS4 = "allris4"
    SESSIONNET = "sessionnet"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    PAPER = "paper"
    AGENDA_ITEM = "agenda_item"
    MEETING = "meeting"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Problem:
    """A doubt for a person to settle. `field` is a path in the contract, `message` is German and says what to do."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """`text`: paragraphs apart by one blank line, list items one per line with their marker."""

    kind: SectionKind
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class ConsultationRecord:
    """One meeting of one station. A committee that met twice on the paper gives two records, in page order."""

    organization: str | None = None
    role: str | None = None
    role_kind: RoleKind | None = None
    date: datetime.date | None = None
    meeting_reference: str | None = None
    meeting_name: str | None = None
    result: str | None = None
    result_kind: ResultKind | None = None
    state: str | None = None
    agenda_item_number: str | None = None
    # internal
    state_kind: ConsultationState | None = None


@dataclass(frozen=True, slots=True)
class FileRecord:
    """`size_bytes`: from a rounded figure on the page, 1 kB = 1000 bytes."""

    number: int | None = None
    name: str | None = None
    size_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class ReferenceRecord:
    """A mention of another paper, by its number or by its date."""

    raw: str
    reference: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class PaperRecord:
    reference: str | None = None
    name: str | None = None
    paper_type: str | None = None
    paper_kind: PaperKind | None = None
    publicity: Publicity | None = None
    workflow: str | None = None
    under_direction_of: str | None = None
    originator: str | None = None
    signed_by: str | None = None
    sections: tuple[SectionRecord, ...] = ()
    consultations: tuple[ConsultationRecord, ...] = ()
    files: tuple[FileRecord, ...] = ()
    references: tuple[ReferenceRecord, ...] = ()
    # internal
    editor_name: str | None = None
    file_reference: str | None = None
    original_paper_type: str | None = None
    original_originator: str | None = None


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """`text`: the words of the page, such as „einstimmig“. A count of None was not given, which is not zero."""

    text: str | None = None
    yes: int | None = None
    no: int | None = None
    abstained: int | None = None
    excluded: int | None = None
    entitled: int | None = None


@dataclass(frozen=True, slots=True)
class AgendaItemRecord:
    """`paper`: what the page says of the paper behind the item, enough to link it; None without a paper."""

    number: str | None = None
    public: bool | None = None
    name: str | None = None
    paper_reference: str | None = None
    result: str | None = None
    result_kind: ResultKind | None = None
    resolution_text: str | None = None
    minutes_text: str | None = None
    # internal
    vote: VoteRecord | None = None
    paper: PaperRecord | None = None
    files: tuple[FileRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierResultRecord:
    """What another committee decided on the paper of an agenda row."""

    date: datetime.date
    organization: str
    agenda_item_number: str | None = None
    result: str | None = None
    result_kind: ResultKind | None = None


@dataclass(frozen=True, slots=True)
class AgendaRowRecord:
    """One row of an agenda. A row that is not public keeps its number alone."""

    number: str
    public: bool | None
    name: str | None = None
    paper_reference: str | None = None
    paper_text: str | None = None
    has_files: bool = False
    result: str | None = None
    result_kind: ResultKind | None = None
    earlier_results: tuple[EarlierResultRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """`start`: a mere date when the page gives no time; `start` and `end` with time are in Europe/Berlin."""

    reference: str | None = None
    name: str | None = None
    organization: str | None = None
    start: datetime.datetime | datetime.date | None = None
    end: datetime.datetime | None = None
    room: str | None = None
    location: str | None = None
    # internal
    publicity: Publicity | None = None
    workflow: str | None = None
    occasion: str | None = None
    agenda: tuple[AgendaRowRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetMention:
    """An amount or an account in the text of a page. `span`: start and end in the text of the document.

    `product` and `account` as written. Without `amount_eur` the text names only the account.
    """

    product: str | None
    account: str | None
    amount_eur: Decimal | None
    year: int | None
    quote: str
    span: tuple[int, int] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What the text hints at, for a person to accept or to leave."""

    budget: tuple[BudgetMention, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """`text`: the page as it was read, of an HTML page what a reader sees. `places`: for each field path of the
    contract start and end of its value in `text`.
    """

    file: str
    system: System = System.UNKNOWN
    kind: Kind = Kind.UNKNOWN
    paper: PaperRecord | None = None
    agenda_item: AgendaItemRecord | None = None
    meeting: MeetingRecord | None = None
    problems: tuple[Problem, ...] = ()
    suggestions: Suggestions = Suggestions()
    # internal
    text: str = field(default="", compare=False, repr=False)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)


INTERNAL_FIELDS = {
    ImportedDocument: {"text", "places"},
    ConsultationRecord: {"state_kind"},
    PaperRecord: {"editor_name", "file_reference", "original_paper_type", "original_originator"},
    AgendaItemRecord: {"vote", "paper", "files"},
    MeetingRecord: {"publicity", "workflow", "occasion", "agenda"},
}


def contract_json(document: ImportedDocument) -> dict:
    """`document` as one object of `import_document --json`: only dicts, lists, strings, numbers, booleans and None."""
    return _plain(document)


def _plain(value):
    if type(value) in _CONTRACT_FIELDS:
        return {name: _plain(getattr(value, name)) for name in _CONTRACT_FIELDS[type(value)]}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime.date):  # a datetime too
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


_CONTRACT_FIELDS = {
    record: tuple(field.name for field in fields(record) if field.name not in INTERNAL_FIELDS.get(record, ()))
    for record in (
        ImportedDocument,
        PaperRecord,
        SectionRecord,
        ConsultationRecord,
        FileRecord,
        ReferenceRecord,
        AgendaItemRecord,
        MeetingRecord,
        Problem,
        Suggestions,
        BudgetMention,
    )
}
