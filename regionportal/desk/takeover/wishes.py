"""What a person ticks beside a page: partners, a cooperation, amounts of the budget. Nothing else is made."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from budgets.models import Appropriation, BudgetLine, CooperationShare
from cooperations.models import Cooperation, CouncilReference, Participation
from council.imports.records import BudgetMention, Kind
from council.models import AgendaItem, Paper
from publication.actions import record_edit, require
from publication.wholes import wholes

from .mentions import cooperations_in, partners_in

NEW_LINE = "new"
YEARS = (1990, 2100)
REASON = "aus einer Ratsseite übernommen"
NEEDED = {
    "links": ("cooperations.add_councilreference",),
    "partners": ("cooperations.add_participation",),
    "budget": ("budgets.add_appropriation", "budgets.add_budgetline", "budgets.add_cooperationshare"),
}


class NotPossible(Exception):
    """A wish that cannot be met; the message names it and says what to do."""


def _drop_down(label, choices, **options):
    return forms.ChoiceField(label=label, choices=[("", "– bitte wählen –"), *choices], required=False, **options)


class CooperationForm(forms.Form):
    """Which cooperation the page is about, and whether to say so."""

    cooperation = forms.ModelChoiceField(
        Cooperation.objects.none(), label="Kooperation", required=False, empty_label="– keine –"
    )
    link = forms.BooleanField(label="Vorlage mit der Kooperation verbinden", required=False)
    role = forms.ChoiceField(label="Bezug", choices=CouncilReference.Role, initial="other", required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["cooperation"].queryset = Cooperation.objects.filter(withdrawn_at=None).order_by("sort_key", "pk")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("link") and not cleaned.get("cooperation"):
            self.add_error("cooperation", "Bitte wählen Sie die Kooperation, mit der die Vorlage verbunden wird.")
        return cleaned


class PartnerForm(forms.Form):
    take = forms.BooleanField(required=False)
    role = _drop_down("Rolle", Participation.Role.choices)

    def __init__(self, *args, mention, **options):
        super().__init__(*args, prefix=f"partner-{mention.record.pk}", **options)
        self.mention = mention
        self.fields["take"].label = str(mention.record)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("take") and not cleaned.get("role"):
            self.add_error("role", "Bitte wählen Sie die Rolle.")
        return cleaned


class BudgetForm(forms.Form):
    """One amount. Which line it means, and of what, is never guessed."""

    SCOPES = (("line", "ganze Haushaltsstelle"), ("share", "Anteil der gewählten Kooperation"))

    take = forms.BooleanField(label="übernehmen", required=False)
    line = _drop_down("Haushaltsstelle", ())
    amount_eur = forms.DecimalField(
        label="Betrag in Euro",
        required=False,
        max_digits=14,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"class": "vTextField", "inputmode": "decimal"}),
        error_messages={"invalid": "Bitte schreiben Sie den Betrag als Zahl, zum Beispiel 25000,00."},
    )
    fiscal_year = forms.IntegerField(
        label="Haushaltsjahr",
        required=False,
        min_value=YEARS[0],
        max_value=YEARS[1],
        widget=forms.TextInput(attrs={"class": "vIntegerField", "inputmode": "numeric"}),
        error_messages={"invalid": "Bitte schreiben Sie das Jahr mit vier Ziffern."},
    )
    phase = _drop_down("Phase", Appropriation.Phase.choices)
    scope = _drop_down("gilt für", SCOPES)

    def __init__(self, *args, number, mention, lines, **options):
        super().__init__(*args, prefix=f"budget-{number}", **options)
        self.mention, self.number = mention, number
        self.fields["amount_eur"].initial = mention.amount_eur
        self.fields["fiscal_year"].initial = mention.year
        offered = [(str(line.pk), f"{line.code} {line}") for line in lines]
        if not lines and mention.product and mention.account:
            offered.append((NEW_LINE, f"neu anlegen: {mention.product} / {mention.account}"))
        self.fields["line"].choices = [("", "– bitte wählen –"), *offered]
        self.has_lines = bool(offered)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("take"):
            return cleaned
        for name in ("line", "amount_eur", "fiscal_year", "phase", "scope"):
            if cleaned.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, "Bitte ausfüllen, damit der Betrag übernommen werden kann.")
        return cleaned


@dataclass(frozen=True, slots=True)
class _Lines:
    """Budget lines of one body by their normalised numbers."""

    rows: list[BudgetLine]

    def fitting(self, mention: BudgetMention):
        product, account = (_normalised(number) for number in (mention.product, mention.account))
        if not account:
            return [line for line in self.rows if product and line.product_key == product]
        return [
            line for line in self.rows if line.account_key == account and (not product or line.product_key == product)
        ]


def _normalised(number):
    return (number or "").replace(" ", "").replace("\xa0", "")


class Wishes:
    """The forms of all suggestions of a page. `data`: what was sent; None shows what the text hints at.

    Only what `user` may make is offered at all.
    """

    def __init__(self, document, *, user, body, is_secret, data=None):
        self.user = user
        may = {key: all(user.has_perm(one) for one in needed) for key, needed in NEEDED.items()}
        is_open = document.kind in (Kind.PAPER, Kind.AGENDA_ITEM) and not is_secret
        text = document.text
        self.cooperations = cooperations_in(text) if is_open and (may["links"] or may["partners"]) else []
        self.cooperation = None
        if is_open and any(may.values()):
            self.cooperation = CooperationForm(_sent(data, "cooperation-cooperation"), prefix="cooperation")
        if self.cooperation and not may["links"]:
            del self.cooperation.fields["link"], self.cooperation.fields["role"]
        partners = partners_in(text) if is_open and may["partners"] else []
        self.partners = [
            PartnerForm(_sent(data, f"partner-{mention.record.pk}-role"), mention=mention) for mention in partners
        ]
        mentions = document.suggestions.budget if is_open and may["budget"] and body is not None else ()
        lines = _Lines(list(_lines_of(body, mentions)) if mentions else [])
        self.budget = [
            BudgetForm(
                _sent(data, f"budget-{number}-line"), number=number, mention=mention, lines=lines.fitting(mention)
            )
            for number, mention in enumerate(mentions)
        ]

    @property
    def forms(self):
        return [*([self.cooperation] if self.cooperation else []), *self.partners, *self.budget]

    @property
    def _chosen(self):
        """The cooperation that was chosen."""
        return self.cooperation.cleaned_data.get("cooperation") if self.cooperation.is_bound else None

    def is_valid(self):
        """Forms that were not shown when the person sent the page say nothing."""
        problems = [form for form in self.forms if form.is_bound and not form.is_valid()]
        if problems or self.cooperation is None:
            return not problems
        chosen = self._chosen
        for form in self.partners:
            if _is_ticked(form) and chosen is None:
                form.add_error("take", "Bitte wählen Sie oben die Kooperation, an der dieser Partner beteiligt ist.")
                problems.append(form)
        for form in self.budget:
            if _is_ticked(form) and form.cleaned_data["scope"] == "share" and chosen is None:
                form.add_error("scope", "Bitte wählen Sie oben die Kooperation, zu der der Anteil gehört.")
                problems.append(form)
        return not problems

    def places(self):
        """Triples of form, what to call it, and (start, end) in the text."""
        told = [(form, f"Partner: {form.mention.record}", form.mention.span) for form in self.partners]
        kind = {True: "Konto", False: "Betrag"}
        return told + [(form, kind[form.mention.amount_eur is None], form.mention.span) for form in self.budget]

    def fulfil(self, record, *, by):
        """Make drafts of what was ticked, once `is_valid`; returns them. Raises NotPossible, MayNot."""
        paper, item = _decision(record)
        made = []
        if self.cooperation is not None and self.cooperation.is_bound and self.cooperation.cleaned_data.get("link"):
            made += self._reference(self._chosen, paper, self.cooperation.cleaned_data["role"], by)
        for form in filter(_is_ticked, self.partners):
            made += self._participation(self._chosen, form, by)
        for form in filter(_is_ticked, self.budget):
            made += self._appropriation(form, self._chosen, record, item, by)
        return made

    def _reference(self, cooperation, paper, role, by):
        if paper is None:
            raise NotPossible("Zu diesem Tagesordnungspunkt gehört keine Vorlage, die sich verbinden ließe.")
        values = {"cooperation": cooperation, "paper": paper, "role": role or CouncilReference.Role.OTHER}
        if CouncilReference.objects.filter(**values).exists():
            return []
        return [_add(CouncilReference(**values), by)]

    def _participation(self, cooperation, form, by):
        values = {"cooperation": cooperation, "partner": form.mention.record, "role": form.cleaned_data["role"]}
        if Participation.objects.filter(**values, withdrawn_at=None).exists():
            return []
        return [_add(Participation(**values), by)]

    def _appropriation(self, form, cooperation, record, item, by):
        values, made = form.cleaned_data, []
        body = _body_of(record)
        if values["line"] == NEW_LINE:
            mention = form.mention
            line = _line_named(body, mention) or _add(
                BudgetLine(body=body, product_number=mention.product, account_number=mention.account), by, made
            )
        else:
            line = BudgetLine.objects.filter(pk=values["line"], body=body).first()
            if line is None:
                raise NotPossible(
                    "Die gewählte Haushaltsstelle gehört zu einer anderen Körperschaft. Bitte neu wählen."
                )
        owner = {"budget_line": line}
        if values["scope"] == "share":
            share = CooperationShare.objects.filter(budget_line=line, cooperation=cooperation).first()
            owner = {"share": share or _add(CooperationShare(budget_line=line, cooperation=cooperation), by, made)}
        decision = {"agenda_item": item} if item is not None else {"paper": record}
        amount = Appropriation(
            **owner,
            **decision,
            fiscal_year=values["fiscal_year"],
            phase=values["phase"],
            amount_eur=values["amount_eur"],
        )
        _add(amount, by, made)
        return made


def _sent(data, name):
    """`data`, if the form with the field `name` was part of what was sent."""
    return data if data is not None and name in data else None


def _is_ticked(form):
    return form.is_bound and form.cleaned_data["take"]


def _lines_of(body, mentions):
    numbers = Q()
    for mention in mentions:
        numbers |= Q(account_key=_normalised(mention.account)) | Q(product_key=_normalised(mention.product))
    return BudgetLine.objects.filter(numbers, body=body, withdrawn_at=None).order_by("product_key", "account_key", "pk")


def _line_named(body, mention):
    """The line that another tick of the same page has just made."""
    return BudgetLine.objects.filter(
        body=body, product_key=_normalised(mention.product), account_key=_normalised(mention.account)
    ).first()


def _decision(record):
    """The paper that `record` is or belongs to, and the agenda item."""
    if isinstance(record, Paper):
        return record, None
    if isinstance(record, AgendaItem):
        station = record.consultations.select_related("paper").order_by("pk").first()
        return station and station.paper, record
    return None, None


def _body_of(record):
    return record.body if isinstance(record, Paper) else record.meeting.organization.body


def _add(record, by, made=None):
    """A new draft, checked like one from a form."""
    try:
        record.full_clean()
    except ValidationError as problem:
        raise NotPossible(f"{record._meta.verbose_name} „{record}“: {' '.join(problem.messages)}") from None
    require(by, "add", record)
    with record_edit(*wholes(record), by=by, reason=REASON):
        record._history_user, record._change_reason = by, REASON
        record.save()
    if made is not None:
        made.append(record)
    return record
