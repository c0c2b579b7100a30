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

# What follows a type may name its author, its subject or its publicity: "Mitteilungsvorlage der Verwaltung".
_MORE = r"(?:[ (/,-].*)?"
_PAPER_RULES = _rules(
    (PaperKind.OTHER, rf"|offenlage{_MORE}|haushalt(?: thh \d+)?"),
    (
        PaperKind.AMENDMENT,
        rf"(?:änderungs-(?:/| und )?ergänzungs|änderungs|ergänzungs|zusatz)antrag{_MORE}|änderungs- ?(?:/|und) "
        rf"?ergänzungsantrag{_MORE}",
    ),
    (
        PaperKind.ANSWER,
        rf"(?:antwort|stellungnahme){_MORE}|beantwortung{_MORE}|anfragebeantwortung{_MORE}|anfrage ?\(antwort\)",
    ),
    (
        PaperKind.INQUIRY,
        rf"(?:(?:kleine|grosse|schriftliche|mündliche) )?(?:rats|einwohner|bürger|fraktions)?anfragen?{_MORE}"
        rf"|auskunftsersuchen{_MORE}",
    ),
    (
        PaperKind.MOTION,
        r"(?:rats|dringlichkeits|einwohner|bürger|fraktions|gruppen|eil|sach|prüf|berichts|haushalts|alternativ"
        rf"|initiativ)?antrag{_MORE}|beschlussvorlage/antrag|resolution{_MORE}",
    ),
    (PaperKind.PETITION, rf"(?:bürger|einwohner)?eingabe{_MORE}|(?:petition|anregung|anregungen|beschwerde){_MORE}"),
    (
        PaperKind.NOTICE,
        r"(?:mitteilungs|informations|info-|unterrichtungs|kenntnisnahme)(?:vorlage|drucksache)"
        rf"{_MORE}|(?:(?:geschäftliche )?mitteilung|kenntnisnahme|kenntnisgabe|bekanntgabe){_MORE}"
        rf"|(?:information|unterrichtung){_MORE}"
        rf"|vorlage zur (?:kenntnisnahme|kenntnis|information|unterrichtung){_MORE}",
    ),
    (
        PaperKind.REPORT,
        rf"(?:sachstands|zwischen|schluss|abschluss|tätigkeits|jahres|prüf|quartals)?bericht{_MORE}"
        rf"|berichts(?:vorlage|drucksache){_MORE}",
    ),
    (
        PaperKind.PROPOSAL,
        r"(?:standard|beschluss|entscheidungs|sitzungs|verwaltungs|rats|kreistags|stadtrats|gemeinderats|magistrats"
        rf"|ausschuss|dringlichkeits|tisch|beratungs|empfehlungs|vergabe|ergänzungs)vorlage{_MORE}"
        rf"|beschluss(?:empfehlung|drucksache){_MORE}"
        rf"|vorlage (?:beschluss|(?:zur|zum) (?:beschlussfassung|beschluss|entscheidung|beratung)){_MORE}"
        rf"|vorlage der (?:verwaltung|verbandsverwaltung|kreisverwaltung|stadtverwaltung){_MORE}",
    ),
    # "02_" puts the types of a list in order; publicity and urgency may stand before the type.
    before=r"(?:\d{1,3}_)?(?:(?:(?:nicht)?öffentliche|nicht öffentliche|dringliche|gemeinsame|interfraktionelle"
    r"|ergänzende|selbständige|allgemeine)[rs]? ){0,2}",
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
    "entscheidend": RoleKind.DECISION,
    "beschliessend": RoleKind.DECISION,
    "zur entscheidung": RoleKind.DECISION,
    "zur beschlussfassung": RoleKind.DECISION,
    "zum beschluss": RoleKind.DECISION,
    "beratung und beschluss": RoleKind.DECISION,
    "beratung und entscheidung": RoleKind.DECISION,
    "beratend": RoleKind.PRELIMINARY,
    "vorberatend": RoleKind.PRELIMINARY,
    "zur beratung": RoleKind.PRELIMINARY,
    "zur vorberatung": RoleKind.PRELIMINARY,
    "zur behandlung": RoleKind.PRELIMINARY,
    "2. lesung": RoleKind.PRELIMINARY,
    "zur anhörung": RoleKind.HEARING,
    "zur kenntnisnahme": RoleKind.NOTICE,
    "zur information": RoleKind.NOTICE,
    "zur kenntnisgabe": RoleKind.NOTICE,
    "kenntnis": RoleKind.NOTICE,
    "unterrichtung": RoleKind.NOTICE,
    "empfehlend": RoleKind.RECOMMENDATION,
    "zur empfehlung": RoleKind.RECOMMENDATION,
    "vorberatung und empfehlung": RoleKind.RECOMMENDATION,
    "unbekannt": None,
}

