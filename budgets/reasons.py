"""When a budget line or a contribution is news because its amounts changed."""

from decimal import Decimal

from publication.reasons import Reason, Why, rows_by_id

from .display import money_text
from .models import YearAmount

_PHASES = dict(YearAmount.Phase.choices)
AMOUNTS_TOLD = 3


def amounts_changed(version, before):
    """A Why where the line, one of its shares or the contribution has amounts that are new or other than before.

    A correction is told with the amount that it corrects, and that amount no more.
    """
    known, now, news = _amounts(before), _amounts(version), []
    corrected = {_corrected_id(row) for row in now.values()}
    for key, row in now.items():
        if key in corrected:
            continue
        old = known.get(key) or (known | now).get(_corrected_id(row))
        if old is None or old["amount_eur"] != row["amount_eur"]:
            news.append(_told(row, old))
    more = [f"{len(news) - AMOUNTS_TOLD} weitere Beträge"] if len(news) > AMOUNTS_TOLD else []
    return Why(Reason.AMOUNT_CHANGED, f"{'; '.join([*news[:AMOUNTS_TOLD], *more])}.") if news else None


def _amounts(version):
    """Of the contribution, or of the whole line and of its shares, by id."""
    amounts = rows_by_id(version, "amounts") | rows_by_id(version, "appropriations")
    for share in rows_by_id(version, "shares").values():
        amounts |= {row["id"]: row for row in share.get("appropriations", ())}
    return amounts


def _corrected_id(row):
    return row["corrects"]["id"] if row.get("corrects") else None


def _told(row, old):
    word = "berichtigt, bisher" if old and old["id"] == _corrected_id(row) else "bisher"
    before = f" ({word} {_euros(old)})" if old else ""
    return f"{_PHASES.get(row['phase'], row['phase'])} {row['fiscal_year']}: {_euros(row)}{before}"


def _euros(row):
    return f"{money_text(Decimal(row['amount_eur']))} Euro"
