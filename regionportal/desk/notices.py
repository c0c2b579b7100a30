"""The page of all notices: what contradicts itself or is missing, with the form that mends it."""

from dataclasses import dataclass

from django.urls import reverse

import budgets.notices
import cooperations.notices
import council.notices
from publication.notices import Notice, Rule, dismissed_fingerprints, found

RULES = (*council.notices.RULES, *cooperations.notices.RULES, *budgets.notices.RULES)
ROWS = 50


@dataclass(frozen=True, slots=True)
class Group:
    """The notices of one rule. `rows`: pairs of notice and address of the form; not more than ROWS of `total`."""

    rule: Rule
    total: int
    rows: list[tuple[Notice, str]]


def groups(site, request, today):
    """What the person may see, rule by rule, rules without a notice left out."""
    dismissed = dismissed_fingerprints()
    told = [(rule, _seen(site, request, found(rule, today, dismissed))) for rule in RULES]
    return [
        Group(rule, len(notices), [(notice, _address(notice)) for notice in notices[:ROWS]])
        for rule, notices in told
        if notices
    ]


def find(site, request, today, fingerprint):
    """The open notice with this fingerprint, None where there is none any more."""
    for rule in RULES:
        for notice in _seen(site, request, found(rule, today, set())):
            if notice.fingerprint == fingerprint:
                return notice
    return None


def _seen(site, request, notices):
    may_see = {}
    for notice in notices:
        model = type(notice.record)
        if model not in may_see:
            may_see[model] = site._registry[model].has_view_or_change_permission(request)
    return [notice for notice in notices if may_see[type(notice.record)]]


def _address(notice):
    meta = notice.record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[notice.record.pk])
