"""Every raw label seen in the field, and the traps among them."""

import pytest

from council.imports.vocabulary import (
    ConsultationState,
    MeetingState,
    PaperKind,
    Publicity,
    ResultKind,
    RoleKind,
    SectionKind,
    consultation_state,
    is_role,
    meeting_state,
    paper_kind,
    publicity,
    referral_target,
    result_kind,
    role_kind,
    section_kind,
)

PAPER_TYPES = {
    PaperKind.PROPOSAL: [
        "Standardvorlage",
        "Beschlussvorlage",
        "Entscheidungsvorlage",
        "Sitzungsvorlage",
        "Vorlage zur Beschlussfassung",
        "Beschlussempfehlung öffentlich",
        "öffentliche Beschlussvorlage",
        "Beschlussvorlage (öffentlich)",
        "01_Beschlussvorlage",
        "Beschlussdrucksache",
        "Kreistagsvorlage",
        "Vorlage zur Entscheidung",
        "Vorlage der Verwaltung",
    ],
    PaperKind.NOTICE: [
        "Mitteilungsvorlage",
        "Geschäftliche Mitteilung d. Vorsitzenden",
        "Kenntnisnahme",
        "Informationsvorlage",
        "Vorlage zur Kenntnisnahme",
        "Mitteilungsvorlage der Verwaltung",
        "Dringliche Vorlage zur Kenntnisnahme",
        "Mitteilung",
        "Bekanntgabe",
        "02_Unterrichtungsvorlage",
        "Mitteilungsvorlage - öffentlich",
        "Informationsdrucksache",
        "nichtöffentliche Mitteilungsvorlage",
        "Vorlage zur Information",
    ],
    PaperKind.REPORT: [
        "Berichtsvorlage",
        "Zwischenbericht",
        "Schlussbericht",
        "Sachstandsbericht",
        "Tätigkeitsbericht",
    ],
    PaperKind.MOTION: [
        "Antrag",
        "Ratsantrag",
        "Dringlichkeitsantrag",
        "Beschlussvorlage/Antrag",
        "Einwohnerantrag",
        "Bürgerantrag",
        "Gemeinsamer Antrag der Fraktionen",
        "Antrag zur Beschlussfassung",
        "Resolution",
        "Fraktionsantrag",
        "Prüfantrag",
        "Alternativantrag",
    ],
    PaperKind.AMENDMENT: [
        "Änderungs-/Ergänzungsantrag",
        "Änderungsantrag",
        "Ergänzungsantrag",
        "Änderungsantrag (Fraktion)",
    ],
    PaperKind.INQUIRY: [
        "Anfrage",
        "Kleine Anfrage",
        "Große Anfrage",
        "Auskunftsersuchen nach § 27 BezVG",
        "Schriftliche Anfrage",
        "Einwohneranfrage",
        "Anfrage gem. § 24 BezVG",
    ],
    PaperKind.ANSWER: [
        "Antwort",
        "Stellungnahme",
        "Antwort auf Anfrage",
        "Antwort / Stellungnahme des Bezirksamtes",
        "Antwort/Stellungnahme gem. § 27 BezVG",
        "Beantwortung einer Anfrage",
    ],
    PaperKind.PETITION: ["Eingabe", "Petition", "Bürgereingabe", "Anregung/Beschwerde"],
    PaperKind.OTHER: ["Offenlage", "Haushalt THH 4100", ""],
    None: ["Beschluss", "Bauantragsverfahren", "Irgendwas", "Kein Antrag", None],
}

ROLES = {
    RoleKind.DECISION: [
        "Entscheidung",
        "Beschlussfassung",
        "Beschluss",
        "Beratung und Beschlussfassung",
        "beschließend",
        "zur Entscheidung",
    ],
    RoleKind.PRELIMINARY: ["Vorberatung", "Beratung", "Mitberatung", "Behandlung", "1. Lesung", "vorberatend"],
    RoleKind.HEARING: ["Anhörung"],
    RoleKind.NOTICE: ["Kenntnisnahme", "Information", "zur Kenntnisnahme"],
    RoleKind.RECOMMENDATION: ["Empfehlung", "empfehlend"],
    None: ["unbekannt", "", "Irgendwas", None],
}

