"""The pages of the audit trail, to read only."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from simple_history.admin import SimpleHistoryAdmin

from .trail import AuditedChange, told_value


class AuditedAdmin(SimpleHistoryAdmin):
    object_history_template = "admin/audit_trail.html"
    object_history_list_template = "admin/audit_trail_list.html"

    def revert_disabled(self, request, obj=None):
        return True

    def history_view_title(self, request, obj):
        return f"Verlauf: {obj}"

    def history_view(self, request, object_id, extra_context=None):
        if not object_id.isdecimal():
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def get_historical_record_context_helper(self, request, historical_record):
        return AuditedChange(self.model, historical_record)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """One state of the record, to read only: going back by saving it would bypass permissions and history."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        if not object_id.isdecimal() or not version_id.isdecimal():
            raise Http404
        trail = self.model.history.model
        told = get_object_or_404(trail.objects.select_related("history_user"), id=object_id, history_id=version_id)
        if not self.has_view_or_change_permission(request, told.instance):
            raise PermissionDenied
        self.note_look_at_trail(request, told.instance)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Stand vom {date_format(timezone.localtime(told.history_date), 'd.m.Y H:i')}",
            "opts": self.opts,
            "told": told,
            "object_id": object_id,
            "values": [(capfirst(one.verbose_name), told_value(told, one)) for one in trail.tracked_fields],
        }
        return TemplateResponse(request, "admin/audit_trail_state.html", context)

    def note_look_at_trail(self, request, record):
        """For records whose readers are noted."""
