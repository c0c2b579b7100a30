"""Lists for machines, page by page: the parameters that OParl 1.1 knows, and the same for our own interface.

Rows stand in the order of their permanent ids, and the next page begins after the last id of the one before, so that
nothing is told twice or skipped when something is withdrawn while somebody reads.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import Http404

from .stamps import Period

MOST_ON_A_PAGE = 100
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2900, 1, 1, tzinfo=UTC)
PERIOD = ("created_since", "created_until", "modified_since", "modified_until")

_NUMBER = re.compile(r"[0-9]{1,9}")
_PUBLIC_ID = re.compile(r"[0-9a-z]{1,20}")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+\- ]\d\d:?\d\d)", re.ASCII)


class BadQuestion(Exception):
    """A parameter that nobody can answer; the message says in German what it should be."""

    def __init__(self, parameter, message):
        super().__init__(f"{parameter}: {message}")
        self.parameter = parameter


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """What a client asks of a list. `kept`: parameters that belong into the addresses of the other pages."""

    number: int
    limit: int
    after: str
    period: Period
    omit_internal: bool
    kept: dict[str, str]

    def address(self, url, **more):
        query = self.kept | {name: value for name, value in more.items() if value}
        return f"{url}?{urlencode(query)}" if query else url


def read_question(asked):
    """A ListQuestion from a QueryDict. Unknown parameters count for nothing; raises BadQuestion."""
    kept = {name: asked[name] for name in (*PERIOD, "omit_internal", "limit") if name in asked}
    return ListQuestion(
        number=_number(asked, "page", 1),
        limit=min(_number(asked, "limit", MOST_ON_A_PAGE), MOST_ON_A_PAGE),
        after=_after(asked),
        period=Period(**{name: _moment(asked, name) for name in PERIOD if name in asked}),
        omit_internal=_yes_or_no(asked, "omit_internal"),
        kept=kept,
    )


def _number(asked, name, default):
    text = asked.get(name, str(default))
    if not _NUMBER.fullmatch(text) or int(text) < 1:
        raise BadQuestion(name, "Bitte eine ganze Zahl ab 1 angeben.")
    return int(text)


def _after(asked):
    text = asked.get("after", "")
    if text and not _PUBLIC_ID.fullmatch(text):
        raise BadQuestion("after", "Bitte die Adresse der nächsten Seite unverändert aus links.next übernehmen.")
    return text


def _yes_or_no(asked, name):
    text = asked.get(name, "false").lower()
    if text not in ("true", "false"):
        raise BadQuestion(name, "Bitte true oder false angeben.")
    return text == "true"


def _moment(asked, name):
    """An aware datetime. A "+" that came as a blank, because it was not percent-encoded, is understood."""
    found = _MOMENT.fullmatch(asked[name].strip())
    try:
        wall, offset = found.groups()
        moment = datetime.fromisoformat(wall.replace(" ", "T") + offset.replace(" ", "+"))
    except (AttributeError, ValueError):
        raise BadQuestion(
            name, "Bitte Datum und Uhrzeit mit Zeitzone angeben, zum Beispiel 2026-11-23T18:00:00%2B01:00."
        ) from None
    if not EARLIEST.year < moment.year < LATEST.year:  # nothing was published then; databases know fewer years
        return EARLIEST if moment.year <= EARLIEST.year else LATEST
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class ListPage:
    """Keys of one page in order, and how many there are in all."""

    keys: list[int]
    total: int
    has_next: bool
    last_id: str

    def frame(self, url, question, data):
        """The answer: objects, numbers and addresses of the other pages, without those that there are not."""
        pages = max(1, -(-self.total // question.limit))
        number = question.number
        links = {"first": question.address(url), "self": question.address(url, **_own(question))}
        if number > 1:
            links["prev"] = question.address(url, page=number - 1 if number > 2 else None)
        if self.has_next:
            links["next"] = question.address(url, page=number + 1, after=self.last_id)
        links["last"] = question.address(url, page=pages if pages > 1 else None)
        return {
            "data": data,
            "pagination": {
                "totalElements": self.total,
                "elementsPerPage": question.limit,
                "currentPage": number,
                "totalPages": pages,
            },
            "links": links,
        }


def _own(question):
    return {"page": question.number if question.number > 1 else None, "after": question.after}


def list_page(rows, question):
    """The page of `rows` that is asked for; two queries. Raises Http404 beyond the last one."""
    total = rows.count()
    keys = rows.order_by("public_id").values_list("pk", "public_id")
    if question.after:
        keys = keys.filter(public_id__gt=question.after)
    else:
        keys = keys[(question.number - 1) * question.limit :]
    found = list(keys[: question.limit + 1])
    if question.number > 1 and not found and not question.after:
        raise Http404
    shown = found[: question.limit]
    return ListPage([pk for pk, _ in shown], total, len(found) > len(shown), shown[-1][1] if shown else "")
