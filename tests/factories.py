"""One factory for each model. A bare call makes the smallest public record; traits say what differs."""

from datetime import UTC, date, datetime, timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from budgets.models import (
    Appropriation,
    BudgetLine,
    Contribution,
    ContributionAmount,
    CooperationShare,
    FundingProgramme,
    Grant,
)
from cooperations.models import (
    Agreement,
    AgreementFile,
    Cooperation,
    CouncilReference,
    Measure,
    Milestone,
    Participation,
    Topic,
)
from council.models import (
    AgendaItem,
    Body,
    Consultation,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    Membership,
    Organization,
    Paper,
    PaperRelation,
    PaperSection,
    Person,
)
from partners.models import Partner, PartnerAlias
from regionportal.models import TextPage


class PublishableFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    class Params:
        draft = factory.Trait(published_at=None)
        scheduled = factory.Trait(published_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=1)))
        withdrawn = factory.Trait(withdrawn_at=factory.LazyFunction(timezone.now))
        for_the_council = factory.Trait(audience="council")

    published_at = datetime(2024, 1, 1, tzinfo=UTC)


class PartnerFactory(PublishableFactory):
    class Meta:
        model = Partner

    name = factory.Sequence(lambda n: f"Gemeinde {n}")
    kind = Partner.Kind.MUNICIPALITY


class PartnerAliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartnerAlias

    partner = factory.SubFactory(PartnerFactory)
    name = factory.Sequence(lambda n: f"Gde. {n}")


class BodyFactory(PublishableFactory):
    class Meta:
        model = Body

    name = factory.Sequence(lambda n: f"Kreis {n}")
    slug_name = factory.Sequence(lambda n: f"kreis-{n}")


class LegislativeTermFactory(PublishableFactory):
    class Meta:
        model = LegislativeTerm

    body = factory.SubFactory(BodyFactory)
    name = factory.Sequence(lambda n: f"{n}. Wahlperiode")
    start_date = date(2020, 11, 1)


class LocationFactory(PublishableFactory):
    class Meta:
        model = Location

    description = factory.Sequence(lambda n: f"Rathaus {n}")


class OrganizationFactory(PublishableFactory):
    class Meta:
        model = Organization

    body = factory.SubFactory(BodyFactory)
    name = factory.Sequence(lambda n: f"Kreisausschuss {n}")