# How the votes were spread says nothing of the result: "einstimmig, bei 2 Enthaltungen beschlossen".
_BY = (
    r"(?:(?:einstimmig|mehrheitlich|mit (?:grosser |deutlicher )?(?:stimmen)?mehrheit)(?:,? (?:bei|mit) .{1,40}"
    r"enthaltung(?:en)?)?,? |bei .{1,40}enthaltung(?:en)?,? )?"
)
_VOTE_BEHIND = re.compile(r"(.{3,200}?)(?:,| -| –)? (?:\((?!von der )[^()]{1,100}\)|einstimmig|mehrheitlich)\.?")
_AS_IT_IS = (
    r"(?:ungeändert|unverändert|ohne änderung(?:en)?|antragsgemäss|wie vorgeschlagen"
    r"|(?:laut|gemäss) (?:vorlage|beschlussvorschlag|antrag))"
)
_CHANGED = (
    r"(?:geändert|abgeändert|abweichend|ergänzt|modifiziert|mit änderung(?:en)?|mit ergänzung(?:en)?"
    r"|in geänderter (?:form|fassung))"
)
_RESULT_RULES = _rules(
    (
        ResultKind.NONE,
        r"|\(?offen\)?|(?:keine?|ohne) (?:abstimmung|beschluss|beschlussfassung|mitteilungen|votum|empfehlung)"
        r"|\(?beratungsfolge beendet\)?|nicht (?:behandelt|beraten)",
    ),
    (
        ResultKind.REJECTED,
        rf"{_BY}(?:{_AS_IT_IS} )?(?:abgelehnt|nicht empfohlen|zurückgewiesen)|ablehnung"
        r"|(?:bei|wegen) stimmengleichheit abgelehnt|abgelehnt (?:bei|wegen) stimmengleichheit",
    ),
    (
        ResultKind.RECOMMENDED,
        rf"{_BY}(?:(?:{_AS_IT_IS}|{_CHANGED}|zur annahme|zur beschlussfassung) )?empfohlen"
        r"|vorberaten(?: ohne änderungen| mit änderungen)?|empfehlung",
    ),
    (
        ResultKind.ACCEPTED,
        rf"{_BY}(?:{_AS_IT_IS} )?(?:beschlossen|befürwortet|zugestimmt|angenommen|genehmigt|gebilligt|stattgegeben)"
        r"|(?:einstimmige |mehrheitliche )?(?:zustimmung|annahme|genehmigung)|einverstanden"
        r"|ohne änderungen (?:in|im) .{1,80} beschlossen",
    ),
    (
        ResultKind.AMENDED,
        rf"{_BY}{_CHANGED} (?:beschlossen|befürwortet|angenommen|zugestimmt)|{_BY}teilweise (?:beschlossen|angenommen)"
        r"|mit änderungen (?:in|im) .{1,80} beschlossen|zugestimmt zu geändertem beschlusstext|teilweise zugestimmt"
        r"|abweichend vom beschlussvorschlag beschlossen",
    ),
    (
        ResultKind.NOTED,
        r"(?:mit (?:zwischen-/abschluss|zwischen|abschluss)bericht "
        r"|(?:stellungnahme|bericht|mitteilung|vorlage|antwort) |zustimmend |einstimmig )?(?:zur )?"
        r"kenntnis (?:genommen|gegeben)"
        r"|(?:zustimmende )?kenntnisnahme|zur kenntnis(?:nahme)?",
    ),
    (
        ResultKind.POSTPONED,
        rf"{_BY}(?:(?:vertagt|verschoben)(?: (?:auf|in|bis) .{{1,80}})?|zurückgestellt)|zurück in die fraktionen"
        r"|vertagung|(?:auf|in) die nächste sitzung (?:vertagt|verschoben)",
    ),
    (
        ResultKind.REMOVED,
        r"abgesetzt(?: \(?von der (?:tagesordnung|to)\)?)?|von der (?:tagesordnung|to) (?:abgesetzt|genommen)"
        r"|nicht auf die tagesordnung aufgenommen",
    ),
    (
        ResultKind.REFERRED,
        rf"{_BY}(?:verwiesen|überwiesen|zurückverwiesen)(?: (?:in|an) .*)?|(?:in|an) (?:den|die|das) .{{1,100}} "
        r"(?:verwiesen|überwiesen)|(?:verweisung|überweisung)(?: (?:in|an) .*)?",
    ),
    (ResultKind.WITHDRAWN, r"(?:antrag |vorlage )?(?:zurückgezogen|zurückgenommen)(?: (?:durch|von|vom) .{1,80})?"),
    (
        ResultKind.SETTLED,
        r"(?:für )?erledigt(?: erklärt)?(?: durch .{1,80})?|hat sich erledigt|(?:anfrage )?(?:schriftlich |mündlich )?"
        r"beantwortet(?: durch .{1,80})?",
    ),
    (ResultKind.ELECTED, rf"{_BY}gewählt"),
)
_BY_WHOM = re.compile(r"^(?:im ausschuss|in der bvv|im plenum) ")  # Berlin tells who rejected or withdrew
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
    "sachstand": SectionKind.FACTS,
    "sachbericht": SectionKind.FACTS,
    "sachverhaltsdarstellung": SectionKind.FACTS,
    "darstellung des sachverhaltes": SectionKind.FACTS,
    "darstellung des sachverhalts": SectionKind.FACTS,
    "begründung/sachverhalt": SectionKind.FACTS,
    "begründung und sachverhalt": SectionKind.FACTS,
    "begründung der vorlage": SectionKind.FACTS,
    "problembeschreibung": SectionKind.FACTS,
    "problem- und zielstellung": SectionKind.FACTS,
    "ausgangslage": SectionKind.FACTS,
    "zusammenfassung": SectionKind.FACTS,
    "kurzfassung": SectionKind.FACTS,
    "sitzungsvortrag": SectionKind.FACTS,
    "begründungen": SectionKind.FACTS,
    "mitteilung": SectionKind.FACTS,
    "inhalt der mitteilung": SectionKind.FACTS,
    "mitteilungstext": SectionKind.FACTS,
    "beschlussvorschlag": SectionKind.PROPOSAL,
    "beschlussempfehlung": SectionKind.PROPOSAL,
    "beschlussvorschlag und begründung": SectionKind.PROPOSAL,
    "beschlussentwurf": SectionKind.PROPOSAL,
    "beschlussantrag": SectionKind.PROPOSAL,
    "petitum": SectionKind.PROPOSAL,
    "petitum/beschluss": SectionKind.PROPOSAL,
    "petitum/beschlussvorschlag": SectionKind.PROPOSAL,
    "vorschlag der verwaltung": SectionKind.PROPOSAL,
    "beschlussvorschlag der verwaltung": SectionKind.PROPOSAL,
    "beschlussempfehlung der verwaltung": SectionKind.PROPOSAL,
    "vorschlag zur beschlussfassung": SectionKind.PROPOSAL,
    "beschlussformulierung": SectionKind.PROPOSAL,
    "antragstext": SectionKind.PROPOSAL,
    "beschlussantrag der verwaltung": SectionKind.PROPOSAL,
    "empfehlung der verwaltung": SectionKind.PROPOSAL,
    "beschluss": SectionKind.RESOLUTION,
    "ergebnis/beschluss": SectionKind.RESOLUTION,
    "geänderter beschluss": SectionKind.RESOLUTION,
    "beschlusstext": SectionKind.RESOLUTION,
    "beschlüsse": SectionKind.RESOLUTION,
    "beschlusswortlaut": SectionKind.RESOLUTION,
    "rechtslage": SectionKind.LEGAL,
    "rechtsgrundlage": SectionKind.LEGAL,
    "rechtsgrundlagen": SectionKind.LEGAL,
    "rechtliche grundlagen": SectionKind.LEGAL,
    "beschlussvorschriften": SectionKind.LEGAL,
    "gesetzliche grundlage": SectionKind.LEGAL,
    "gesetzliche grundlagen": SectionKind.LEGAL,
    "rechtliche grundlage": SectionKind.LEGAL,
    "rechtliche würdigung": SectionKind.LEGAL,
    "rechtliche auswirkungen": SectionKind.LEGAL,
    "zuständigkeit und rechtsgrundlage": SectionKind.LEGAL,
    "personelle auswirkungen": SectionKind.STAFFING,
    "personelle auswirkung": SectionKind.STAFFING,
    "auswirkungen auf den stellenplan": SectionKind.STAFFING,
    "stellenplanmässige auswirkungen": SectionKind.STAFFING,
    "personalwirtschaftliche auswirkungen": SectionKind.STAFFING,
    "finanzielle auswirkungen": SectionKind.FINANCIAL,
    "finanzielle auswirkung": SectionKind.FINANCIAL,
    "finanzielle folgen": SectionKind.FINANCIAL,
    "finanzielle und personelle auswirkungen": SectionKind.FINANCIAL,
    "finanzielle/personelle auswirkungen": SectionKind.FINANCIAL,
    "finanzierung": SectionKind.FINANCIAL,
    "kosten": SectionKind.FINANCIAL,
    "kosten/finanzierung": SectionKind.FINANCIAL,
    "kosten und finanzierung": SectionKind.FINANCIAL,
    "finanzauswirkungen": SectionKind.FINANCIAL,
    "haushaltsrechtliche auswirkungen": SectionKind.FINANCIAL,
    "haushaltswirtschaftliche auswirkungen": SectionKind.FINANCIAL,
    "finanzielle/bilanzielle auswirkungen": SectionKind.FINANCIAL,
    "finanzielle und bilanzielle auswirkungen": SectionKind.FINANCIAL,
    "auswirkungen auf den haushalt": SectionKind.FINANCIAL,
    "haushaltsmäßige auswirkungen": SectionKind.FINANCIAL,
    "anlage": SectionKind.ATTACHMENTS,
    "anlage/n": SectionKind.ATTACHMENTS,
    "anlagen": SectionKind.ATTACHMENTS,
    "anlage(n)": SectionKind.ATTACHMENTS,
    "anlagenverzeichnis": SectionKind.ATTACHMENTS,
    "anhang": SectionKind.ATTACHMENTS,
    "anhänge": SectionKind.ATTACHMENTS,
    "wortprotokoll": SectionKind.MINUTES,
    "protokoll": SectionKind.MINUTES,
    "protokolltext": SectionKind.MINUTES,
    "protokollvermerk": SectionKind.MINUTES,
    "protokollnotiz": SectionKind.MINUTES,
    "beratungsverlauf": SectionKind.MINUTES,
    "diskussion": SectionKind.MINUTES,
    "aussprache": SectionKind.MINUTES,
    "wortbeiträge": SectionKind.MINUTES,
    "wortmeldungen": SectionKind.MINUTES,
    "niederschrift": SectionKind.MINUTES,
    "beratungsinhalt": SectionKind.MINUTES,
    "beratung": SectionKind.MINUTES,
    "abstimmungsergebnis": SectionKind.OTHER,
    "abstimmung": SectionKind.OTHER,
    "stammbaum": SectionKind.OTHER,
}
_ADDRESSEE = re.compile(r"(?<=^beschlussempfehlung) (?:an|für) (?:den|die|das) [a-zäöü0-9 /.,-]{2,80}$")
_OTHER_EFFECTS = re.compile(
    r"[a-zäöü/, -]{3,60} auswirkungen|auswirkungen auf [a-zäöü/, -]{3,60}|klima(?:relevanz|check|wirkung)"
)

