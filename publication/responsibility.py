"""Who of the staff may touch which records: those of the bodies a person works for, and those that belong to no body.

Which bodies these are is asked of the user (`user.responsibilities`), so that nothing here needs to know a council.
"""

from django.contrib.auth import get_user_model

from .wholes import wholes


def responsible_for(user, record):
    """Whether `user` works for all bodies that `record` belongs to; None stands for a command run by an operator.

    One query for each user object at most. Says nothing about permissions.
    """
    own = bodies_of_user(user)
    return own is None or bodies_of_record(record) <= own


def bodies_of_user(user):
    """Primary keys of the bodies a person works for; None: all of them."""
    if user is None or user.is_superuser:
        return None
    if not hasattr(user, "_bodies"):
        user._bodies = frozenset(user.responsibilities.values_list("body_id", flat=True)) or None
    return user._bodies


def bodies_of_record(record):
    """Primary keys of the bodies that `record` belongs to: itself, by its own links, or as the part of a whole.

    Empty where it belongs to none, like a partner, or where it does not tell yet, like the draft of a page without its
    head. A body that is not saved yet has the key None and belongs to nobody.
    """
    if isinstance(record, body_model()):
        return {record.pk}
    lookups = getattr(record, "council_of", ())
    if lookups:
        return {key for lookup in lookups if (key := _key_behind(record, lookup)) is not None}
    return set().union(*(bodies_of_record(whole) for whole in wholes(record)))


def body_model():
    return get_user_model()._meta.get_field("responsibilities").related_model._meta.get_field("body").related_model


def _key_behind(record, lookup):
    """The primary key at the end of "organization__body"; None where a link on the way is empty."""
    *links, last = lookup.split("__")
    for name in links:
        link = record._meta.get_field(name)
        if getattr(record, link.attname) is None and not link.is_cached(record):
            return None
        record = getattr(record, name)
        if record is None:
            return None
    return getattr(record, record._meta.get_field(last).attname)


def refusal(user, record):
    """Why `user` may not touch `record`, for people to read; None: he may. For forms, lists and imports alike."""
    if responsible_for(user, record):
        return None
    return (
        f"{record._meta.verbose_name} „{record}“ gehört zu einer Körperschaft, für die Sie nicht zuständig sind. "
        "Bitte wenden Sie sich an die Kolleginnen und Kollegen dort oder an die Verwaltung des Portals."
    )
