"""The writes of the page: keep what was handed in, and turn one of it into drafts."""

from dataclasses import dataclass

from django.db import DatabaseError, transaction

from council.imports.records import Kind
from council.imports.sources import read_document
from council.imports.sync import Outcome, sync
from council.models import Intake
from publication.models import Publishable

from .changes import CONTRADICTION, rehearse

# What such a page says is nothing that could become a record, even by hand.
HOPELESS = {"too_large", "not_text", "too_long", "no_content", "not_public"}


class Refused(Exception):
    """A file cannot be handed in; the message says why."""


class NotTaken(Exception):
    """The page cannot be accepted as it is; the message says what to do."""


class ChangedMeanwhile(Exception):
    """Accepting would change other things than the page showed."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What came of a page. `made`: drafts of what was ticked beside it."""

    outcome: Outcome
    made: list[Publishable]


@transaction.atomic
def hand_in(data, *, name, address, body, by, now):
    """Keep `data` for `by` to check. Raises Refused where there is nothing to check."""
    document = read_document(name, data)
    hopeless = [problem.message for problem in document.problems if problem.code in HOPELESS]
    if hopeless and document.kind == Kind.UNKNOWN:
        raise Refused(" ".join(hopeless))
    return Intake.objects.create(
        name=name[:200],
        address=address,
        content=data,
        subject=subject_of(document)[:300],
        problems=[problem.message for problem in document.problems],
        body=body,
        created_by=by,
        created_at=now,
    )


def subject_of(document):
    """ "Vorlage 2031/007: Beitritt", in the words of the page."""
    kind, paper, item, meeting = document.kind, document.paper, document.agenda_item, document.meeting
    if kind == Kind.PAPER:
        return _told("Vorlage", paper.reference or "ohne Nummer", paper.name)
    if kind == Kind.AGENDA_ITEM:
        return _told("Tagesordnungspunkt", item.number, item.name)
    if kind == Kind.MEETING:
        return _told("Sitzung", meeting.reference, meeting.name or meeting.organization)
    return "Seite eines unbekannten Systems"


def _told(kind, number, name):
    head = " ".join(part for part in (kind, number) if part)
    return ": ".join(part for part in (head, name) if part)


def take_over(intake, document, wishes, *, body, address, shown, by, now):
    """Turn the page into drafts, and what was ticked beside it. All or nothing; the intake is gone afterwards.

    `document`: as corrected; `shown`: digest of the changes that the person saw. Raises NotTaken, ChangedMeanwhile,
    MayNot, and what `Wishes.fulfil` raises.
    """
    data = bytes(intake.content)
    try:
        with transaction.atomic():
            if rehearse(document, data, body=body, address=address, by=by, now=now).digest() != shown:
                raise ChangedMeanwhile
            outcome = sync(document, data, body=body, address=address, by=by, now=now)
            if outcome.record is None:
                raise NotTaken(outcome.kept_aside)
            made = wishes.fulfil(outcome.record, by=by)
            Intake.objects.filter(pk=intake.pk).delete()
    except DatabaseError:
        raise NotTaken(CONTRADICTION) from None
    return TakenOver(outcome, made)
