"""The canonical values behind the many labels of council systems. The raw label is always kept beside them."""

from django.db.models import TextChoices


class PaperKind(TextChoices):
    PROPOSAL = "proposal", "Beschlussvorlage"
    NOTICE = "notice", "Mitteilung"
    REPORT = "report", "Bericht"
    MOTION = "motion", "Antrag"
    AMENDMENT = "amendment", "Änderungsantrag"
    INQUIRY = "inquiry", "Anfrage"
    ANSWER = "answer", "Antwort"
    PETITION = "petition", "Eingabe"
    OTHER = "other", "Sonstiges"


class RoleKind(TextChoices):
    """What a committee is asked to do with a paper. It says nothing about the result, nor who had the last word."""

    DECISION = "decision", "Entscheidung"
    PRELIMINARY = "preliminary", "Vorberatung"
    HEARING = "hearing", "Anhörung"
    NOTICE = "notice", "Kenntnisnahme"
    RECOMMENDATION = "recommendation", "Empfehlung"


class ResultKind(TextChoices):
    """What came of it. A recommendation is not a decision, so it is a value of its own.

    NONE: the page says that nothing was decided. A result not yet published is empty instead.
    """

    ACCEPTED = "accepted", "beschlossen"
    RECOMMENDED = "recommended", "empfohlen"
    AMENDED = "amended", "geändert beschlossen"
    NOTED = "noted", "zur Kenntnis genommen"
    POSTPONED = "postponed", "vertagt"
    REMOVED = "removed", "von der Tagesordnung abgesetzt"
    REFERRED = "referred", "verwiesen"
    WITHDRAWN = "withdrawn", "zurückgezogen"
    SETTLED = "settled", "erledigt"
    REJECTED = "rejected", "abgelehnt"
    ELECTED = "elected", "gewählt"
    NONE = "none", "ohne Beschluss"


class Publicity(TextChoices):
    """MIXED only says that there are both parts: what holds for an item or a file is said by itself."""

    PUBLIC = "public", "öffentlich"
    NON_PUBLIC = "non_public", "nichtöffentlich"
    MIXED = "mixed", "teils öffentlich"


class SectionKind(TextChoices):
    FACTS = "facts", "Sachlage"
    PROPOSAL = "proposal", "Beschlussvorschlag"
    RESOLUTION = "resolution", "Beschluss"
    LEGAL = "legal", "Rechtslage"
    STAFFING = "staffing", "Personelle Auswirkungen"
    FINANCIAL = "financial", "Finanzielle Auswirkungen"
    ATTACHMENTS = "attachments", "Anlagen"
    MINUTES = "minutes", "Niederschrift"
    OTHER = "other", "Sonstiges"


class ConsultationState(TextChoices):
    """How far a station has come, as the council system says."""

    PLANNED = "planned", "geplant"
    READY = "ready", "bereit"
    DONE = "done", "erledigt"
    STOPPED = "stopped", "gestoppt"


class MeetingState(TextChoices):
    """The values that OParl 1.1 gives for `meetingState`."""

    SCHEDULED = "terminiert", "terminiert"
    INVITED = "eingeladen", "eingeladen"
    HELD = "durchgeführt", "durchgeführt"


class RelationKind(TextChoices):
    REFERS_TO = "refers_to", "verweist auf"
    FOLLOWS = "follows", "folgt auf"
    SETTLES = "settles", "erledigt"
    ANSWERS = "answers", "beantwortet"
    SAME_MATTER = "same_matter", "dieselbe Sache in anderer Körperschaft"
