"""Which record another one is a part of."""


def whole_links(model):
    """Links to the records of which a row of `model` is a part."""
    fields = (model._meta.get_field(name) for name in model.visible_only_with)
    return [link.name for link in fields if link.remote_field.related_name in link.related_model.parts]


def wholes(record):
    return [whole for name in whole_links(type(record)) if (whole := getattr(record, name)) is not None]
