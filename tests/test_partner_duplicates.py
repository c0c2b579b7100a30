"""Partners written in two ways are found, kept apart or merged; nothing is lost and nothing hidden becomes public."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalChanges

from budgets.models import Contribution
from cooperations.models import Measure, Participation
from partners.actions import CannotMerge, keep_apart, links_to_partners, merge, plan_merge
from partners.duplicates import all_names, comparable, similar_pairs, similar_to
from partners.models import DistinctPartners, Partner, PartnerAlias
from publication.actions import MayNot, publish
from publication.models import PublicationState, Version
from tests.factories import (
    BodyFactory,
    ContributionFactory,
    CooperationFactory,
    FundingProgrammeFactory,
    MeasureFactory,
    ParticipationFactory,
    PartnerAliasFactory,
    PartnerFactory,
)
from tests.test_admin_acts import save

pytestmark = pytest.mark.django_db


def address(word, *args):
    return reverse(f"admin:partners_partner_{word}", args=args)


def member_of_staff(*codenames):
    user = User.objects.create_user("redaktion", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def published(record):
    publish(record, by=None)
    return record


def story(record):
    return [version.action for version in Version.objects.of(record)]


def previewed(page):
    return page.context["plan"].digest()


def all_partners():
    return Partner.objects.prefetch_related("aliases")


class TestNames:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Photonik-Netz e.V.", "Photonik Netz"),
            ("Photonik Netz e. V.", "PHOTONIK-NETZ eV"),
            ("Gründerzentrum gGmbH", "Gruenderzentrum GmbH"),
            ("Stadt Neustadt", "Neustadt"),
            ("Netz Wasserstoff Rheinland AöR", "Wasserstoff-Netz Rheinland"),
            ("Stichting Grensland B.V.", "Stichting Grensland"),
            ("Université du Lac", "Universite du Lac"),
        ],
    )
    def test_legal_form_order_and_umlauts_make_no_difference(self, one, other):
        assert comparable(one) == comparable(other)

    @pytest.mark.parametrize(
        ("one", "other"), [("Stadt Neustadt", "Kreis Neustadt"), ("Stadt", "Gemeinde"), ("3. Bezirk", "4. Bezirk")]
    )
    def test_what_is_something_else_stays_something_else(self, one, other):
        assert comparable(one) != comparable(other)


class TestPairs:
    def test_are_found_by_name_short_name_alias_and_similarity(self):
        equal = [PartnerFactory(name="Optik Verbund"), PartnerFactory(name="OPTIK VERBUND")]
        short = [
            PartnerFactory(name="Handelsbund", short_name="HB1"),
            PartnerFactory(name="Kaufring", short_name="hb1"),
        ]
        alias = [PartnerFactory(name="Seehochschule"), PartnerFactory(name="Hochschule am See")]
        PartnerAliasFactory(partner=alias[1], name="Seehochschule")
        legal = [PartnerFactory(name="Forum Werkstoffe e.V."), PartnerFactory(name="Forum Werkstoffe")]
        similar = [
            PartnerFactory(name="Wirtschaftsförderung Musterland"),
            PartnerFactory(name="Wirtschaftsfoerderung Musterlan"),
        ]
        PartnerFactory(name="Ganz anders")

        pairs = similar_pairs(all_partners())

        assert {((pair.one, pair.other), pair.score >= 95) for pair in pairs} == {
            (tuple(equal), True),
            (tuple(short), True),
            (tuple(alias), True),
            (tuple(legal), True),
            (tuple(similar), False),
        }
        assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)

    def test_say_why(self):
        PartnerAliasFactory(partner__name="Hochschule am See", name="Seehochschule")
        PartnerFactory(name="Seehochschule")

        (pair,) = similar_pairs(all_partners())

        assert (pair.score, pair.reason) == (100, "Schreibweise und Name „Seehochschule“ bei beiden gleich")

    def test_with_other_numbers_are_none(self):
        PartnerFactory(name="Nachbarschaftshilfe Bezirk 12")
        PartnerFactory(name="Nachbarschaftshilfe Bezirk 13")

        assert similar_pairs(all_partners()) == []

    def test_told_apart_do_not_come_back(self):
        one, other = PartnerFactory(name="Optik"), PartnerFactory(name="optik")

        keep_apart(other, one, by=None)

        assert similar_pairs(all_partners(), set(DistinctPartners.objects.values_list("one", "other"))) == []

    def test_a_partner_not_yet_saved_is_compared_with_all(self):
        partner = PartnerFactory(name="Optik Verbund e.V.")
        PartnerFactory(name="Textil")

        pairs = similar_to(Partner(name="Verbund Optik"), all_names(all_partners()))

        assert [(pair.other, pair.score) for pair in pairs] == [(partner, 95)]


class TestAddingAPartner:
    FACTS = {"name": "Optik-Verbund", "kind": "cluster", "country": "DE", "audience": "public",
             "aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}  # fmt: skip

    def test_like_one_we_have_needs_a_second_thought(self, admin_client):
        known = PartnerFactory(name="Optik Verbund e.V.")

        asked = admin_client.post(address("add"), self.FACTS)
        assert Partner.objects.get() == known
        admin_client.post(address("add"), self.FACTS | {"although_similar": "on"})

        assert address("change", known.pk) in asked.text
        assert "Trotzdem anlegen" in asked.text
        assert Partner.objects.count() == 2

    def test_unlike_all_others_asks_nothing(self, admin_client):
        PartnerFactory(name="Textil")

        form = admin_client.get(address("add"))
        admin_client.post(address("add"), self.FACTS)

        assert "Trotzdem anlegen" not in form.text
        assert Partner.objects.filter(name="Optik-Verbund").exists()

    def test_changing_one_asks_nothing(self, admin_client):
        PartnerFactory(name="Optik Verbund")
        partner = PartnerFactory(name="Textil", draft=True)

        save(admin_client, partner, name="Optik-Verbund")

        partner.refresh_from_db()
        assert partner.name == "Optik-Verbund"


class TestThePageOfPairs:
    def test_shows_both_with_what_names_them(self, admin_client):
        cooperation = CooperationFactory(title="Bündnis Licht")
        ParticipationFactory(partner=PartnerFactory(name="Optik"), cooperation=cooperation, role="supporter")
        MeasureFactory(title="Messe").responsible.add(PartnerFactory(name="OPTIK"))

        page = admin_client.get(address("duplicates")).text

        assert "bei beiden gleich" in page
        assert "Beteiligungen: 1" in page
        assert "Optik – Unterstützer in „Bündnis Licht“" in page
        assert "Maßnahmen: 1" in page

    def test_a_pair_is_dismissed_and_it_is_kept_who_did_so(self, admin_client, admin_user):
        one, other = PartnerFactory(name="Optik"), PartnerFactory(name="OPTIK")

        admin_client.post(address("duplicates"), {"one": one.pk, "other": other.pk})

        decision = DistinctPartners.objects.get()
        assert (decision.one, decision.other, decision.decided_by) == (one, other, admin_user)
        assert "Keine doppelten Partner gefunden." in admin_client.get(address("duplicates")).text

    @pytest.mark.parametrize("key", ["", "x", "99999", "\x00"])
    def test_a_made_up_partner_is_not_found(self, admin_client, key):
        assert admin_client.post(address("duplicates"), {"one": key, "other": key}).status_code == 404

    def test_needs_the_same_queries_for_one_pair_and_for_five(self, admin_client):
        def pair(word):
            for name in (word, word.upper()):
                ParticipationFactory(partner=PartnerFactory(name=name))

        pair("Optik")
        admin_client.get(address("duplicates"))
        with CaptureQueriesContext(connection) as few:
            admin_client.get(address("duplicates"))
        for word in ("Textil", "Chemie", "Bergbau", "Holz"):
            pair(word)

        with CaptureQueriesContext(connection) as many:
            page = admin_client.get(address("duplicates"))

        assert len(page.context["pairs"]) == 5
        assert len(many) == len(few)

    def test_is_for_those_who_may_change_partners(self, client):
        client.force_login(member_of_staff("view_partner"))

        assert client.get(address("duplicates")).status_code == 403
        assert address("duplicates") not in client.get(address("changelist")).text


def test_every_link_to_a_partner_is_known_to_the_merge():
    named = {
        (model._meta.label, link.name)
        for model in apps.get_models()
        if not issubclass(model, HistoricalChanges)
        for link in [*model._meta.fields, *model._meta.many_to_many]
        if link.is_relation and link.related_model is Partner
    }

    known = {(link.model._meta.label, link.name) for link in links_to_partners()}

    assert named - known == {("partners.DistinctPartners", "one"), ("partners.DistinctPartners", "other")}
    assert known == {
        ("partners.Partner", "merged_into"),
        ("partners.PartnerAlias", "partner"),
        ("council.Body", "partner"),
        ("cooperations.Participation", "partner"),
        ("cooperations.Measure", "responsible"),
        ("budgets.FundingProgramme", "funder"),
        ("budgets.Contribution", "payer"),
        ("budgets.Contribution", "receiver"),
        ("budgets.Grant", "recipient"),
    }


class TestMerge:
    def test_moves_everything_that_names_the_losing_partner(self):
        losing, into = PartnerFactory(name="Optik eV"), PartnerFactory(name="Optik")
        participation = ParticipationFactory(partner=losing)
        body = BodyFactory(partner=losing)
        programme = FundingProgrammeFactory(funder=losing)
        measure = MeasureFactory()
        measure.responsible.add(losing)
        alias = PartnerAliasFactory(partner=losing, name="Optikverein")
        earlier = PartnerFactory(draft=True, merged_into=losing)

        merge(losing, into=into, by=None, reason="doppelt")

        for record in (participation, body, programme, alias, earlier, losing):
            record.refresh_from_db()
        assert (participation.partner, body.partner, programme.funder) == (into, into, into)
        assert (alias.partner, earlier.merged_into, losing.merged_into) == (into, into, into)
        assert list(measure.responsible.all()) == [into]
        assert losing.publication_state() == PublicationState.WITHDRAWN
        assert set(PartnerAlias.objects.values_list("partner", "name")) == {
            (into.pk, "Optikverein"),
            (into.pk, "Optik eV"),
        }

    def test_nobody_can_come_to_pay_himself(self):
        contribution = ContributionFactory(name="Umlage")

        with pytest.raises(CannotMerge, match="„Umlage“ nennt beide Partner"):
            merge(contribution.payer, into=contribution.receiver, by=None, reason="doppelt")

        assert Contribution.objects.get().payer == contribution.payer

    def test_keeps_the_roles_and_tells_the_public_history(self):
        losing, into = (published(PartnerFactory(name=name, draft=True)) for name in ("Optik eV", "Optik"))
        cooperation = published(CooperationFactory(draft=True))
        participation = published(ParticipationFactory(partner=losing, cooperation=cooperation, draft=True))

        merge(losing, into=into, by=None, reason="doppelt")

        assert story(participation) == ["published", "changed"]
        assert Version.objects.of(participation).last().content["partner"]["label"] == "Optik"
        assert Version.objects.of(cooperation).last().content["participations"][0]["partner"]["label"] == "Optik"
        assert story(losing) == ["published", "withdrawn"]

    def test_fills_what_is_empty_and_takes_what_was_chosen(self):
        losing = PartnerFactory(name="Optik eV", gnd="1-2", place="Neustadt", latitude="50.1", longitude="6.2")
        into = PartnerFactory(name="Optik", place="Altstadt", internal_note="alt")

        merge(losing, into=into, by=None, reason="doppelt", values={"name": "Optik eV"})

        into.refresh_from_db()
        assert (into.name, into.gnd, into.place, float(into.latitude), float(into.longitude), into.internal_note) == (
            "Optik eV", "1-2", "Altstadt", 50.1, 6.2, "alt",
        )  # fmt: skip
        assert list(into.aliases.values_list("name", flat=True)) == ["Optik"]

    def test_leaves_a_trail_at_both_and_at_what_moved(self, admin_user):
        losing, into = PartnerFactory(name="Optik eV"), PartnerFactory(name="Optik")
        participation = ParticipationFactory(partner=losing)

        merge(losing, into=into, by=admin_user, reason="doppelt")

        entries = [record.history.first() for record in (losing, into, participation)]
        assert [(entry.history_user, entry.history_change_reason) for entry in entries] == [
            (admin_user, "„Optik eV“ und „Optik“ zusammengeführt: doppelt")
        ] * 3

    def test_leaves_the_like_of_what_the_other_has_with_the_losing_partner(self):
        losing, into = PartnerFactory(), PartnerFactory()
        kept = ParticipationFactory(partner=into)
        twice = ParticipationFactory(partner=losing, cooperation=kept.cooperation)
        other_role = ParticipationFactory(partner=losing, cooperation=kept.cooperation, role="supporter")

        plan = merge(losing, into=into, by=None, reason="doppelt")

        assert {(one.record, one.fate) for one in plan.moved} == {(twice, "stays"), (other_role, "moves")}
        assert set(Participation.visible.all()) == {kept, other_role}
        assert set(Participation.objects.filter(partner=losing)) == {twice}

    def test_is_refused_where_the_public_would_miss_something(self):
        losing, into = PartnerFactory(), PartnerFactory()
        hidden = ParticipationFactory(partner=into, draft=True)
        ParticipationFactory(partner=into)
        ParticipationFactory(partner=losing, cooperation=hidden.cooperation)

        with pytest.raises(CannotMerge, match="Bitte veröffentlichen oder löschen Sie diese zuerst"):
            merge(losing, into=into, by=None, reason="doppelt")

    @pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn", "for_the_council"])
    @pytest.mark.parametrize("own", [{}, {"scheduled": True}])
    def test_makes_no_hidden_participation_public(self, state, own):
        losing, into = PartnerFactory(**{state: True}), PartnerFactory()
        participation = ParticipationFactory(partner=losing, **own)

        merge(losing, into=into, by=None, reason="doppelt")

        participation.refresh_from_db()
        assert participation.partner == into
        assert not participation.is_visible(at=timezone.now() + timezone.timedelta(days=9))
        assert Version.objects.filter(model="cooperations.participation").count() == 0

    def test_of_a_public_partner_into_a_hidden_one_is_refused(self):
        with pytest.raises(CannotMerge, match="Bitte führen Sie umgekehrt zusammen"):
            merge(PartnerFactory(), into=PartnerFactory(draft=True), by=None, reason="doppelt")

    def test_of_a_partner_with_itself_or_twice_is_refused(self):
        losing, into = PartnerFactory(), PartnerFactory()
        merge(losing, into=into, by=None, reason="doppelt")

        assert plan_merge(into, into=into).refusals == [
            "Das ist zweimal derselbe Partner. Bitte wählen Sie zwei verschiedene."
        ]
        with pytest.raises(CannotMerge, match="schon in einem anderen Partner aufgegangen"):
            merge(losing, into=PartnerFactory(), by=None, reason="doppelt")

    def test_hands_on_what_was_told_apart(self):
        losing, into, third = PartnerFactory(), PartnerFactory(), PartnerFactory()
        keep_apart(losing, third, by=None)
        keep_apart(losing, into, by=None)

        merge(losing, into=into, by=None, reason="doppelt")

        assert set(DistinctPartners.objects.values_list("one", "other")) == {(into.pk, third.pk)}

    @pytest.mark.parametrize("missing", ["change_partner", "withdraw_partner", "change_participation"])
    def test_needs_every_permission_it_uses(self, missing):
        needed = {"change_partner", "withdraw_partner", "change_participation"}
        participation = ParticipationFactory()

        with pytest.raises(MayNot, match=missing):
            merge(participation.partner, into=PartnerFactory(), by=member_of_staff(*needed - {missing}), reason="x")

        assert Partner.objects.filter(merged_into=None).count() == 2

    def test_needs_the_permission_to_publish_where_a_link_appears(self):
        losing, into = PartnerFactory(draft=True), PartnerFactory(name="Optik")
        FundingProgrammeFactory(name="Licht", funder=losing)
        by = member_of_staff("change_partner", "change_fundingprogramme")

        assert plan_merge(losing, into=into).appears == [
            "Förderprogramm „Licht“ nennt dann öffentlich „Optik“ (Fördergeber)."
        ]
        with pytest.raises(MayNot, match="publish_partner"):
            merge(losing, into=into, by=by, reason="doppelt")

    def test_a_merged_partner_cannot_be_published_again(self, admin_client):
        losing = PartnerFactory(draft=True)
        merge(losing, into=PartnerFactory(), by=None, reason="doppelt")

        page = admin_client.post(address("publish", losing.pk), {"confirmed": "1"}).text

        assert "Dieser Partner ist in einem anderen aufgegangen." in page
        assert not Partner.objects.get(pk=losing.pk).published_at


class TestTheAddressOfAMergedPartner:
    def test_leads_to_the_one_that_stands_for_it(self, client):
        losing, into = (published(PartnerFactory(draft=True)) for _ in range(2))
        merge(losing, into=into, by=None, reason="doppelt")

        answer = client.get(losing.get_absolute_url())

        assert (answer.status_code, answer.url) == (301, into.get_absolute_url())

    def test_is_gone_once_that_one_is_withdrawn(self, client):
        losing = published(PartnerFactory(draft=True))
        into = PartnerFactory()
        merge(losing, into=into, by=None, reason="doppelt")
        into.withdrawn_at = timezone.now()
        into.save()

        assert client.get(losing.get_absolute_url()).status_code == 410

    def test_that_never_was_public_tells_nothing(self, client):
        losing = PartnerFactory(draft=True)
        merge(losing, into=PartnerFactory(), by=None, reason="doppelt")

        assert client.get(losing.get_absolute_url()).status_code == 404


class TestThePageOfMerging:
    def test_first_asks_for_the_other_partner(self, admin_client):
        losing = PartnerFactory()

        assert address("merge", losing.pk) in admin_client.get(address("change", losing.pk)).text
        assert 'name="into"' in admin_client.get(address("merge", losing.pk)).text

    def test_tells_what_will_happen_and_does_it(self, admin_client):
        losing = PartnerFactory(name="Optik eV", place="Neustadt", gnd="1-2", draft=True)
        into = PartnerFactory(name="Optik", place="Altstadt")
        ParticipationFactory(partner=losing, cooperation__title="Bündnis Licht")
        page = f"{address('merge', losing.pk)}?into={into.pk}"

        shown = admin_client.get(page)
        sent = {"take_name": "losing", "take_place": "into", "reason": "doppelt", "previewed": previewed(shown)}
        answer = admin_client.post(page, sent)

        assert "Optik eV – Unterzeichner in „Bündnis Licht“" in shown.text
        assert "wird zurückgezogen, weil es sonst öffentlich würde" in shown.text
        assert "wird öffentlich" in shown.text
        assert answer.url == address("change", into.pk)
        into.refresh_from_db()
        assert (into.name, into.place, into.gnd) == ("Optik eV", "Altstadt", "1-2")

    def test_changes_nothing_without_a_reason_or_a_choice(self, admin_client):
        losing, into = PartnerFactory(name="Optik eV"), PartnerFactory(name="Optik")

        answer = admin_client.post(f"{address('merge', losing.pk)}?into={into.pk}", {"take_name": "both"})

        assert answer.context["form"].errors.keys() == {"take_name", "reason"}
        assert not Partner.objects.exclude(merged_into=None).exists()

    def test_does_only_what_was_shown(self, admin_client):
        losing, into = PartnerFactory(name="Optik eV"), PartnerFactory(name="Optik")
        page = f"{address('merge', losing.pk)}?into={into.pk}"
        sent = {"take_name": "into", "reason": "doppelt", "previewed": previewed(admin_client.get(page))}
        participation = ParticipationFactory(partner=losing)

        refused = admin_client.post(page, sent)
        assert "Inzwischen hat sich etwas geändert." in refused.text
        assert not Partner.objects.exclude(merged_into=None).exists()
        admin_client.post(page, sent | {"previewed": previewed(refused)})

        participation.refresh_from_db()
        assert participation.partner == into

    def test_tells_who_may_not(self, client):
        client.force_login(member_of_staff("view_partner", "change_partner"))
        losing, into = PartnerFactory(name="Optik eV"), PartnerFactory(name="Optik")

        page = f"{address('merge', losing.pk)}?into={into.pk}"

        sent = {"take_name": "into", "reason": "doppelt", "previewed": previewed(client.get(page))}
        page = client.post(page, sent).text

        assert "Dafür fehlt Ihnen das Recht „partners.withdraw_partner“." in page

    def test_is_not_for_those_who_may_only_read(self, client):
        client.force_login(member_of_staff("view_partner"))

        assert client.get(address("merge", PartnerFactory().pk)).status_code == 403

    def test_the_list_leaves_merged_partners_out_unless_asked(self, admin_client):
        losing, into = PartnerFactory(), PartnerFactory()
        merge(losing, into=into, by=None, reason="doppelt")

        def listed(**filters):
            return list(admin_client.get(address("changelist"), filters).context["cl"].result_list)

        assert (listed(), listed(zusammengefuehrt="ja")) == ([into], [losing])
        assert "Aufgegangen in" in admin_client.get(address("change", losing.pk)).text


def test_a_measure_keeps_its_trail_of_who_is_responsible():
    losing, into = PartnerFactory(), PartnerFactory()
    measure = MeasureFactory()
    measure.responsible.add(losing)

    merge(losing, into=into, by=None, reason="doppelt")

    last = Measure.history.filter(id=measure.pk).first()
    assert [row.partner_id for row in last.responsible.all()] == [into.pk]
    assert "zusammengeführt" in last.history_change_reason
