"""All that the pages of one cooperation and of one topic show. The number of queries does not depend on the rows."""

from django.db.models import Count
from django.urls import reverse
from django.utils.text import Truncator

from publication.display import Card
from publication.timeline import shown

from .display import (
    REFERENCE_COLUMNS,
    agreements_of,
    cooperation_cards,
    facts_of,
    lines,
    measures_by_topic,
    reference_rows,
    shown_measures,
    stage_badge,
    topics_of,
)
from .models import Cooperation, Measure, Milestone, Topic
from .parties import state_on
from .timeline import timeline

LATEST_ENTRIES = 40


def cooperation_page(cooperation: Cooperation, as_of, today):
    """`cooperation` must carry `visible_umbrella`. Agreements, papers and measures are always those of today."""
    milestones = list(Milestone.visible.filter(cooperation=cooperation))
    state = state_on(cooperation, as_of.day)
    entries = timeline(cooperation, today)
    return {
        "section": "cooperations",
        "cooperation": cooperation,
        "crumbs": [("Kooperationen", reverse("cooperations:cooperation_list")), (cooperation.title, None)],
        "stage": stage_badge(milestones, today),
        "facts": facts_of(cooperation, milestones, today),
        "topics": topics_of(cooperation),
        "as_of": as_of,
        "state": state,
        "is_unsure": state.is_unsure or any(one.day <= as_of.day < one.date.last_day for one in milestones),
        "stage_then": stage_badge(milestones, as_of.day),
        "aims": lines(cooperation.aims),
        "timeline": shown(entries[-LATEST_ENTRIES:], today),
        "earlier_entries": max(0, len(entries) - LATEST_ENTRIES),
        "agreements": agreements_of(cooperation),
        "measure_groups": measures_by_topic(cooperation),
        "reference_columns": REFERENCE_COLUMNS,
        "references": reference_rows(cooperation),
        "strands": cooperation_cards(Cooperation.visible.filter(umbrella=cooperation), today),
    }


def topic_page(topic: Topic, today):
    return {
        "section": "topics",
        "topic": topic,
        "cooperation_list_url": reverse("cooperations:cooperation_list"),
        "crumbs": [("Themen", reverse("cooperations:topic_list")), (topic.name, None)],
        "cards": cooperation_cards(Cooperation.visible.filter(topics=topic), today),
        "measures": [measure for _, measure in shown_measures(Measure.visible.filter(topic=topic))],
    }


def topic_cards(topics):
    """Cards with the numbers of visible cooperations and measures; two queries beside that of `topics`."""
    topics = list(topics)
    cooperations = _count(Cooperation.visible.filter(topics__in=topics), "topics")
    measures = _count(Measure.visible.filter(topic__in=topics), "topic")
    return [
        Card(
            title=topic.name,
            url=topic.get_absolute_url(),
            text=Truncator(topic.description).chars(220, truncate=" …"),
            meta=_meta(cooperations.get(topic.pk, 0), measures.get(topic.pk, 0)),
        )
        for topic in topics
    ]


def _count(rows, link):
    """Number of rows by the primary key of their topic; topics without any are left out."""
    return dict(rows.order_by().values_list(link).annotate(number=Count("pk")))


def _meta(cooperations, measures):
    return [
        f"{cooperations} {'Kooperation' if cooperations == 1 else 'Kooperationen'}",
        f"{measures} {'Maßnahme' if measures == 1 else 'Maßnahmen'}",
    ]