RESULTS = {
    ResultKind.ACCEPTED: [
        "ungeändert beschlossen",
        "unverändert beschlossen",
        "einstimmig beschlossen",
        "mehrheitlich beschlossen",
        "Mehrheitlich beschlossen",
        "einstimmig zugestimmt",
        "mehrheitlich zugestimmt",
        "ungeändert befürwortet",
        "Zustimmung",
        "ohne Änderungen in der BVV beschlossen",
        "ohne Änderungen in der BVV beschlossen (Beratungsfolge beendet)",
        "einverstanden",
        "angenommen",
        "mit Mehrheit angenommen",
        "ohne Änderungen beschlossen",
        "ungeändert beschlossen (12 Ja, 3 Nein)",
        "beschlossen - einstimmig",
        "einstimmig, bei 2 Enthaltungen beschlossen",
        "genehmigt",
        "Annahme",
    ],
    ResultKind.RECOMMENDED: [
        "ungeändert empfohlen",
        "mit Änderungen empfohlen",
        "einstimmig empfohlen",
        "vorberaten ohne Änderungen",
        "geändert empfohlen",
        "einstimmig zur Annahme empfohlen",
    ],
    ResultKind.AMENDED: [
        "geändert beschlossen",
        "mit Änderungen im Ausschuss beschlossen",
        "Zugestimmt zu geändertem Beschlusstext",
        "teilweise zugestimmt",
        "einstimmig mit Änderungen beschlossen",
        "in geänderter Fassung beschlossen",
        "geändert zugestimmt",
    ],
    ResultKind.NOTED: [
        "zur Kenntnis genommen",
        "Kenntnisnahme",
        "mit Zwischen-/Abschlussbericht zur Kenntnis genommen",
        "zur Kenntnis gegeben",
        "mit Zwischenbericht zur Kenntnis genommen",
        "mit Abschlussbericht zur Kenntnis genommen",
        "Stellungnahme zur Kenntnis genommen",
        "zustimmend zur Kenntnis genommen",
        "Kenntnis genommen",
        "Bericht zur Kenntnis genommen",
    ],
    ResultKind.POSTPONED: [
        "vertagt",
        "vertagt auf die nächste Sitzung",
        "auf die nächste Sitzung verschoben",
        "zurückgestellt",
        "zurück in die Fraktionen",
    ],
    ResultKind.REMOVED: [
        "abgesetzt",
        "abgesetzt (von der Tagesordnung)",
        "abgesetzt von der Tagesordnung",
        "nicht auf die Tagesordnung aufgenommen",
    ],
    ResultKind.REFERRED: [
        "verwiesen in den Gemeinderat",
        "verwiesen an den Bauausschuss",
        "überwiesen",
        "zurückverwiesen",
        "an den Bauausschuss überwiesen",
    ],
    ResultKind.WITHDRAWN: ["zurückgezogen", "zurückgezogen durch die Fraktion", "zurückgenommen"],
    ResultKind.SETTLED: [
        "erledigt",
        "erledigt durch Stellungnahme der Verwaltung",
        "erledigt durch Antwort der Verwaltung",
        "erledigt durch Stellungnahme/Antwort der Verwaltung",
        "für erledigt erklärt",
        "schriftlich beantwortet",
    ],
    ResultKind.REJECTED: [
        "abgelehnt",
        "mehrheitlich abgelehnt",
        "im Ausschuss abgelehnt",
        "in der BVV abgelehnt (Beratungsfolge beendet)",
        "einstimmig abgelehnt",
        "nicht empfohlen",
        "bei Stimmengleichheit abgelehnt",
        "mit Mehrheit abgelehnt",
        "Ablehnung",
    ],
    ResultKind.ELECTED: ["gewählt"],
    ResultKind.NONE: [
        "(offen)",
        "offen",
        "keine Abstimmung",
        "keine Beschlussfassung",
        "keine Mitteilungen",
        "Beratungsfolge beendet",
        "ohne Beschluss",
        "nicht behandelt",
        "ohne Votum",
        "",
    ],
    None: ["nicht beschlossen", "beschlossen vorbehaltlich der Zustimmung", "Einstimmig", "Irgendwas", None],
}

