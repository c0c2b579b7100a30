"""Words that mean the same to the search: changed here, in force with the next search."""

from django.contrib import admin

from publication.models import Synonym

from .audited import AuditedAdmin


@admin.register(Synonym)
class SynonymAdmin(AuditedAdmin):
    list_display = ("__str__", "internal_note")
    search_fields = ("expressions", "internal_note")
    fields = ("expressions", "internal_note")
