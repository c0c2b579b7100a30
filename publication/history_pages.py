"""The pages of the public history of one record: its list of versions, one version, two compared."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator, capfirst

from .comparison import Change, Compared, changes, compare, told
from .differences import Stretch, folded
from .display import Fact, moment_text
from .history import number_existed, shown, versions_of, with_predecessors
from .models import Publishable, Version
from .preview import way_to_page
from .versions import publishable_models
from .views import Gone, find

VERSIONS_ON_A_PAGE, CHANGES_TOLD, OPEN_PASSAGES = 10, 8, 50
MOST_DIGITS = 9
INLINE, SIDE_BY_SIDE = "text", "spalten"
_ACTIONS = {Version.Action.PUBLISHED: "veröffentlicht", Version.Action.CHANGED: "geändert"}


@cache
def kinds():
    """{word in the address: model} of every publishable model. Addresses are permanent: a test pins the words."""
    return {model.kind_word(): model for model in publishable_models()}


def version_url(model, public_id, number):
    return reverse("publication:version", args=[model.kind_word(), public_id, number])


def comparison_url(model, public_id, first, last):
    url = reverse("publication:comparison", args=[model.kind_word(), public_id])
    return f"{url}?von={first}&bis={last}"


def record_at(kind, public_id):
    """The visible record whose history this address shows. Raises Http404 and Gone as its own page does."""
    if kind not in kinds():
        raise Http404
    return find(kinds()[kind].visible.all(), public_id)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    label: str
    heading: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One version in `history_list.html`. `more`: how many changes are not named."""

    number: int
    moment: datetime
    action: str
    lines: list[ChangeLine]
    more: int
    note: str
    url: str
    comparison_url: str | None

    @property
    def date_text(self):
        return moment_text(self.moment)

    @property
    def datetime(self):
        return timezone.localtime(self.moment).isoformat()

    @property
    def summary(self):
        more = [f"und {self.more} weitere"] if self.more else []
        told = "; ".join([*(f"{line.label}: {line.heading}" for line in self.lines), *more])
        return told or self.note or capfirst(self.action)


def history_page(record, page):
    """`page`: what the reader asks for. The number of queries depends on the kinds of records named, not on rows."""
    paginator = Paginator(versions_of(record), VERSIONS_ON_A_PAGE)
    page_obj = paginator.get_page(page)
    return _frame(record) | {
        "page_obj": page_obj,
        "count": paginator.count,
        "entries": history_entries(page_obj),
        "feed_url": reverse("history_feed", args=[record.kind_word(), record.public_id]),
    }


def history_entries(versions):
    return [_entry(version, before) for version, before in with_predecessors(versions)]


def _frame(record, label=None):
    """What the three pages share; `label`: the last crumb below that of the history."""
    has_own_address = type(record).get_absolute_url is not Publishable.get_absolute_url
    page = way_to_page(record)[-1:] or ([record] if has_own_address else [])
    name = capfirst(str(record._meta.verbose_name))
    above = [(Truncator(str(one)).chars(60), one.get_absolute_url()) for one in page]
    history = [("Änderungsverlauf", None if label is None else record.history_url)]
    return {
        "record": record,
        "kind_label": name,
        "record_url": page[0].get_absolute_url() if page else None,
        "history_url": record.history_url,
        "crumbs": [*above, *history, *([(label, None)] if label else [])],
    }


def _entry(version, before):
    found = changes(before, version) if before else []
    lines = [ChangeLine(capfirst(change.label), heading) for heading, change in found[:CHANGES_TOLD]]
    hidden = before is not None and not found
    return Entry(
        number=version.number,
        moment=version.moment,
        action=_ACTIONS[version.action],
        lines=lines,
        more=len(found) - len(lines),
        note="Geändert wurde nur, was heute nicht mehr gezeigt wird, oder eine Reihenfolge." if hidden else "",
        url=version_url(version.model, version.public_id, version.number),
        comparison_url=before and comparison_url(version.model, version.public_id, before.number, version.number),
    )


@dataclass(frozen=True, slots=True)
class Passage:
    """As `document_text.html` draws it."""

    heading: str
    text: str
    kind: str = ""
    anchor: str = ""
    blocks: tuple = ()


