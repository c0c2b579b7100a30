"""A series of meetings from one: the right days, the same time of day in summer and winter, drafts only."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from council.models import AgendaItem, Meeting
from council.series import LAST, NoDays, every_weeks, make_series, nth_weekdays, proposals, read_days
from publication.actions import MayNot
from tests.factories import AgendaItemFactory, FileFactory, LocationFactory, MeetingFactory

pytestmark = pytest.mark.django_db

TUESDAY = 1


def meeting_at_five(**facts):
    """Tuesday, 15 October 2024, 17:00 to 19:30 in summer time."""
    moments = {"start": datetime(2024, 10, 15, 15, tzinfo=UTC), "end": datetime(2024, 10, 15, 17, 30, tzinfo=UTC)}
    return MeetingFactory(**moments | facts)


def clock(moment):
    return f"{timezone.localtime(moment):%d.%m.%Y %H:%M}"


class TestDays:
    def test_third_tuesdays_of_every_second_month(self):
        days = nth_weekdays(date(2024, 10, 16), date(2025, 4, 30), nth=3, weekday=TUESDAY, every_months=2)

        assert days == [date(2024, 12, 17), date(2025, 2, 18), date(2025, 4, 15)]

    def test_last_and_fifth_are_not_the_same(self):
        span = date(2025, 1, 1), date(2025, 4, 30)

        assert nth_weekdays(*span, nth=LAST, weekday=TUESDAY) == [
            date(2025, 1, 28), date(2025, 2, 25), date(2025, 3, 25), date(2025, 4, 29),
        ]  # fmt: skip
        assert nth_weekdays(*span, nth=5, weekday=TUESDAY) == [date(2025, 4, 29)]

    def test_every_four_weeks_counts_from_the_first_day_to_the_last(self):
        days = every_weeks(date(2025, 1, 7), date(2025, 3, 4), weeks=4)

        assert days == [date(2025, 1, 7), date(2025, 2, 4), date(2025, 3, 4)]

    def test_typed_days_are_read_once_and_in_order(self):
        text = "Di, 3.3.2026; 24.02.2026\n\n24. 2. 2026, Dienstag 07.04.2026"

        assert read_days(text) == [date(2026, 2, 24), date(2026, 3, 3), date(2026, 4, 7)]

    @pytest.mark.parametrize("text", ["31.02.2026", "morgen früh", "2026", "24.02.26"])
    def test_what_is_no_day_is_told(self, text):
        with pytest.raises(NoDays, match=f"„{text}“ ist kein Datum"):
            read_days(text)


class TestProposals:
    def test_keep_the_clock_time_when_summer_time_ends(self):
        winter, summer = proposals(meeting_at_five(), [date(2024, 11, 19), date(2025, 5, 20)])

        assert [clock(one) for one in (winter.start, winter.end, summer.start, summer.end)] == [
            "19.11.2024 17:00", "19.11.2024 19:30", "20.05.2025 17:00", "20.05.2025 19:30",
        ]  # fmt: skip
        assert (winter.start.astimezone(UTC).hour, summer.start.astimezone(UTC).hour) == (16, 15)

    def test_a_meeting_past_midnight_ends_on_the_next_day(self):
        meeting = meeting_at_five(end=datetime(2024, 10, 15, 22, 30, tzinfo=UTC))

        (one,) = proposals(meeting, [date(2024, 11, 19)])

        assert clock(one.end) == "20.11.2024 00:30"

    def test_tell_what_stands_in_the_way(self):
        meeting = meeting_at_five()
        MeetingFactory(organization=meeting.organization, name="Sondersitzung", draft=True,
                       start=datetime(2024, 11, 18, 23, 30, tzinfo=UTC))  # fmt: skip
        MeetingFactory(start=datetime(2024, 11, 20, 9, tzinfo=UTC))
        days = [date(2024, 11, 19), date(2024, 11, 20), date(2024, 11, 23)]

        told = proposals(meeting, days, at=datetime(2024, 11, 20, 9, tzinfo=UTC))

        assert [(one.is_taken, one.hints) for one in told] == [
            (True, ("An diesem Tag gibt es schon: Sondersitzung.", "Dieser Tag liegt in der Vergangenheit.")),
            (False, ()),
            (False, ("Das ist ein Samstag oder Sonntag.",)),
        ]

    @pytest.mark.parametrize(("number", "told"), [(0, "kein solcher Tag"), (61, "höchstens 60")])
    def test_none_and_too_many_are_refused(self, number, told):
        days = [date.fromordinal(date(2025, 1, 1).toordinal() + day) for day in range(number)]

        with pytest.raises(NoDays, match=told):
            proposals(meeting_at_five(), days)


class TestMakeSeries:
    def test_makes_drafts_like_the_meeting(self):
        meeting = meeting_at_five(room="Saal 1", location=LocationFactory(), reference="SI/1", cancelled=True,
                                  for_the_council=True)  # fmt: skip
        AgendaItemFactory(meeting=meeting, name="Einmaliges")
        FileFactory(paper=None, meeting=meeting)

        (made,) = make_series(meeting, [date(2024, 11, 19)], by=None)

        made.refresh_from_db()
        assert (made.organization, made.room, made.location, made.audience) == (
            meeting.organization, "Saal 1", meeting.location, "council",
        )  # fmt: skip
        assert (made.reference, made.name, made.cancelled, made.meeting_state) == ("", "", False, "terminiert")
        assert (made.published_at, made.agenda_items.count(), made.files.count()) == (None, 0, 0)

    def test_copies_the_standing_items_without_what_came_of_them(self):
        meeting = meeting_at_five()
        AgendaItemFactory(meeting=meeting, order=7, number="Ö 1", name="Eröffnung", result="beschlossen")
        AgendaItemFactory(meeting=meeting, order=9, number="N 1", name="Vertrauliches", public=False)

        (made,) = make_series(meeting, [date(2024, 11, 19)], by=None, items=meeting.agenda_items.order_by("order"))

        items = made.agenda_items.order_by("order").values_list(
            "order", "number", "name", "public", "result", "published_at"
        )
        assert list(items) == [(1, "Ö 1", "Eröffnung", True, "", None), (2, "N 1", "Vertrauliches", False, "", None)]

    def test_makes_no_second_meeting_on_a_day(self):
        meeting = meeting_at_five()
        make_series(meeting, [date(2024, 11, 19)], by=None)

        with pytest.raises(NoDays, match=r"schon: 19\.11\.2024\."):
            make_series(meeting, [date(2024, 11, 19), date(2024, 11, 20)], by=None)

        assert Meeting.objects.count() == 2

    def test_makes_all_or_none(self):
        meeting = meeting_at_five()
        item = AgendaItemFactory(meeting=meeting)
        item.name = ""

        with pytest.raises(ValidationError, match="darf nicht leer sein"):
            make_series(meeting, [date(2024, 11, 19)], by=None, items=[item])

        assert Meeting.objects.count() == 1

    def test_needs_the_permission_to_add(self):
        meeting = meeting_at_five()
        user = User.objects.create_user("redaktion", is_staff=True)
        with pytest.raises(MayNot, match="add_meeting"):
            make_series(meeting, [date(2024, 11, 19)], by=user)

        user = User.objects.get(pk=user.pk)
        user.user_permissions.add(Permission.objects.get(codename="add_meeting"))
        with pytest.raises(MayNot, match="add_agendaitem"):
            make_series(meeting, [date(2024, 11, 19)], by=User.objects.get(pk=user.pk), items=[AgendaItemFactory()])


class TestThePage:
    def page(self, meeting):
        return reverse("admin:council_meeting_series", args=[meeting.pk])

    FORM = {"way": "weekday", "first": "01.11.2024", "last": "31.01.2025", "nth": "3", "weekday": "1",
            "every_months": "1", "weeks": "4", "days": ""}  # fmt: skip

    @pytest.mark.slow  # two pages and two meetings with their items
    def test_shows_the_days_and_makes_those_that_are_ticked(self, admin_client):
        meeting = meeting_at_five()
        item = AgendaItemFactory(meeting=meeting, name="Eröffnung")
        form = self.FORM | {"items": [item.pk]}

        shown = admin_client.post(self.page(meeting), form)
        assert Meeting.objects.count() == 1
        chosen = {"confirmed": "1", "previewed": shown.context["digest"], "day": ["2024-11-19", "2025-01-21"]}
        answer = admin_client.post(self.page(meeting), form | chosen)

        assert "Dienstag, 19. November 2024, 17:00 Uhr" in shown.text
        assert answer.url == reverse("admin:council_meeting_change", args=[meeting.pk])
        made = Meeting.objects.exclude(pk=meeting.pk).order_by("start")
        assert [clock(one.start) for one in made] == ["19.11.2024 17:00", "21.01.2025 17:00"]
        assert AgendaItem.objects.filter(meeting__in=made, name="Eröffnung", published_at=None).count() == 2

    def test_makes_no_day_that_was_not_in_the_list(self, admin_client):
        meeting = meeting_at_five()
        seen = admin_client.post(self.page(meeting), self.FORM).context["digest"]

        page = admin_client.post(
            self.page(meeting),
            self.FORM | {"confirmed": "1", "previewed": seen, "day": ["2024-11-19", "2024-11-20"]},
        )

        assert "Bitte prüfen Sie die Liste." in page.text
        assert Meeting.objects.count() == 1

    @pytest.mark.slow  # two pages and a meeting
    def test_sent_twice_makes_every_meeting_once(self, admin_client):
        meeting = meeting_at_five()
        seen = admin_client.post(self.page(meeting), self.FORM).context["digest"]
        sent = self.FORM | {"confirmed": "1", "previewed": seen, "day": ["2024-11-19"]}

        first, second = (admin_client.post(self.page(meeting), sent) for _ in range(2))

        assert (first.status_code, second.status_code) == (302, 200)
        assert "Die Angaben haben sich geändert" in second.text
        assert Meeting.objects.exclude(pk=meeting.pk).count() == 1

    def test_makes_nothing_but_what_was_shown(self, admin_client):
        meeting = meeting_at_five()
        item = AgendaItemFactory(meeting=meeting)
        seen = admin_client.post(self.page(meeting), self.FORM).context["digest"]
        sent = {"confirmed": "1", "previewed": seen, "day": ["2024-11-19"], "items": [item.pk]}

        page = admin_client.post(self.page(meeting), self.FORM | sent)

        assert "Die Angaben haben sich geändert" in page.text
        assert Meeting.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"last": ""}, "Bitte tragen Sie den ersten und den letzten Tag ein"),
            ({"first": "01.02.2025"}, "Bitte tragen Sie den ersten und den letzten Tag ein"),
            ({"way": "days", "days": ""}, "kein solcher Tag"),
            ({"way": "days", "days": "31.02.2025"}, "ist kein Datum"),
        ],
    )
    def test_tells_what_is_missing(self, admin_client, changes, told):
        assert told in admin_client.post(self.page(meeting_at_five()), self.FORM | changes).text

    def test_is_linked_from_the_meeting_for_those_who_may_add(self, client, admin_client):
        meeting = meeting_at_five()
        user = User.objects.create_user("redaktion", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=["view_meeting", "change_meeting"]))
        form = reverse("admin:council_meeting_change", args=[meeting.pk])
        client.force_login(user)

        assert self.page(meeting) in admin_client.get(form).text
        client.force_login(user)
        assert self.page(meeting) not in client.get(form).text
        assert client.get(self.page(meeting)).status_code == 403