SECTIONS = {
    SectionKind.FACTS: [
        "Sachlage",
        "Sitzungsvortrag",
        "Erläuterungen und Begründungen",
        "Sachverhalt",
        "Sachverhalt (Kurzfassung)",
        "Sachverhalt und Petitum",
        "Sach- und Rechtslage",
        "Sachstand",
        "Ausgangslage",
        "Erläuterungen",
        "Begründung",
    ],
    SectionKind.PROPOSAL: [
        "Beschlussvorschlag",
        "Beschlussempfehlung",
        "Beschlussempfehlung an den Rat",
        "Petitum",
        "Petitum/Beschluss",
        "Antragstext",
    ],
    SectionKind.RESOLUTION: ["Beschluss"],
    SectionKind.LEGAL: ["Rechtslage", "Gesetzliche Grundlagen"],
    SectionKind.STAFFING: ["Personelle Auswirkungen"],
    SectionKind.FINANCIAL: ["Finanzielle Auswirkungen", "Finanzielle/bilanzielle Auswirkungen", "Finanzierung"],
    SectionKind.ATTACHMENTS: ["Anlage/n", "Anlagen"],
    SectionKind.MINUTES: ["Protokollvermerk", "Wortprotokoll", "Beratung", "Niederschrift", "Wortbeiträge"],
    SectionKind.OTHER: ["Abstimmungsergebnis", "Klimatische Auswirkungen"],
    None: ["Beschlussart", "Die Auswirkungen sind unklar", "", "Muster"],
}

STATUS = {
    "öffentlich": (Publicity.PUBLIC, None),
    "nichtöffentlich": (Publicity.NON_PUBLIC, None),
    "öffentlich/nichtöffentlich": (Publicity.MIXED, None),
    "gemischt (Sitzung abgeschlossen)": (Publicity.MIXED, "Sitzung abgeschlossen"),
    "öffentlich (Vorlage abgeschlossen)": (Publicity.PUBLIC, "Vorlage abgeschlossen"),
    "öffentlich (Vorlage freigegeben)": (Publicity.PUBLIC, "Vorlage freigegeben"),
    "öffentlich (Vorlage für Öffentlichkeit freigegeben)": (
        Publicity.PUBLIC,
        "Vorlage für Öffentlichkeit freigegeben",
    ),
    "öffentlich und nichtöffentlich": (Publicity.MIXED, None),
    "nicht-öffentlich": (Publicity.NON_PUBLIC, None),
    "geheim": (None, None),
    "": (None, None),
    None: (None, None),
}


def rows(table):
    return [(label, kind) for kind, labels in table.items() for label in labels]


@pytest.mark.parametrize(("label", "kind"), rows(PAPER_TYPES))
def test_type_of_paper(label, kind):
    assert paper_kind(label) == kind


@pytest.mark.parametrize(("label", "kind"), rows(ROLES))
def test_role(label, kind):
    assert role_kind(label) == kind


@pytest.mark.parametrize(("label", "kind"), rows(RESULTS))
def test_result(label, kind):
    assert result_kind(label) == kind


@pytest.mark.parametrize(("heading", "kind"), rows(SECTIONS))
def test_section(heading, kind):
    assert section_kind(heading) == kind


@pytest.mark.parametrize(("label", "expected"), STATUS.items())
def test_status_has_two_dimensions(label, expected):
    assert publicity(label) == expected


@pytest.mark.parametrize(
    ("label", "state"),
    [
        ("Geplant", ConsultationState.PLANNED),
        ("Bereit", ConsultationState.READY),
        ("Erledigt", ConsultationState.DONE),
        ("Gestoppt", ConsultationState.STOPPED),
        ("Irgendwas", None),
        (None, None),
    ],
)
def test_state_of_a_station(label, state):
    assert consultation_state(label) == state


@pytest.mark.parametrize(
    ("label", "state"),
    [
        ("terminiert", MeetingState.SCHEDULED),
        ("eingeladen", MeetingState.INVITED),
        ("durchgeführt", MeetingState.HELD),
        ("Irgendwas", None),
        (None, None),
    ],
)
def test_state_of_a_meeting(label, state):
    assert meeting_state(label) == state


def test_unknown_role_is_a_role_without_a_kind():
    assert is_role("unbekannt")
    assert not is_role("Beispiele")


def test_referral_keeps_its_target():
    assert referral_target("verwiesen in den Gemeinderat") == "Gemeinderat"
    assert referral_target("überwiesen") is None


def test_case_and_blanks_do_not_matter():
    assert result_kind("  Ungeändert\u00a0 BESCHLOSSEN ") == ResultKind.ACCEPTED