def version_page(record, number):
    """Raises Gone for a version from before the last withdrawal, Http404 where there never was one."""
    chosen = shown(versions_of(record).filter(number=number).defer(None))
    if not chosen:
        raise Gone if number_existed(record, number) else Http404
    (version,) = chosen
    newest = versions_of(record).values_list("number", flat=True).first()
    lines = told(version)
    passages = [Passage(one.heading, one.text) for one in lines if one.kind != "field"]
    return _frame(record, f"Fassung {number}") | {
        "version": version,
        "date_text": moment_text(version.moment),
        "datetime": timezone.localtime(version.moment).isoformat(),
        "facts": [Fact(one.heading, one.text) for one in lines if one.kind == "field"],
        "passages": passages[:OPEN_PASSAGES],
        "more_passages": passages[OPEN_PASSAGES:],
        "is_newest": number == newest,
        "comparison_url": comparison_url(type(record), record.public_id, number, newest),
        "citation": _citation(record, version),
    }


def _citation(record, version):
    address = settings.SITE_URL + version_url(version.model, version.public_id, version.number)
    name = f"{capfirst(str(record._meta.verbose_name))} „{record}“"
    return f"{name}, Fassung {version.number} vom {moment_text(version.moment)}, {settings.PORTAL['name']}, {address}"


@dataclass(frozen=True, slots=True)
class Choice:
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One field, section or part as `comparison.html` draws it."""

    heading: str
    change: Change
    stretches: list[Stretch]


@dataclass(frozen=True, slots=True)
class Group:
    """Parts in a row that are all changed, or all the same in both versions."""

    is_same: bool
    parts: list[ShownPart]


def comparison_page(record, asked):
    """`asked`: the question of the address, with `von` and `bis` (numbers of versions) and `ansicht`."""
    choices = [_choice(one) for one in versions_of(record)]
    if not choices:
        raise Http404
    numbers = [one.number for one in choices]
    default = numbers[min(1, len(numbers) - 1)], numbers[0]
    first, last = (_number(asked.get(name), numbers) for name in ("von", "bis"))
    error = "" if first and last else _error(asked)
    first, last = sorted((first or default[0], last or default[1]))
    chosen = versions_of(record).filter(number__in=[first, last]).defer(None)
    versions = {one.number: one for one in shown(chosen)}
    groups = grouped(compare(versions[first], versions[last]))
    view = SIDE_BY_SIDE if asked.get("ansicht") == SIDE_BY_SIDE else INLINE
    return _frame(record, "Vergleich") | {
        "choices": choices,
        "first": first,
        "last": last,
        "first_text": moment_text(versions[first].moment),
        "last_text": moment_text(versions[last].moment),
        "error": error,
        "groups": groups,
        "is_same": all(group.is_same for group in groups),
        "side_by_side": view == SIDE_BY_SIDE,
        "other_view_url": _other_view_url(record, first, last, view),
    }


def _choice(version):
    return Choice(version.number, f"Fassung {version.number}, {moment_text(version.recorded_at)}")


def _number(text, numbers):
    """The number asked for; None where nothing, or nothing that can be shown, is asked for."""
    if not text or len(text) > MOST_DIGITS or not (text.isascii() and text.isdigit()):
        return None
    return int(text) if int(text) in numbers else None


def _error(asked):
    if not asked.get("von") and not asked.get("bis"):
        return ""
    return "Diese Fassung kann nicht gezeigt werden. Bitte wählen Sie zwei Fassungen aus der Liste."


def _other_view_url(record, first, last, view):
    other = INLINE if view == SIDE_BY_SIDE else SIDE_BY_SIDE
    return f"{comparison_url(type(record), record.public_id, first, last)}&ansicht={other}"


def grouped(compared: list[Compared]):
    """What differs stays open; what is the same in a row is put together, to be folded."""
    return [
        Group(is_same, [ShownPart(one.heading, one.change, folded(one.blocks)) for one in parts])
        for is_same, parts in groupby(compared, key=lambda one: one.change == Change.SAME)
    ]
