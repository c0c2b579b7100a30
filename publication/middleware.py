from django.shortcuts import render

from .views import Gone


class GoneMiddleware:
    """Answers `Gone` with status 410: the record was public once and is so no more. The page says nothing about it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return render(request, "410.html", status=410) if isinstance(exception, Gone) else None