class PersonFactory(PublishableFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Kim Muster {n}")


class MembershipFactory(PublishableFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = "Mitglied"


class MeetingFactory(PublishableFactory):
    class Meta:
        model = Meeting

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda n: f"{n}. Sitzung")
    start = datetime(2024, 3, 1, 17, tzinfo=UTC)


class PaperFactory(PublishableFactory):
    class Meta:
        model = Paper

    body = factory.SubFactory(BodyFactory)
    reference = factory.Sequence(lambda n: f"2024/{n:03}")
    name = factory.Sequence(lambda n: f"Beitritt {n}")
    publicity = "public"


class PaperSectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PaperSection

    paper = factory.SubFactory(PaperFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = "facts"
    heading = "Sachlage"
    text = "Der Kreis berichtet."


class AgendaItemFactory(PublishableFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Tagesordnungspunkt {n}")
    public = True


class ConsultationFactory(PublishableFactory):
    class Meta:
        model = Consultation

    paper = factory.SubFactory(PaperFactory)
    order = factory.Sequence(lambda n: n + 1)
    meeting = factory.SubFactory(MeetingFactory)
    organization = factory.SelfAttribute("meeting.organization")


class PaperRelationFactory(PublishableFactory):
    class Meta:
        model = PaperRelation

    from_paper = factory.SubFactory(PaperFactory)
    to_paper = factory.SubFactory(PaperFactory)


class AttachmentFactory(PublishableFactory):
    class Meta:
        abstract = True

    class Params:
        text = "Inhalt"

    name = factory.Sequence(lambda n: f"Anlage {n}")
    file_name = "anlage.pdf"
    content = factory.LazyAttribute(lambda record: ContentFile(record.text.encode(), name="anlage.pdf"))
    size_bytes = 6
    sha512 = factory.Sequence(lambda n: f"{n:0128}")
    findings = factory.LazyFunction(list)


class FileFactory(AttachmentFactory):
    class Meta:
        model = File

    paper = factory.SubFactory(PaperFactory)


class TopicFactory(PublishableFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Handlungsfeld {n}")


class CooperationFactory(PublishableFactory):
    class Meta:
        model = Cooperation

    title = factory.Sequence(lambda n: f"Kooperation {n}")
    kind = Cooperation.Kind.ALLIANCE


class AgreementFactory(PublishableFactory):
    class Meta:
        model = Agreement

    cooperation = factory.SubFactory(CooperationFactory)
    kind = Agreement.Kind.COOPERATION
    title = factory.Sequence(lambda n: f"Vereinbarung {n}")
    signed_on = date(2024, 2, 1)


class AgreementFileFactory(AttachmentFactory):
    class Meta:
        model = AgreementFile

    agreement = factory.SubFactory(AgreementFactory)


class ParticipationFactory(PublishableFactory):
    class Meta:
        model = Participation

    cooperation = factory.SubFactory(CooperationFactory)
    partner = factory.SubFactory(PartnerFactory)
    role = Participation.Role.SIGNATORY
    start = date(2024, 2, 1)


class MilestoneFactory(PublishableFactory):
    class Meta:
        model = Milestone

    cooperation = factory.SubFactory(CooperationFactory)
    kind = Milestone.Kind.EVENT
    day = date(2024, 2, 1)
    title = factory.Sequence(lambda n: f"Auftakt {n}")


class MeasureFactory(PublishableFactory):
    class Meta:
        model = Measure

    cooperation = factory.SubFactory(CooperationFactory)
    title = factory.Sequence(lambda n: f"Maßnahme {n}")


class CouncilReferenceFactory(PublishableFactory):
    class Meta:
        model = CouncilReference

    cooperation = factory.SubFactory(CooperationFactory)
    paper = factory.SubFactory(PaperFactory)


class BudgetLineFactory(PublishableFactory):
    class Meta:
        model = BudgetLine

    body = factory.SubFactory(BodyFactory)
    product_number = "990100"
    account_number = factory.Sequence(lambda n: f"54 {n:04}")
    account_name = factory.Sequence(lambda n: f"Konto {n}")


class CooperationShareFactory(PublishableFactory):
    class Meta:
        model = CooperationShare

    budget_line = factory.SubFactory(BudgetLineFactory)
    cooperation = factory.SubFactory(CooperationFactory)


class AppropriationFactory(PublishableFactory):
    """Of a share by default; of a whole line with `share=None, budget_line=…`."""

    class Meta:
        model = Appropriation

    share = factory.SubFactory(CooperationShareFactory)
    fiscal_year = 2024
    phase = Appropriation.Phase.APPROVED
    amount_eur = 1000


class ContributionFactory(PublishableFactory):
    class Meta:
        model = Contribution

    name = factory.Sequence(lambda n: f"Umlage {n}")
    kind = Contribution.Kind.LEVY
    payer = factory.SubFactory(PartnerFactory)
    receiver = factory.SubFactory(PartnerFactory)


class ContributionAmountFactory(PublishableFactory):
    class Meta:
        model = ContributionAmount

    contribution = factory.SubFactory(ContributionFactory)
    fiscal_year = 2024
    phase = ContributionAmount.Phase.APPROVED
    amount_eur = 500


class FundingProgrammeFactory(PublishableFactory):
    class Meta:
        model = FundingProgramme

    name = factory.Sequence(lambda n: f"Förderprogramm {n}")


class GrantFactory(PublishableFactory):
    class Meta:
        model = Grant

    programme = factory.SubFactory(FundingProgrammeFactory)
    cooperation = factory.SubFactory(CooperationFactory)
    purpose = "Analyse"


class TextPageFactory(PublishableFactory):
    """Each call another key; there are nine."""

    class Meta:
        model = TextPage

    key = factory.Sequence(lambda n: TextPage.Key.values[n % len(TextPage.Key)])
    title = factory.Sequence(lambda n: f"Seite {n}")
    body = "Der Kreis ist verantwortlich."
