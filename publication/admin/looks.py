"""Looking at a record that is not public leaves a note; see `publication.readings`."""

from publication import readings
from publication.models import Reading

from .links import what_goes_with


class ReadingsLogged:
    """Mixin for admins: opening the form, the history or the deletion of a record that is not public is noted."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        return self._noted(request, response, "original", Reading.Page.FORM)

    def history_view(self, request, object_id, extra_context=None):
        response = super().history_view(request, object_id, extra_context)
        return self._noted(request, response, "object", Reading.Page.HISTORY)

    def render_history_view(self, request, template, context, **kwargs):
        """Where there is an audit trail, its page comes without telling what it shows."""
        readings.log(request.user, context["object"], Reading.Page.HISTORY)
        return super().render_history_view(request, template, context, **kwargs)

    def get_deleted_objects(self, objs, request):
        """Asked by both pages that list what would be deleted, and once more when that is confirmed."""
        if "post" not in request.POST:
            for record in what_goes_with(objs):
                readings.log(request.user, record, Reading.Page.DELETION)
        return super().get_deleted_objects(objs, request)

    def _noted(self, request, response, name, page):
        shown = getattr(response, "context_data", None) or {}
        if request.method == "GET" and response.status_code == 200 and shown.get(name) is not None:
            readings.log(request.user, shown[name], page)
        return response
