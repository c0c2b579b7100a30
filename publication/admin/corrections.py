"""Corrections of what is public: at once read by everybody, so their words are looked through."""

from publication.models import PublicationState
from publication.personal_data import find_personal_data
from publication.wholes import public_lives


def personal_data_in(forms):
    """What looks like personal data in the texts of public records that `forms`, which are valid, have changed."""
    texts = [
        form.cleaned_data[name]
        for form in forms
        if form.changed_data and _is_read(form.instance)
        for name in form.changed_data
        if name in form.instance.public_fields and isinstance(form.cleaned_data.get(name), str)
    ]
    return find_personal_data("\n".join(texts))


def _is_read(record):
    return any(one.publication_state() == PublicationState.PUBLISHED for one in public_lives(record))


def warning(found):
    words = ", ".join(f"{one.kind.value} „{one.excerpt}“" for one in found)
    return (
        "Bitte prüfen: Der geänderte Text ist jetzt öffentlich und enthält vermutlich personenbezogene Angaben: "
        f"{words}. Wenn sie dort nicht stehen dürfen, berichtigen Sie den Text sofort oder ziehen Sie den Datensatz "
        "zurück."
    )
