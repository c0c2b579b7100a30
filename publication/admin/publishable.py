"""Records with a public life: their state is shown, and changed by two acts only."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from publication import readings
from publication.actions import MayNot, NotPublished, draft_parts, publish, withdraw
from publication.models import PublicationState, Publishable, Reading
from publication.recall import vanished_with, was_public
from publication.wholes import lock

from .acts import PublishForm, WithdrawForm, publishing, withdrawing
from .records import ReadableAdmin
from .states import STATE_COLUMNS, StateFilter, StateShown

MAX_RECORDS_AT_ONCE = 50


class PublishableAdmin(StateShown, ReadableAdmin):
    list_display = ("record_title", *STATE_COLUMNS)
    list_filter = (StateFilter, "audience")
    readonly_fields = (
        "state_badge", "published_at", "withdrawn_at", "public_id", "origin", "created_at", "updated_at",
    )  # fmt: skip
    actions = ("publish_selected", "withdraw_selected")

    def more_fieldsets(self, request, obj):
        state = ["audience"] if obj is None else [("state_badge", "audience"), ("published_at", "withdrawn_at")]
        told = [] if obj is None else [("public_id", "origin"), ("created_at", "updated_at")]
        internal = {"fields": [*self.internal_rows, "internal_note", *told], "classes": ["collapse"]}
        return [("Veröffentlichung", {"fields": state}), ("Intern", internal)]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["audience"] if obj is not None and self.stays_with_whole(obj) else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def stays_with_whole(self, obj):
        return obj.publication_state() != PublicationState.DRAFT

    # Publish and withdraw

    def get_urls(self):
        meta = self.opts
        return [
            path(
                f"<path:object_id>/{verb}/",
                self.admin_site.admin_view(getattr(self, f"{verb}_view")),
                name=f"{meta.app_label}_{meta.model_name}_{verb}",
            )
            for verb in ("publish", "withdraw", "recall")
        ] + super().get_urls()

    def may(self, request, verb):
        return request.user.has_perm(f"{self.opts.app_label}.{verb}_{self.opts.model_name}")

    def has_publish_permission(self, request):
        return self.may(request, "publish")

    def has_withdraw_permission(self, request):
        return self.may(request, "withdraw")

    @admin.action(description="Ausgewählte %(verbose_name_plural)s veröffentlichen …", permissions=["publish"])
    def publish_selected(self, request, queryset):
        return self._act_on_selected(request, queryset, "publish")

    @admin.action(description="Ausgewählte %(verbose_name_plural)s zurückziehen …", permissions=["withdraw"])
    def withdraw_selected(self, request, queryset):
        return self._act_on_selected(request, queryset, "withdraw")

    def _act_on_selected(self, request, queryset, verb):
        records = list(queryset[: MAX_RECORDS_AT_ONCE + 1])
        if len(records) > MAX_RECORDS_AT_ONCE:
            self.message_user(
                request, f"Bitte höchstens {MAX_RECORDS_AT_ONCE} Datensätze auf einmal.", level=messages.ERROR
            )
            return None
        if "confirmed" not in request.POST:
            for record in records:
                readings.log(request.user, record, Reading.Page.FORM)
        return self._confirm_or_act(request, records, verb)

    def changelist_view(self, request, extra_context=None):
        """A hand-made request for an act without the permission is refused, not just left without effect."""
        if request.method == "POST":
            for verb in ("publish", "withdraw"):
                if f"{verb}_selected" in request.POST.getlist("action") and not self.may(request, verb):
                    raise PermissionDenied
        return super().changelist_view(request, extra_context)

    def publish_view(self, request, object_id):
        return self._act_on_one(request, object_id, "publish")

    def withdraw_view(self, request, object_id):
        return self._act_on_one(request, object_id, "withdraw")

    def _act_on_one(self, request, object_id, verb):
        if not self.may(request, verb) or not self.has_view_or_change_permission(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "GET":
            readings.log(request.user, record, Reading.Page.FORM)
        return self._confirm_or_act(request, [record], verb) or HttpResponseRedirect(self._change_address(record))

    def _change_address(self, record):
        return self._address("change", record)

    def _address(self, page, record):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[record.pk])

    def _confirm_or_act(self, request, records, verb):
        """The page that tells what will happen, or, once that is confirmed, the act itself and its answer."""
        confirmed = "confirmed" in request.POST
        audience = request.POST.get("audience", "") if confirmed else ""
        audience = audience if audience in Publishable.Audience.values else ""
        with transaction.atomic():  # what was looked at is what is done
            lock(*records)
            records = [type(record).objects.get(pk=record.pk) for record in records]
            lock(*(part for record in records for part in draft_parts(record)))
            act, form_class = {"publish": (publishing, PublishForm), "withdraw": (withdrawing, WithdrawForm)}[verb]
            act = act(records, request.user, audience)
            form = form_class(request.POST if confirmed else None, act=act)
            if form.is_valid() and getattr(self, f"_{verb}")(request, act, form):
                return self._after(verb, records)
        context = {
            **self.admin_site.each_context(request),
            "title": {"publish": "Veröffentlichen", "withdraw": "Zurückziehen"}[verb],
            "verb": verb,
            "opts": self.opts,
            "act": act,
            "chosen": form.data.getlist("parts") if confirmed and "parts" in form.fields else [],
            "form": form,
            "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
            "back": self._change_address(records[0]) if len(records) == 1 else request.get_full_path(),
        }
        return TemplateResponse(request, "admin/act_confirmation.html", context)

    def _after(self, verb, records):
        """Where the act leads, None: back to where it was begun."""
        if verb == "publish" or len(records) > 1 or not was_public(records[0]):
            return None
        return HttpResponseRedirect(self._address("recall", records[0]))

    def _publish(self, request, act, form):
        """Publish all or none; tell whether it was done."""
        chosen = form.cleaned_data
        try:
            with transaction.atomic():
                published = [
                    one
                    for preview in act.previews
                    for one in publish(
                        preview.record,
                        by=request.user,
                        at=chosen["at"],
                        audience=chosen["audience"] or None,
                        reason=chosen["reason"],
                        with_parts=form.chosen_parts(),
                    )
                ]
        except MayNot as error:
            form.add_error(None, str(error))
            return False
        if published:
            self.message_user(request, f"Veröffentlicht: {_named(published)}.", level=messages.SUCCESS)
        else:
            self.message_user(request, "Es war schon alles veröffentlicht; nichts hat sich geändert.")
        return True

    def _withdraw(self, request, act, form):
        records = [preview.record for preview in act.previews]
        try:
            with transaction.atomic():
                for record in records:
                    withdraw(record, by=request.user, reason=form.cleaned_data["reason"])
        except NotPublished as error:
            form.add_error(None, f"{error} Bitte wählen Sie ihn ab oder löschen Sie ihn.")
            return False
        self.message_user(request, f"Zurückgezogen: {_named(records)}.", level=messages.SUCCESS)
        return True

    def recall_view(self, request, object_id):
        """What is left to do after something public was withdrawn: others may hold copies."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"Nach dem Zurückziehen: {record}",
            "opts": self.opts,
            "record": record,
            "withdrawn": vanished_with(record),
            "back": self._change_address(record),
        }
        return TemplateResponse(request, "admin/recall.html", context)

    def desk_links(self, request, obj):
        links = super().desk_links(request, obj)
        if obj.publication_state() == PublicationState.WITHDRAWN and was_public(obj):
            links = [*links, (self._address("recall", obj), "Rückruf")]
        return links

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["acts"] = [
                (verb, label)
                for verb, label, possible in (
                    ("publish", "Veröffentlichen …", True),
                    ("withdraw", "Zurückziehen …", obj.is_published_or_scheduled()),
                )
                if possible and self.may(request, verb)
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)


def _named(records):
    names = [f"{record._meta.verbose_name} „{record}“" for record in records[:3]]
    return ", ".join(names) + (f" und {len(records) - 3} weitere" if len(records) > 3 else "")
