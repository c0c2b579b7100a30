"""Notices to the staff (Prüfhinweise): contradictions and gaps, each found by one rule, mended or dismissed.

A rule is a function of the day it is asked on and yields a Notice for each record that somebody should look at. It
corrects nothing. The apps list their rules in their `notices.py`.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.utils import timezone

from .models import Dismissal

MAX_NOTICES_OF_A_RULE = 500


@dataclass(frozen=True, slots=True)
class Notice:
    """`record`: where it is mended; `text`: what contradicts what, with the words that do; `hint`: what to do."""

    rule: str
    record: models.Model
    text: str
    hint: str = ""

    @property
    def fingerprint(self):
        """Stays the same as long as rule, record and text do: a dismissed notice comes back when the facts change."""
        told = "\n".join((self.rule, self.record._meta.label_lower, str(self.record.pk), self.text))
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rule:
    key: str
    title: str
    find: Callable[[date], Iterator[tuple[models.Model, str, str]]]
    """Yields record, text and hint; its queries do not grow with the number of records."""


def found(rule, today, dismissed):
    """The notices of `rule` that nobody dismissed, at most MAX_NOTICES_OF_A_RULE."""
    notices = []
    for record, text, hint in rule.find(today):
        notice = Notice(rule.key, record, text, hint)
        if notice.fingerprint not in dismissed:
            notices.append(notice)
        if len(notices) == MAX_NOTICES_OF_A_RULE:
            break
    return notices


def dismissed_fingerprints():
    return set(Dismissal.objects.values_list("fingerprint", flat=True))


@transaction.atomic
def dismiss(notice, *, by, reason):
    """Record that `by`, a user, looked at `notice` and leaves it as it is; twice is once."""
    Dismissal.objects.get_or_create(
        fingerprint=notice.fingerprint,
        defaults={
            "rule": notice.rule,
            "model": notice.record._meta.label_lower,
            "record_id": notice.record.pk,
            "text": notice.text,
            "reason": reason,
            "dismissed_by": by.get_username(),
            "dismissed_at": timezone.now(),
        },
    )
