"""The roles of the staff, said once: migrations, `setup_groups`, docs/roles.md and the tests go by this table.

A role is a group. People may have several. Which bodies a person works for is another question: see
`publication.responsibility`.
"""

from dataclasses import dataclass, field

from django.apps import apps

from publication.versions import readable_models

READING = ("view",)
EDITING = ("view", "add", "change", "delete")
DECIDING = (*EDITING, "publish", "withdraw")
READ_AT_THE_DESK = {"publication.version": READING, "council.sourcedocument": READING, "publication.synonym": READING}


@dataclass(frozen=True, slots=True)
class Role:
    """`records`: verbs on every record that people may come to see; `others`: verbs on what else is at the desk."""

    name: str
    task: str
    records: tuple[str, ...] = ()
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def permissions(self):
        """Pairs of app and code name, for the models of today."""
        verbs = dict.fromkeys((model._meta.label_lower for model in readable_models()), self.records) | self.others
        return {
            (meta.app_label, f"{verb}_{meta.model_name}")
            for label, wanted in verbs.items()
            for meta in [apps.get_model(label)._meta]
            for verb in wanted
            if verb in meta.default_permissions
        }


READER = Role("Lesen", "sieht alle Datensätze, auch Entwürfe, und ändert nichts", READING, READ_AT_THE_DESK)
EDITOR = Role(
    "Redaktion",
    "bearbeitet Datensätze und beantwortet Rückmeldungen; was öffentlich ist, entscheiden andere",
    EDITING,
    READ_AT_THE_DESK
    | {
        "regionportal.feedbackmessage": ("view", "change"),
        "publication.dismissal": ("view", "add", "delete"),
        "publication.synonym": EDITING,
    },
)
PUBLISHER = Role(
    "Veröffentlichung",
    "bearbeitet wie die Redaktion, veröffentlicht und zieht zurück",
    DECIDING,
    EDITOR.others,
)
ADMINISTRATOR = Role(
    "Verwaltung",
    "führt Konten, Rollen und Zuständigkeiten, die Seiten des Betreibers, Rückmeldungen und das Einsichtsprotokoll",
    (),
    {
        "auth.user": ("view", "add", "change"),
        "council.responsibility": EDITING,
        "publication.reading": READING,
        "regionportal.textpage": DECIDING,
        "regionportal.feedbackmessage": ("view", "change", "delete"),
    },
)
ROLES = (READER, EDITOR, PUBLISHER, ADMINISTRATOR)
ROLE_NAMES = tuple(role.name for role in ROLES)

# At the desk, but given by no role: only superusers come here.
SUPERUSERS_ONLY = {
    "auth.group": "whoever writes groups can give rights to anybody",
    "axes.accessattempt": "names accounts with addresses; kept for days",
    "axes.accesslog": "not written (AXES_DISABLE_ACCESS_LOG)",
    "axes.accessfailurelog": "not written",
}