_PUBLICITY = {
    "öffentlich": Publicity.PUBLIC,
    "nichtöffentlich": Publicity.NON_PUBLIC,
    "nicht öffentlich": Publicity.NON_PUBLIC,
    "nicht-öffentlich": Publicity.NON_PUBLIC,
    "vertraulich": Publicity.NON_PUBLIC,
    "öffentliche sitzung": Publicity.PUBLIC,
    "nichtöffentliche sitzung": Publicity.NON_PUBLIC,
    "öffentlich/nichtöffentlich": Publicity.MIXED,
    "öffentlich / nichtöffentlich": Publicity.MIXED,
    "öffentlich/nicht öffentlich": Publicity.MIXED,
    "öffentlich / nicht öffentlich": Publicity.MIXED,
    "öffentlich und nichtöffentlich": Publicity.MIXED,
    "öffentlich und nicht öffentlich": Publicity.MIXED,
    "teilöffentlich": Publicity.MIXED,
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
    folded = _BY_WHOM.sub("", fold_label(label)).removesuffix(_END_OF_SERIES).removesuffix(".")
    kind = _first_match(_RESULT_RULES, folded)
    if kind is None and (found := _VOTE_BEHIND.fullmatch(folded)):
        kind = _first_match(_RESULT_RULES, found[1])
    return kind


def referral_target(label: str | None) -> str | None:
    """The body a matter was sent to: "Gemeinderat" for "verwiesen in den Gemeinderat"."""
    found = _REFERRAL.fullmatch(label or "")
    return found[1] if found else None


def section_kind(heading: str) -> SectionKind | None:
    """None when `heading` is not a heading that councils use."""
    if len(heading) > MAX_HEADING:
        return None
    folded = _ADDRESSEE.sub("", fold_label(heading)).removesuffix(" zur vorlage")
    if folded in _SECTIONS:
        return _SECTIONS[folded]
    joined = {_SECTIONS.get(part) for part in folded.split(" und ")}
    if len(joined) == 1 and None not in joined:
        return joined.pop()
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
