"""How long somebody stays signed in, and how that ends at once.

Deactivating an account and changing its password end sessions by themselves: Django asks for both with every request.
"""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone


def end_sessions(user, *, but=None):
    """Sign `user` out everywhere; returns the number of sessions. Looks into every running session, a few hundred.

    `but`: the key of a session that goes on.
    """
    running = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=but or "")
    ended = [session for session in running if session.get_decoded().get(SESSION_KEY) == str(user.pk)]
    for session in ended:
        session.delete()
    return len(ended)
