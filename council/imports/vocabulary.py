"""The words of German council systems: raw label → canonical value.

A label that is not known gives None. An empty label ("") is a value of its own where councils use it as one;
None stands for "the page has no such field" and stays None. Rules compare the whole label, so that neither
"ungeändert beschlossen" is taken for "geändert beschlossen" nor "nicht empfohlen" for "empfohlen"; where one
label still fits two rules, the first wins.
"""

import re

from council.vocabulary import (
    ConsultationState,
    MeetingState,
    PaperKind,
    Publicity,
    ResultKind,
    RoleKind,
    SectionKind,
)


def _rules(*pairs, before=""):
    return tuple((kind, re.compile(f"{before}(?:{pattern})")) for kind, pattern in pairs)


def _first_match(rules, label: str):
    return next((kind for kind, pattern in rules if pattern.fullmatch(label)), None)


def fold_label(label: str) -> str:
    """`label` as labels are compared."""
    return " ".join(label.casefold().split())  # turns "ß" into "ss": patterns below are written that way


MAX_LABEL = 300  # characters; anything longer is prose, not a label
MAX_HEADING = 80

# "(?: .*)?" lets a type name its author or subject: "Mitteilungsvorlage der Verwaltung".
_PAPER_RULES = _rules(
    (PaperKind.OTHER, r"|offenlage(?: .*)?|haushalt(?: thh \d+)?"),
    (PaperKind.AMENDMENT, r"(?:änderungs-(?:/| und )?ergänzungs|änderungs|ergänzungs)antrag(?: .*)?"),
    (PaperKind.ANSWER, r"(?:antwort|stellungnahme)(?: .*)?"),
    (PaperKind.INQUIRY, r"(?:(?:kleine|grosse) )?anfrage(?: .*)?|auskunftsersuchen(?: .*)?"),
    (
        PaperKind.MOTION,
        r"(?:rats|dringlichkeits|einwohner|bürger|fraktions|eil|sach)?antrag(?: .*)?|beschlussvorlage/antrag"
        r"|resolution(?: .*)?",
    ),
    (PaperKind.PETITION, r"(?:eingabe|petition|bürgereingabe|anregung)(?: .*)?"),
    (
        PaperKind.NOTICE,
        r"(?:mitteilungsvorlage|mitteilung|kenntnisnahme|informationsvorlage|bekanntgabe"
        r"|vorlage zur kenntnisnahme)(?: .*)?",
    ),
    (PaperKind.REPORT, r"(?:berichtsvorlage|bericht|sachstandsbericht|zwischenbericht|schlussbericht)(?: .*)?"),
    (
        PaperKind.PROPOSAL,
        r"(?:standardvorlage|beschlussvorlage|entscheidungsvorlage|sitzungsvorlage|verwaltungsvorlage"
        r"|beschlussempfehlung|vorlage zur beschlussfassung)(?: .*)?",
    ),
    before=r"(?:(?:dringliche|gemeinsame|interfraktionelle|ergänzende|selbständige)[rs]? )?",
)

_ROLES = {
    "entscheidung": RoleKind.DECISION,
    "beschlussfassung": RoleKind.DECISION,
    "beschluss": RoleKind.DECISION,
    "beratung und beschlussfassung": RoleKind.DECISION,
    "endgültige beschlussfassung": RoleKind.DECISION,
    "endgültige entscheidung": RoleKind.DECISION,
    "vorberatung": RoleKind.PRELIMINARY,
    "beratung": RoleKind.PRELIMINARY,
    "behandlung": RoleKind.PRELIMINARY,
    "mitberatung": RoleKind.PRELIMINARY,
    "1. lesung": RoleKind.PRELIMINARY,
    "anhörung": RoleKind.HEARING,
    "kenntnisnahme": RoleKind.NOTICE,
    "information": RoleKind.NOTICE,
    "kenntnisgabe": RoleKind.NOTICE,
    "bekanntgabe": RoleKind.NOTICE,
    "zur kenntnis": RoleKind.NOTICE,
    "empfehlung": RoleKind.RECOMMENDATION,
    "beschlussempfehlung": RoleKind.RECOMMENDATION,
    "unbekannt": None,
}

