"""Further pages of the desk beside list and form, and the links to them."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse


class DeskPages:
    """Mixin of an admin class. `pages` maps a word of the address to the method that answers there.

    Pages of one record get it as third argument and refuse who may not change it; pages of the whole list get the
    request only.
    """

    change_list_template = "admin/record_list.html"
    record_pages: dict[str, str] = {}
    list_pages: dict[str, str] = {}

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        of_list = [
            path(f"{word}/", self.admin_site.admin_view(getattr(self, method)), name=f"{name}_{word}")
            for word, method in self.list_pages.items()
        ]
        of_record = [
            path(f"<int:object_id>/{word}/", self.admin_site.admin_view(self._of_record(method)), name=f"{name}_{word}")
            for word, method in self.record_pages.items()
        ]
        return [*of_list, *of_record, *super().get_urls()]

    def _of_record(self, method):
        def page(request, object_id):
            record = self.get_object(request, str(object_id))
            if record is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
            if not self.has_change_permission(request, record):
                raise PermissionDenied
            return getattr(self, method)(request, record)

        return page

    def page_address(self, word, record=None):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{word}"
        return reverse(name, args=[record.pk] if record is not None else [])

    def change_address(self, record):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.pk])

    def list_links(self, request):
        """Pairs of address and label: more pages of the desk, shown above the list."""
        return []

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"list_links": self.list_links(request)} | (extra_context or {}))

    def answer(self, request, template, title, status=200, **context):
        """A page of the desk: `template` extends admin/desk_page.html."""
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        form = context.get("form")
        media = self.media + form.media if form is not None else self.media
        return TemplateResponse(request, template, shared | context | {"media": media}, status=status)
