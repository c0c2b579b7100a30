"""The desk of the staff: what every record has in common there.

A form changes what a record says. What the public may see is changed by two acts with permissions of their own,
publish and withdraw, each behind a page that tells what it will do. Changes to public records go through `record_edit`.
"""

from .dismissals import DismissalAdmin
from .files import AttachmentAdmin, AttachmentInline
from .looks import ReadingsLogged
from .parts import PartInline
from .publishable import PublishableAdmin
from .readings import ReadingAdmin
from .records import ReadableAdmin, ReadOnlyAdmin
from .states import STATE_COLUMNS
from .synonyms import SynonymAdmin
from .versions import VersionAdmin

__all__ = [
    "STATE_COLUMNS",
    "AttachmentAdmin",
    "AttachmentInline",
    "DismissalAdmin",
    "PartInline",
    "PublishableAdmin",
    "ReadOnlyAdmin",
    "ReadableAdmin",
    "ReadingAdmin",
    "ReadingsLogged",
    "SynonymAdmin",
    "VersionAdmin",
]