_BY = r"(?:(?:einstimmig|mehrheitlich|mit (?:stimmen)?mehrheit) )?"
_RESULT_RULES = _rules(
    (
        ResultKind.NONE,
        r"|\(?offen\)?|(?:keine|ohne) (?:abstimmung|beschluss|beschlussfassung|mitteilungen)"
        r"|\(?beratungsfolge beendet\)?",
    ),
    (ResultKind.REJECTED, rf"{_BY}(?:abgelehnt|nicht empfohlen)|bei stimmengleichheit abgelehnt"),
    (
        ResultKind.RECOMMENDED,
        rf"{_BY}(?:(?:ungeändert|unverändert|geändert|mit änderungen|ohne änderungen) )?empfohlen"
        r"|vorberaten ohne änderungen",
    ),
    (
        ResultKind.ACCEPTED,
        rf"{_BY}(?:(?:ungeändert|unverändert) )?(?:beschlossen|befürwortet|zugestimmt|angenommen)"
        r"|zustimmung|einverstanden|ohne änderungen (?:in|im) .{1,80} beschlossen",
    ),
    (
        ResultKind.AMENDED,
        rf"{_BY}(?:geändert|mit änderung(?:en)?) (?:beschlossen|befürwortet|angenommen)"
        r"|mit änderungen (?:in|im) .{1,80} beschlossen|zugestimmt zu geändertem beschlusstext|teilweise zugestimmt",
    ),
    (
        ResultKind.NOTED,
        r"(?:mit (?:zwischen-/abschluss|zwischen|abschluss)bericht |stellungnahme |zustimmend )?zur kenntnis genommen"
        r"|kenntnisnahme",
    ),
    (ResultKind.POSTPONED, rf"{_BY}(?:vertagt(?: (?:auf|in|bis) .{{1,80}})?|zurückgestellt)|zurück in die fraktionen"),
    (ResultKind.REMOVED, r"abgesetzt(?: \(?von der tagesordnung\)?)?|von der tagesordnung abgesetzt"),
    (ResultKind.REFERRED, rf"{_BY}(?:verwiesen|überwiesen|zurückverwiesen)(?: (?:in|an) .*)?"),
    (ResultKind.WITHDRAWN, r"zurückgezogen"),
    (ResultKind.SETTLED, r"erledigt(?: durch (?:stellungnahme(?:/antwort)?|antwort) der verwaltung)?"),
    (ResultKind.ELECTED, rf"{_BY}gewählt"),
)
_END_OF_SERIES = " (beratungsfolge beendet)"  # Berlin adds it to the last result
_REFERRAL = re.compile(r"(?:verwiesen|überwiesen) (?:in|an) (?:(?:den|die|das) )?(.*)", re.IGNORECASE)

_SECTIONS = {
    "sachlage": SectionKind.FACTS,
    "sachverhalt": SectionKind.FACTS,
    "sachverhalt (kurzfassung)": SectionKind.FACTS,
    "erläuterung": SectionKind.FACTS,
    "erläuterungen": SectionKind.FACTS,
    "begründung": SectionKind.FACTS,
    "problembeschreibung/begründung": SectionKind.FACTS,
    "sachverhalt/begründung": SectionKind.FACTS,
    "sachverhalt und begründung": SectionKind.FACTS,
    "sachverhalt und petitum": SectionKind.FACTS,
    "sach- und rechtslage": SectionKind.FACTS,
    "sachdarstellung": SectionKind.FACTS,
    "sachstandsbericht": SectionKind.FACTS,
    "beschlussvorschlag": SectionKind.PROPOSAL,
    "beschlussempfehlung": SectionKind.PROPOSAL,
    "beschlussvorschlag und begründung": SectionKind.PROPOSAL,
    "beschlussentwurf": SectionKind.PROPOSAL,
    "beschlussantrag": SectionKind.PROPOSAL,
    "petitum": SectionKind.PROPOSAL,
    "petitum/beschluss": SectionKind.PROPOSAL,
    "petitum/beschlussvorschlag": SectionKind.PROPOSAL,
    "vorschlag der verwaltung": SectionKind.PROPOSAL,
    "beschluss": SectionKind.RESOLUTION,
    "geänderter beschluss": SectionKind.RESOLUTION,
    "beschlusstext": SectionKind.RESOLUTION,
    "rechtslage": SectionKind.LEGAL,
    "rechtsgrundlage": SectionKind.LEGAL,
    "rechtsgrundlagen": SectionKind.LEGAL,
    "rechtliche grundlagen": SectionKind.LEGAL,
    "beschlussvorschriften": SectionKind.LEGAL,
    "personelle auswirkungen": SectionKind.STAFFING,
    "finanzielle auswirkungen": SectionKind.FINANCIAL,
    "finanzielle/bilanzielle auswirkungen": SectionKind.FINANCIAL,
    "finanzielle und bilanzielle auswirkungen": SectionKind.FINANCIAL,
    "auswirkungen auf den haushalt": SectionKind.FINANCIAL,
    "haushaltsmäßige auswirkungen": SectionKind.FINANCIAL,
    "anlage": SectionKind.ATTACHMENTS,
    "anlage/n": SectionKind.ATTACHMENTS,
    "anlagen": SectionKind.ATTACHMENTS,
    "wortprotokoll": SectionKind.MINUTES,
    "protokoll": SectionKind.MINUTES,
    "protokolltext": SectionKind.MINUTES,
    "beratungsverlauf": SectionKind.MINUTES,
    "beratung": SectionKind.MINUTES,
    "abstimmungsergebnis": SectionKind.OTHER,
    "abstimmung": SectionKind.OTHER,
    "stammbaum": SectionKind.OTHER,
}
_OTHER_EFFECTS = re.compile(r"[a-zäöü/, -]{3,60} auswirkungen")

