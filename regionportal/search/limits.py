"""How often one address may search: a keyed hash is counted for a minute, the address itself is kept nowhere."""

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from regionportal.accounts.throttle import place

WINDOW_SECONDS = 60


def seconds_to_wait(request, now):
    """How long whoever asks has to wait; 0: not at all. Counts this question.

    Each process counts for itself unless a common cache is configured: the limit protects the process.
    """
    window, passed = divmod(int(now.timestamp()), WINDOW_SECONDS)
    key = salted_hmac(f"regionportal.search.{window}", str(place(request)), algorithm="sha256").hexdigest()
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        number = cache.incr(key)
    except ValueError:  # thrown out of a full cache in between
        return 0
    return WINDOW_SECONDS - passed if number > settings.SEARCHES_PER_MINUTE else 0
