from django.conf import settings


def portal(request):
    """The region's name and operator for every page; no query."""
    return {"portal": settings.PORTAL}
