"""Pages for partners that are written in two ways: find them, keep them apart, or merge them."""

from collections import defaultdict
from dataclasses import dataclass, field

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst

from partners.actions import VALUES, CannotMerge, keep_apart, links_to_partners, merge, plan_merge
from partners.duplicates import similar_pairs
from partners.models import DistinctPartners, Partner, PartnerAlias
from publication.actions import MayNot
from publication.admin.pages import DeskPages

PAIRS_ON_A_PAGE = 25


@dataclass(slots=True)
class Use:
    """What names one partner: "Beteiligungen", how many, and the first of them in words."""

    kind: str
    labels: list[str] = field(default_factory=list)

    @property
    def shown(self):
        return self.labels[:5]

    @property
    def more(self):
        return len(self.labels) - len(self.shown)


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One line of the comparison; `choice`: the field to choose with, None where nothing is to be decided."""

    label: str
    into: str
    losing: str
    choice: forms.BoundField | None
    becomes_public: bool


class MergingPages(DeskPages):
    """Mixin for the admin class of partners."""

    list_pages = {**DeskPages.list_pages, "duplicates": "duplicates_page"}
    record_pages = {**DeskPages.record_pages, "merge": "merge_page"}

    def list_links(self, request):
        links = super().list_links(request)
        if self.has_change_permission(request):
            links = [*links, (self.page_address("duplicates"), "Doppelte Partner")]
        return links

    def desk_links(self, request, obj):
        links = super().desk_links(request, obj)
        if obj.merged_into_id is None and self.has_change_permission(request, obj):
            links = [*links, (self.page_address("merge", obj), "Mit anderem Partner zusammenführen …")]
        return links

    def duplicates_page(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._keep_apart(request)
        partners = Partner.objects.filter(merged_into=None).prefetch_related("aliases")
        distinct = set(DistinctPartners.objects.values_list("one", "other"))
        page = Paginator(similar_pairs(partners, distinct), PAIRS_ON_A_PAGE).get_page(request.GET.get("p"))
        uses = self._uses(request, {one for pair in page for one in (pair.one, pair.other)})
        pairs = [(pair, [(one, uses[one.pk]) for one in (pair.one, pair.other)]) for pair in page]
        return self.answer(request, "admin/partner_duplicates.html", "Doppelte Partner", pairs=pairs, page_obj=page)

    def _keep_apart(self, request):
        one, other = (
            get_object_or_404(Partner, pk=key if key.isdecimal() else None)
            for key in (request.POST.get("one", ""), request.POST.get("other", ""))
        )
        if one != other:
            keep_apart(one, other, by=request.user)
            self.message_user(request, f"Gemerkt: „{one}“ und „{other}“ sind verschieden.", level=messages.SUCCESS)
        return HttpResponseRedirect(request.get_full_path())

    def _uses(self, request, partners):
        """{key of a partner: what names it}; two queries for each kind of record at most."""
        found = defaultdict(list)
        keys = {partner.pk for partner in partners}
        for link in links_to_partners():
            shown = self.admin_site._registry.get(link.model)
            if link.model in (Partner, PartnerAlias) or shown is None:
                continue
            if not shown.has_view_or_change_permission(request):
                continue
            rows = _rows_with_links(self.admin_site, link.model).filter(**{f"{link.name}__in": keys})
            label = getattr(shown, "choice_label", str)
            labels = {row.pk: label(row) for row in rows}
            of = defaultdict(lambda link=link: Use(capfirst(link.model._meta.verbose_name_plural)))
            for key, row in rows.order_by("pk").values_list(link.name, "pk"):
                if key in keys:
                    of[key].labels.append(labels[row])
            for key, use in of.items():
                found[key].append(use)
        return found

    def merge_page(self, request, losing):
        """First choose the other partner, then see what will happen, then do it."""
        chosen = OtherPartnerForm(request.GET if "into" in request.GET else None, site=self.admin_site)
        if not chosen.is_valid():
            return self.answer(request, "admin/partner_merge_choose.html", "Zusammenführen", record=losing, form=chosen)
        into = chosen.cleaned_data["into"]
        form = MergeForm(request.POST if request.method == "POST" else None, losing=losing, into=into)
        if form.is_valid() and self._merge(request, losing, into, form):
            return HttpResponseRedirect(self.change_address(into))
        plan = plan_merge(losing, into=into, queryset_of=lambda model: _rows_with_links(self.admin_site, model))
        return self.answer(
            request,
            "admin/partner_merge.html",
            "Zusammenführen",
            record=losing,
            losing=losing,
            into=into,
            plan=plan,
            moved=[(one, self._label(one.record)) for one in plan.moved],
            rows=form.rows(becomes_public=into.is_visible() and not losing.is_visible()),
            form=form,
            other_way=f"{self.page_address('merge', into)}?into={losing.pk}",
            choose=self.page_address("merge", losing),
        )

    def _merge(self, request, losing, into, form):
        try:
            merge(
                losing,
                into=into,
                by=request.user,
                reason=form.cleaned_data["reason"],
                values=form.values(),
                previewed=request.POST.get("previewed", ""),
            )
        except (CannotMerge, MayNot) as error:
            form.add_error(None, str(error))
            return False
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
        self.message_user(request, f"„{losing}“ ist jetzt in „{into}“ aufgegangen.", level=messages.SUCCESS)
        return True

    def _label(self, record):
        shown = self.admin_site._registry.get(type(record))
        return getattr(shown, "choice_label", str)(record)


def _rows_with_links(site, model):
    """All rows of `model`, whoever looks, with the links that their names are made of."""
    shown = site._registry.get(model)
    return model._default_manager.select_related(*(getattr(shown, "list_select_related", None) or ()))


class OtherPartnerForm(forms.Form):
    into = forms.ModelChoiceField(
        Partner.objects.filter(merged_into=None),
        label="bleibt bestehen",
        error_messages={
            "invalid_choice": "Diesen Partner gibt es nicht, oder er ist schon in einem anderen aufgegangen."
        },
    )

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].widget = AutocompleteSelect(Partner._meta.get_field("merged_into"), site)
        self.fields["into"].widget.choices = self.fields["into"].choices


class MergeForm(forms.Form):
    """One choice for each value in which both partners differ, and the reason."""

    reason = forms.CharField(
        label="Grund",
        max_length=300,
        widget=admin.widgets.AdminTextInputWidget,
        help_text="Pflicht. Steht im internen Verlauf beider Partner, nie öffentlich.",
    )

    def __init__(self, *args, losing, into, **kwargs):
        super().__init__(*args, **kwargs)
        self.losing, self.into = losing, into
        for group in VALUES:
            own, others = _text(into, group), _text(losing, group)
            if own and others and own != others:
                self.fields[_choice_name(group)] = forms.ChoiceField(
                    label=_label(group),
                    choices=[("into", own), ("losing", others)],
                    initial="into",
                    widget=forms.RadioSelect,
                )

    def values(self):
        """The values to take from the losing partner."""
        chosen = [group for group in VALUES if self.cleaned_data.get(_choice_name(group)) == "losing"]
        return {name: getattr(self.losing, name) for group in chosen for name in group}

    def rows(self, becomes_public):
        for group in VALUES:
            own, others = _text(self.into, group), _text(self.losing, group)
            name = _choice_name(group)
            if own or others:
                yield ValueRow(
                    _label(group),
                    own,
                    others,
                    self[name] if name in self.fields else None,
                    becomes_public and bool(others) and not own,
                )


def _choice_name(group):
    return f"take_{group[0]}"


def _label(group):
    return " und ".join(str(capfirst(Partner._meta.get_field(name).verbose_name)) for name in group)


def _text(partner, group):
    shown = [getattr(partner, f"get_{name}_display", lambda name=name: getattr(partner, name))() for name in group]
    return " / ".join(str(value) for value in shown if value not in (None, ""))
