from functools import partial

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from publication.calendars import calendar_response
from publication.lists import RecordList
from publication.views import record_page

from .as_of import read_as_of
from .calendars import calendar_of_milestones, milestone_entries
from .display import cooperation_cards
from .filters import CooperationFilter, TopicFilter
from .models import Cooperation, Topic
from .network import network_page, visible_parts
from .pages import cooperation_page, topic_cards, topic_page


class CooperationList(RecordList):
    model = Cooperation
    template_name = "cooperations/cooperation_list.html"
    section = "cooperations"
    list_name, feed_name = "cooperations:cooperation_list", "cooperation_feed"

    @property
    def filterset_class(self):
        return partial(CooperationFilter, today=timezone.localdate())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        cards = cooperation_cards(context["object_list"], timezone.localdate())
        return context | {"crumbs": [("Kooperationen", None)], "cards": cards}


@record_page(lambda: Cooperation.visible.with_visible("umbrella"))
def cooperation_detail(request, cooperation):
    today = timezone.localdate()
    as_of = read_as_of(request.GET.get("stand"), today)
    return render(request, "cooperations/cooperation_detail.html", cooperation_page(cooperation, as_of, today))


class TopicList(RecordList):
    model = Topic
    filterset_class = TopicFilter
    template_name = "cooperations/topic_list.html"
    section = "topics"
    list_name, feed_name = "cooperations:topic_list", "topic_feed"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"crumbs": [("Themen", None)], "cards": topic_cards(context["object_list"])}


@record_page(lambda: Topic.visible.all())
def topic_detail(request, topic):
    return render(request, "cooperations/topic_detail.html", topic_page(topic, timezone.localdate()))


@require_safe
def milestones_calendar(request):
    return calendar_response(*calendar_of_milestones(), milestone_entries(), "meilensteine.ics")


@require_safe
def network(request):
    parts = visible_parts(timezone.localdate())
    return render(request, "cooperations/network.html", network_page(parts))
