"""Nobody saves over what a colleague saved meanwhile: forms, rows, confirmations."""

import pytest

from publication.actions import publish
from publication.admin import seen
from publication.versions import readable_models
from tests.factories import CooperationFactory, PartnerFactory, TopicFactory

pytestmark = pytest.mark.django_db


class TestSeen:
    def test_nothing_happened(self):
        records = [PartnerFactory(), CooperationFactory()]

        token = seen.token_for(records)

        assert seen.changed_since(token, records) == []
        assert seen.token_for(reversed(records)) == token

    def test_a_change_is_told_with_all_its_entries(self):
        partner, other = PartnerFactory(name="Gemeinde"), PartnerFactory()
        token = seen.token_for([partner, other])
        for name in ("Stadt", "Große Stadt"):
            partner.name = name
            partner.save()

        (change,) = seen.changed_since(token)

        assert (change.model, change.key, change.act) == (type(partner), partner.pk, "changed")
        assert [entry.name for entry in change.entries] == ["Große Stadt", "Stadt"]

    def test_publishing_and_deleting_count(self):
        partner, other = PartnerFactory(draft=True), PartnerFactory(draft=True, name="Gemeinde")
        token = seen.token_for([partner, other])
        publish(partner, by=None)
        other.delete()

        changes = seen.changed_since(token)

        assert [(change.act, change.label) for change in changes] == [
            ("changed", str(partner)),
            ("deleted", "Gemeinde"),
        ]

    @pytest.mark.parametrize("model", readable_models())
    def test_every_link_to_many_is_in_the_trail(self, model):
        assert {field.name for field in model._meta.many_to_many} == set(getattr(model, "_history_m2m_fields", ()))

    def test_a_link_to_many_counts(self):
        cooperation = CooperationFactory()
        token = seen.token_for([cooperation])
        cooperation.topics.add(TopicFactory())

        (change,) = seen.changed_since(token)

        assert (change.act, len(change.entries)) == ("changed", 1)

    def test_what_the_page_would_show_now_and_did_not_show_then_counts_as_added(self):
        partner = PartnerFactory()
        token = seen.token_for([partner])
        more = PartnerFactory()

        (change,) = seen.changed_since(token, [partner, more])

        assert (change.act, change.key) == ("added", more.pk)

    @pytest.mark.parametrize("token", [None, "", "x", "e30:gefälscht"])
    def test_a_token_that_the_portal_did_not_sign_is_refused(self, token):
        with pytest.raises(seen.Unseen):
            seen.changed_since(token)

    @pytest.mark.parametrize("records", [1, 5])
    def test_a_token_needs_one_query_for_a_model_whatever_its_records(self, django_assert_num_queries, records):
        cooperations = CooperationFactory.create_batch(records)

        with django_assert_num_queries(1):
            seen.token_for(cooperations)
