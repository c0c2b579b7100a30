"""What the operator writes, and what readers write to the operator."""

from django.contrib import admin, messages
from django.utils.html import format_html, format_html_join

from publication.admin import STATE_COLUMNS, PublishableAdmin

from .accounts.admin import AccountAdmin  # noqa: F401 — registers accounts
from .handbook import page_address
from .models import FeedbackMessage, TextPage
from .placeholders import PLACEHOLDERS
from .texts import default_of, desk_address, preview_of


@admin.register(TextPage)
class TextPageAdmin(PublishableAdmin):
    """One page for each key. A new one begins with the text that comes with the portal."""

    list_display = ("record_title", *STATE_COLUMNS, "key", "reviewed_on")
    search_fields = ("sort_key",)
    fields = ("key", "title", "body", "reviewed_on")
    readonly_fields = (*PublishableAdmin.readonly_fields, "rendered")

    class Media:
        css = {"all": ["css/handbook.css"]}

    def changelist_view(self, request, extra_context=None):
        keys = set(TextPage.Key.values) - set(TextPage.objects.values_list("key", flat=True))
        defaults = [(TextPage.Key(key).label, desk_address(key)) for key in TextPage.Key.values if key in keys]
        told = {"defaults": defaults if self.has_add_permission(request) else []}
        return super().changelist_view(request, told | (extra_context or {}))

    def get_changeform_initial_data(self, request):
        key = request.GET.get("key")
        if key not in TextPage.Key.values:
            return super().get_changeform_initial_data(request)
        default = default_of(key)
        return {"key": key, "title": default.title, "body": default.body}

    def main_rows(self, request, obj):
        key = obj.key if obj else request.GET.get("key")
        rows = [name for name in self.fields if name != "reviewed_on" or key in (None, TextPage.Key.ACCESSIBILITY)]
        return [*rows, "rendered"] if obj else rows

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["key"] if obj else [])]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "body":
            formfield.widget.attrs["rows"] = 30
            formfield.help_text = format_html(
                "Überschriften beginnen mit ##, Aufzählungen mit -, ein Link ist [Wort](https://…) oder "
                '[Wort](/kontakt/), fett ist **Wort**. Eine Leerzeile trennt Absätze. <a href="{}">Mehr im Handbuch</a>'
                "<details><summary>Platzhalter für die Angaben des Betreibers</summary><ul>{}</ul></details>",
                page_address("texte"),
                format_html_join(
                    "", "<li><code>{{{}}}</code> {}</li>", ((name, one.meaning) for name, one in PLACEHOLDERS.items())
                ),
            )
        return formfield

    @admin.display(description="So sieht der gespeicherte Text aus")
    def rendered(self, page):
        return format_html('<div class="handbook-text">{}</div>', preview_of(page))

    def view_on_site(self, obj):
        """The address shows the page once it is public, and the portal's own text until then."""
        return obj.get_absolute_url()


@admin.register(FeedbackMessage)
class FeedbackMessageAdmin(admin.ModelAdmin):
    """What was written stays as it was written; staff note what became of it."""

    list_display = ("received_at", "kind_word", "state", "beginning", "page")
    list_filter = ("state", "kind")
    search_fields = ("text", "page", "name", "email")
    date_hierarchy = "received_at"
    show_full_result_count = False
    fields = ("state", "internal_note", "received_at", "kind", "page", "written", "name", "answer_to")
    readonly_fields = ("received_at", "kind", "page", "written", "name", "answer_to")
    actions = ("mark_answered",)

    def has_add_permission(self, request):
        return False

    @admin.display(description="Anlass", ordering="kind")
    def kind_word(self, message):
        return message.kind_label

    @admin.display(description="Nachricht")
    def beginning(self, message):
        return message.text if len(message.text) <= 80 else f"{message.text[:79]}…"

    @admin.display(description="Nachricht")
    def written(self, message):
        return format_html('<div class="raw-text">{}</div>', message.text)

    @admin.display(description="E-Mail-Adresse")
    def answer_to(self, message):
        if not message.email:
            return "keine angegeben, Antwort nicht möglich"
        return format_html('<a href="mailto:{0}">{0}</a>', message.email)

    @admin.action(description="Ausgewählte Rückmeldungen als beantwortet kennzeichnen", permissions=["change"])
    def mark_answered(self, request, queryset):
        waiting = list(queryset.filter(state=FeedbackMessage.State.NEW))
        for message in waiting:
            message.state = FeedbackMessage.State.ANSWERED
            message.save(update_fields=["state"])
            self.log_change(request, message, [{"changed": {"fields": ["Stand"]}}])
        self.message_user(request, f"{len(waiting)} als beantwortet gekennzeichnet.", level=messages.SUCCESS)
