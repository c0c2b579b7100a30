"""The bytes on disk of attachments that are gone: deleted where nobody has seen them in public."""

from django.db import transaction

from .files import attachment_models


def is_named(name):
    """Whether a record has its bytes under `name`; one query for each kind of attachment."""
    return any(model.objects.filter(content=name).exists() for model in attachment_models())


def forget_bytes(content):
    """Delete the bytes of `content`, the FieldFile of a record that was never public, once the transaction is through.

    They stay where a record still names them.
    """
    storage, name = content.storage, content.name

    def forget():
        if not is_named(name):
            storage.delete(name)

    if name:
        transaction.on_commit(forget, robust=True)
