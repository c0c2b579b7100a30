"""The page that takes several partners into a cooperation."""

import hashlib

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect

from cooperations.actions import add_participations, already_there
from cooperations.models import Agreement, Participation
from partners.duplicates import all_names, similar_to
from partners.models import Partner
from publication.admin.pages import DeskPages
from publication.folding import fold
from publication.tables import read_vague_date

MAX_PARTNERS = 100


class PartnerChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, partner):
        """With what tells partners of one name apart."""
        told = [partner.name, partner.short_name and f"({partner.short_name})", partner.place and f"– {partner.place}"]
        return " ".join(part for part in told if part)


class SeveralForm(forms.Form):
    """Who takes part, and how: the same for all."""

    role = forms.ChoiceField(label="Rolle", choices=Participation.Role.choices)
    since = forms.CharField(
        label="seit",
        required=False,
        max_length=40,
        help_text="So genau wie bekannt: 24.02.2025, 02/2024, Februar 2024, Frühjahr 2023 oder 2015.",
    )
    agreement = forms.ModelChoiceField(
        Agreement.objects.none(), label="Grundlage", required=False, empty_label="keine oder unbekannt"
    )
    names = forms.CharField(
        label="Namen einfügen",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ein Partner je Zeile; Kurznamen und andere Schreibweisen werden erkannt.",
    )
    partners = PartnerChoices(
        Partner.objects.filter(merged_into=None),
        label="Partner ankreuzen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, cooperation, **kwargs):
        super().__init__(*args, **kwargs)
        self.cooperation = cooperation
        self.fields["agreement"].queryset = cooperation.agreements.order_by("signed_on", "pk")

    def clean_since(self):
        try:
            return read_vague_date(self.cleaned_data["since"])
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def clean_names(self):
        """The partners behind the names; each name that leads to none or to several is told."""
        lines = [line.strip(" \t-•*;,") for line in self.cleaned_data["names"].splitlines()]
        lines = [line for line in lines if line]
        if not lines:
            return []
        names, found, problems = all_names(Partner.objects.filter(merged_into=None).prefetch_related("aliases")), [], []
        for line in lines[: MAX_PARTNERS + 1]:
            meant = list({name.partner.pk: name.partner for name in names if name.folded == fold(line)}.values())
            if len(meant) == 1:
                found += meant
            elif meant:
                problems.append(f"„{line}“ heißen mehrere Partner. Bitte kreuzen Sie den richtigen unten an.")
            else:
                similar = [pair.other.name for pair in similar_to(Partner(name=line), names)[:3]]
                hint = f" Ähnlich: {', '.join(similar)}." if similar else ""
                problems.append(f"„{line}“ ist kein Partner im Portal.{hint} Bitte berichtigen oder zuerst anlegen.")
        if problems:
            raise ValidationError(problems)
        return found

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        chosen = {partner.pk: partner for partner in (*cleaned["partners"], *cleaned["names"])}
        cleaned["chosen"] = sorted(chosen.values(), key=lambda partner: (fold(partner.name), partner.pk))
        if not chosen:
            self.add_error(None, "Bitte kreuzen Sie Partner an oder fügen Sie Namen ein.")
        elif len(chosen) > MAX_PARTNERS:
            self.add_error(None, f"Bitte höchstens {MAX_PARTNERS} Partner auf einmal.")
        return cleaned

    def digest(self):
        """What was previewed, so that nothing else is done."""
        told = self.cleaned_data
        keys = [partner.pk for partner in told["chosen"]]
        return hashlib.sha256(repr((keys, told["role"], told["since"], told["agreement"])).encode()).hexdigest()


class SeveralPage(DeskPages):
    """Mixin for the admin class of cooperations."""

    record_pages = {**DeskPages.record_pages, "participants": "participants_page"}

    def desk_links(self, request, obj):
        links = super().desk_links(request, obj)
        if self.has_change_permission(request, obj) and request.user.has_perm("cooperations.add_participation"):
            links = [*links, (self.page_address("participants", obj), "Mehrere Beteiligte …")]
        return links

    def participants_page(self, request, cooperation):
        """First who and how, then a preview, then the drafts."""
        if not request.user.has_perm("cooperations.add_participation"):
            raise PermissionDenied
        form = SeveralForm(request.POST if request.method == "POST" else None, cooperation=cooperation)
        preview, digest = None, ""
        if form.is_valid():
            told, digest = form.cleaned_data, form.digest()
            known = already_there(cooperation, told["chosen"], role=told["role"], since=told["since"])
            preview = [(partner, partner.pk in known) for partner in told["chosen"]]
            if request.POST.get("previewed") == digest and "confirmed" in request.POST:
                made = add_participations(
                    cooperation,
                    told["chosen"],
                    role=told["role"],
                    since=told["since"],
                    agreement=told["agreement"],
                    by=request.user,
                )
                self.message_user(request, f"Angelegt als Entwurf: {len(made)} Beteiligungen.", level=messages.SUCCESS)
                return HttpResponseRedirect(self.change_address(cooperation))
        return self.answer(
            request,
            "admin/cooperation_participants.html",
            "Mehrere Beteiligte",
            record=cooperation,
            form=form,
            preview=preview,
            new=sum(not known for _, known in preview or ()),
            role=dict(Participation.Role.choices).get(form.data.get("role")),
            digest=digest,
        )
