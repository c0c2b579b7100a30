"""What every response carries, and the two addresses that must answer when nothing else does."""

import shutil

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils.cache import patch_cache_control

FREE_BYTES_NEEDED = 50 * 1024 * 1024


def health(get_response):
    """/livez says that the process runs, /readyz that it can serve: database, migrations, disk. No details outside.

    Before the host name is checked and exempt from the redirect to HTTPS, so that a probe from inside gets its answer.
    """

    def middleware(request):
        if request.path == "/livez":
            return HttpResponse("ok\n", content_type="text/plain")
        if request.path == "/readyz":
            ready = _database_is_ready() and shutil.disk_usage(settings.BASE_DIR).free > FREE_BYTES_NEEDED
            return HttpResponse(
                "ok\n" if ready else "not ready\n", content_type="text/plain", status=200 if ready else 503
            )
        return get_response(request)

    return middleware


def _database_is_ready():
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError:
        return False


def response_headers(get_response):
    """Headers that no other middleware sets, on pages, files, static files and errors alike.

    Public pages may be stored but must be asked for again, so that a withdrawal holds from the next request on; what
    a signed-in person sees, and whatever the desk answers, is stored nowhere.
    """

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        at_the_desk = request.path.startswith(f"/{settings.ADMIN_PATH}")
        if at_the_desk:
            response.headers["X-Robots-Tag"] = "noindex"
        if at_the_desk or response.cookies or _is_signed_in(request):
            patch_cache_control(response, private=True, no_store=True)
        elif "Cache-Control" not in response.headers:
            patch_cache_control(response, no_cache=True)
        return response

    return middleware


def _is_signed_in(request):
    """Without asking who comes to a page that did not ask either."""
    return getattr(request, "_cached_user", None) is not None and request.user.is_authenticated


def client_address(request):
    """Where a sign-in comes from: what our own proxy says it saw, or the other end of the connection.

    Only the last entry of X-Forwarded-For is the proxy's; those before it are whatever the visitor sent.
    """
    if settings.BEHIND_TRUSTED_PROXY and "X-Forwarded-For" in request.headers:
        return request.headers["X-Forwarded-For"].rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR")