_PUBLICITY = {
    "öffentlich": Publicity.PUBLIC,
    "nichtöffentlich": Publicity.NON_PUBLIC,
    "nicht öffentlich": Publicity.NON_PUBLIC,
    "öffentlich/nichtöffentlich": Publicity.MIXED,
    "gemischt": Publicity.MIXED,
}

_CONSULTATION_STATES = {
    "geplant": ConsultationState.PLANNED,
    "bereit": ConsultationState.READY,
    "erledigt": ConsultationState.DONE,
    "gestoppt": ConsultationState.STOPPED,
}

_MEETING_STATES = {
    "terminiert": MeetingState.SCHEDULED,
    "eingeladen": MeetingState.INVITED,
    "durchgeführt": MeetingState.HELD,
}


def paper_kind(label: str | None) -> PaperKind | None:
    if label is None or len(label) > MAX_LABEL:
        return None
    return _first_match(_PAPER_RULES, fold_label(label))


def is_role(label: str) -> bool:
    """True also for "unbekannt": a role label without a kind."""
    return fold_label(label) in _ROLES


def role_kind(label: str | None) -> RoleKind | None:
    return None if label is None else _ROLES.get(fold_label(label))


def result_kind(label: str | None) -> ResultKind | None:
    if label is None or len(label) > MAX_LABEL:
        return None
    return _first_match(_RESULT_RULES, fold_label(label).removesuffix(_END_OF_SERIES))


def referral_target(label: str | None) -> str | None:
    """The body a matter was sent to: "Gemeinderat" for "verwiesen in den Gemeinderat"."""
    found = _REFERRAL.fullmatch(label or "")
    return found[1] if found else None


def section_kind(heading: str) -> SectionKind | None:
    """None when `heading` is not a heading that councils use."""
    if len(heading) > MAX_HEADING:
        return None
    folded = fold_label(heading)
    if folded in _SECTIONS:
        return _SECTIONS[folded]
    return SectionKind.OTHER if _OTHER_EFFECTS.fullmatch(folded) else None


def publicity(label: str | None) -> tuple[Publicity | None, str | None]:
    """Publicity, and the workflow (raw) that shares its cell: "öffentlich (Vorlage abgeschlossen)"."""
    if label is None:
        return None, None
    word, bracket, rest = label.partition("(")
    workflow = rest.strip().removesuffix(")").strip() if bracket else ""
    return _PUBLICITY.get(fold_label(word)), workflow or None


def consultation_state(label: str | None) -> ConsultationState | None:
    return None if label is None else _CONSULTATION_STATES.get(fold_label(label))


def meeting_state(label: str | None) -> MeetingState | None:
    return None if label is None else _MEETING_STATES.get(fold_label(label))
