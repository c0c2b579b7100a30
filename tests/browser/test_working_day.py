"""A working day at the desk, in real windows: one edits, one publishes, and somebody outside reads along.

`pytest -s` prints the day with its clicks and seconds. Seconds are those of the browser and the portal; nobody thinks
or types here. Fields are filled in at once, so the count of fields says more than the seconds.
"""

import pytest

from tests.specimens import HTML, pdf

from .conftest import demonstration
from .desk import Desk, counted, table

pytestmark = pytest.mark.browser

PASSWORD = "Blaue-Brücke-im-Nebel-7"
COOPERATION = "Wasserstoffpfad Nordeifel"
PAPERS = ("2026/101", "2026/102", "2026/103")
NEW_PARTNERS = ("Wasserstoffinitiative Nordeifel e. V.", "Stadtwerke Nordeifel GmbH")
PARTNERS = [
    *NEW_PARTNERS,
    "MedLife",
    "REGINA",
    "FH Aachen",
    "RWTH Aachen",
    "AGIT",
    "IHK Aachen",
    "HWK Aachen",
    "VUV",
]


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """A portal nobody has worked at: what is there already, and under which name, decides how the day goes."""
    with demonstration(tmp_path_factory.mktemp("working-day")) as portal:
        yield portal


@pytest.fixture
def invited(portal, visit):
    """invited(name, role): a person who was invited by the administration and has signed in."""
    office = Desk(visit, portal, "Verwaltung")
    office.open("/verwaltung/")
    office.fill(username="redaktion", password="nur-fuer-diese-pruefung")
    office.click("Anmelden")

    def invite(name, role):
        office.open("/verwaltung/auth/user/add/")
        office.fill(first_name=name, last_name="Beispiel", email=f"{name.lower()}@portal.example")
        office.page.get_by_label(role, exact=True).check()
        office.page.locator("[name=_save]").first.click()
        link = office.page.locator(".invitation-link").inner_text()
        return Desk(visit, portal, name), link

    return invite


def sign_in(desk, link):
    desk.open(link)
    desk.fill(new_password1=PASSWORD, new_password2=PASSWORD)
    desk.click("Passwort speichern")
    if desk.page.locator("#id_username").count() == 0:
        desk.open("/verwaltung/")
    desk.fill(username=f"{desk.name.lower()}@portal.example", password=PASSWORD)
    desk.click("Anmelden")
    desk.page.get_by_role("heading", name="Meine Entwürfe").wait_for()


def test_a_working_day_of_an_editor(portal, visit, invited, capsys):
    day = []
    ada, link_of_ada = invited("Ada", "Redaktion")
    ben, link_of_ben = invited("Ben", "Veröffentlichung")
    reader = visit().page

    with counted(day, ada, "Einladung annehmen, anmelden"):
        sign_in(ada, link_of_ada)
    sign_in(ben, link_of_ben)
    with counted(day, ada, "drei Vorlagen mit je zwei Abschnitten"):
        papers = [write_paper(ada, reference) for reference in PAPERS]
    with counted(day, ada, "vier Stationen einer Vorlage auf einmal"):
        stations_at_once(ada, papers[0])
    with counted(day, ada, "eine Datei abgewiesen, eine angenommen"):
        refused_and_taken(ada, papers[0])
    with counted(day, ada, "neue Kooperation mit Bezug auf drei Vorlagen"):
        cooperation = write_cooperation(ada)
    with counted(day, ada, "drei Partner aus der Kooperation heraus, zwei davon neu"):
        partners_from_within(ada)
    with counted(day, ada, "zehn Partner als Beteiligte auf einmal"):
        ten_at_once(ada)
    with counted(day, ada, "Sitzung mit drei Tagesordnungspunkten"):
        meeting = write_meeting(ada)
    with counted(day, ada, "daraus eine Reihe von elf Sitzungen"):
        series(ada, meeting)
    with counted(day, ada, "zwei Partner aus einer Tabelle, mit Fehler im ersten Anlauf"):
        read_table(ada)
    with counted(day, ada, "Vorschau der Kooperation"):
        look_at_preview(ada, cooperation)
    with counted(day, ben, "anfangen: was wartet?"):
        ben.open("/verwaltung/")
        assert "Kooperationen: 1" in ben.page.locator("[aria-labelledby=desk-waiting]").inner_text()
        ben.picture("startseite", height=1100)
    with counted(day, ben, "drei Vorlagen und zwei Partner veröffentlichen"):
        publish_from_lists(ben)
    with counted(day, ben, "Kooperation mit allen Beteiligten veröffentlichen"):
        publish_with_all(ben, cooperation)
    with counted(day, ben, "auf der Website nachsehen"):
        address = look_at_public_page(ben, reader)
    with counted(day, ben, "Öffentliches berichtigen, was die Redaktion allein nicht darf"):
        correct(ada, ben, cooperation, reader, address)
    with counted(day, ada, "zwei ändern dasselbe"):
        conflict(ada, ben, meeting)
    with counted(day, ben, "Vorlage zurückziehen, Rückruf lesen"):
        withdraw(ben, papers[2], reader)
    write_feedback(portal, reader)
    with counted(day, ada, "Rückmeldung beantworten"):
        answer_feedback(ada)
    with counted(day, ada, "Prüfhinweis abhaken"):
        dismiss_notice(ada)

    with capsys.disabled():
        print(f"\n{table(day)}")
    assert ada.complaints + ben.complaints == []


def write_paper(desk, reference):
    desk.open("/verwaltung/council/paper/add/")
    desk.choose("body", "Region Aachen")
    desk.fill(reference=reference, date="02.11.2026", name=f"Wasserstoff in der Nordeifel, Teil {reference[-1]}")
    desk.fill(paper_type="Beschlussvorlage", paper_kind="Beschlussvorlage", publicity="öffentlich")
    for kind, text in (
        ("Sachlage", "Die Gemeinden wollen gemeinsam planen. Rückfragen: 0241 555 01 23."),
        ("Beschlussvorschlag", "Die Verbandsversammlung stimmt der Kooperation zu."),
    ):
        row = desk.add_row("sections")
        desk.fill(**{f"{row}-kind": kind, f"{row}-text": text})
    desk.save()
    desk.picture("formular")
    return desk.page.url


def stations_at_once(desk, paper):
    desk.open(paper)
    desk.click("Mehrere Stationen …")
    for row, (organization, role) in enumerate(
        (
            ("Ausschuss für (eu)regionale", "Vorberatung"),
            ("Städteregionsausschuss", "Kenntnisnahme"),
            ("Ausschuss für Arbeit", "Empfehlung"),
            ("Verbandsversammlung", "Entscheidung"),
        )
    ):
        desk.choose(f"stations-{row}-organization", organization)
        desk.fill(**{f"stations-{row}-role_kind": role, f"stations-{row}-date": f"{14 + row}.01.2027"})
    desk.picture("stationen", height=620)
    desk.click("Als Entwürfe anlegen")
    assert "4 Stationen" in desk.told()


def refused_and_taken(desk, paper):
    desk.open(paper)
    row = desk.add_row("files")
    file = desk.page.locator(f"[id='id_{row}-content']")
    desk.fill(**{f"{row}-name": "Konzept"})
    desk.clicks += 1
    file.set_input_files({"name": "konzept.pdf", "mimeType": "application/pdf", "buffer": HTML})
    desk.page.keyboard.press("Control+s")
    desk.page.locator(".form-errors", has_text="Datei").wait_for()
    desk.picture("datei-abgewiesen", height=520)
    desk.clicks += 1
    file.set_input_files({"name": "konzept.pdf", "mimeType": "application/pdf", "buffer": pdf(b"BT /F1 12 Tf ET\n")})
    desk.save()
    assert desk.page.get_by_role("link", name="konzept.pdf").count() == 1


def write_cooperation(desk):
    desk.open("/verwaltung/cooperations/cooperation/add/")
    desk.fill(title=COOPERATION, summary="Gemeinden und Betriebe planen zusammen ein Netz für Wasserstoff.")
    desk.fill(kind="Projektpartnerschaft", region="Nordeifel")
    for reference, role in zip(PAPERS, ("Grundsatzbeschluss", "Bericht", "Haushalt"), strict=True):
        row = desk.add_row("council_references")
        desk.choose(f"{row}-paper", reference)
        desk.fill(**{f"{row}-role": role})
    desk.save()
    return desk.page.url


def partners_from_within(desk):
    """The third is there already under a longer name: the desk says so, and the editor takes that one."""
    for name, kind in (*zip(NEW_PARTNERS, ("Verein", "Unternehmen"), strict=True), ("AGIT", "Wirtschaftsförderung")):
        row = desk.add_row("participations")
        with desk.popup(f"#add_id_{row}-partner") as popup:
            desk.fill(name=name, kind=kind)
            desk.click("[name=_save]")
            if name == "AGIT":
                popup.locator(".errorlist a", has_text="AGIT mbH").wait_for()
                desk.picture("aehnlicher-partner", height=560)
                desk.clicks += 1
                popup.close()
        if name == "AGIT":
            desk.choose(f"{row}-partner", "AGIT mbH")
        desk.fill(**{f"{row}-role": "Unterzeichner"})
    desk.save()


def ten_at_once(desk):
    desk.click("Mehrere Beteiligte …")
    desk.fill(role="Unterzeichner", names="\n".join(PARTNERS))
    desk.click("Vorschau")
    desk.page.get_by_role("heading", name="7 neue Beteiligungen").wait_for()
    assert desk.page.get_by_text("ist schon eingetragen").count() == 3
    desk.picture("beteiligte")
    desk.click("Als Entwürfe anlegen")
    assert "7 Beteiligungen" in desk.told()


def write_meeting(desk):
    desk.open("/verwaltung/council/meeting/add/")
    desk.choose("organization", "Verbandsversammlung")
    desk.fill(name="Ordentliche Sitzung", start_0="14.01.2027", start_1="16:00")
    for number, name in enumerate(("Eröffnung", "Wasserstoff in der Nordeifel", "Verschiedenes"), start=1):
        row = desk.add_row("agenda_items")
        desk.fill(**{f"{row}-number": f"Ö {number}", f"{row}-name": name})
    desk.save()
    return desk.page.url


def series(desk, meeting):
    desk.open(meeting)
    desk.click("Sitzungsreihe anlegen …")
    desk.fill(first="01.02.2027", last="31.12.2027")
    desk.click("Vorschau")
    desk.picture("sitzungsreihe")
    desk.click("Angekreuzte als Entwurf anlegen")
    assert "11 Sitzungen" in desk.told()


def read_table(desk):
    """The first try names a kind that does not exist: the desk says in which line, and reads nothing."""
    desk.open("/verwaltung/partners/partner/")
    desk.click("Tabelle einlesen …")
    for kind in ("Verband", "Verein"):
        lines = [
            "Name;Art;Ort;Land",
            "Energieforum Nordeifel e. V.;Verein;Musterau;DE",
            f"Hafen Musterau;{kind};Musterau;DE",
        ]
        content = "\r\n".join(lines).encode()
        desk.clicks += 1
        desk.page.set_input_files("#id_table", {"name": "partner.csv", "mimeType": "text/csv", "buffer": content})
        desk.click("Vorschau")
        desk.page.locator(".counts").wait_for()
        if kind == "Verband":
            desk.picture("tabelle", height=560)
            desk.click("Andere Tabelle")
    desk.click("So einlesen")
    desk.told()


def look_at_preview(desk, cooperation):
    desk.open(cooperation)
    desk.click("Vorschau")
    desk.page.locator(".preview-banner").wait_for()
    shown = desk.page.locator("main").inner_text()
    assert "8 Vertragspartner" in shown  # the two new partners are drafts themselves
    assert NEW_PARTNERS[0] not in shown
    desk.picture("vorschau")


def publish_from_lists(desk):
    for path, rows in (("council/paper", PAPERS), ("partners/partner", NEW_PARTNERS)):
        desk.open(f"/verwaltung/{path}/?stand=draft")
        for name in rows:
            desk.click(desk.page.locator("#result_list tr", has_text=name).locator(".action-select"))
        desk.clicks += 1
        desk.page.select_option("[name=action]", "publish_selected")
        desk.click("#changelist-form .actions button[type=submit]")
        confirm(desk)


def publish_with_all(desk, cooperation):
    desk.open(cooperation)
    desk.click("Veröffentlichen …")
    confirm(desk)


def confirm(desk):
    """Tick all that may go along, say that the warnings were read, publish."""
    desk.find("Jetzt veröffentlichen").wait_for()
    desk.page.wait_for_load_state()
    if (button := desk.page.get_by_role("button", name="Alle ankreuzen")).is_visible():
        desk.click(button)
    if (checked := desk.page.locator("#id_checked")).count():
        desk.click(checked)
        desk.picture("veroeffentlichen", height=1000)
    desk.click("Jetzt veröffentlichen")
    assert "Veröffentlicht" in desk.told()


def look_at_public_page(desk, reader):
    desk.click("Auf der Website ansehen")
    address = desk.page.url
    reader.goto(address)
    shown = reader.locator("main").inner_text()
    expected = ["10 Vertragspartner", *NEW_PARTNERS, "Wasserstoff in der Nordeifel, Teil 1"]
    assert [name for name in expected if name not in shown] == []
    return address


def correct(editor, publisher, cooperation, reader, address):
    """What is public is changed by those who may publish; the editor is told so and loses nothing."""
    editor.open(cooperation)
    editor.fill(region="Nordeifel und Rureifel")
    editor.page.keyboard.press("Control+s")
    editor.page.locator(".errornote, .errorlist", has_text="das Recht zu veröffentlichen").first.wait_for()
    publisher.open(cooperation)
    publisher.fill(region="Nordeifel und Rureifel", change_reason="Die Rureifel gehört dazu")
    publisher.save()
    reader.goto(address)
    assert "Nordeifel und Rureifel" in reader.locator("main").inner_text()


def conflict(desk, colleague, meeting):
    desk.open(meeting)
    colleague.open(meeting)
    colleague.fill(room="Kleiner Saal")
    colleague.save()
    desk.fill(room="Großer Saal", end_0="14.01.2027", end_1="18:00")
    desk.page.keyboard.press("Control+s")
    desk.page.locator(".conflict-part").first.wait_for()
    desk.click(desk.page.get_by_role("radio", name="meine Eingabe von „Raum“"))
    desk.picture("konflikt", height=620)
    desk.click("So speichern")
    desk.told()
    assert [desk.page.locator(f"#id_{name}").input_value() for name in ("room", "end_1")] == ["Großer Saal", "18:00:00"]


def withdraw(desk, paper, reader):
    desk.open(paper)
    public = desk.site + desk.find("Auf der Website ansehen").get_attribute("href")
    desk.click("Zurückziehen …")
    desk.fill(reason="Falsche Fassung")
    desk.click("Jetzt zurückziehen")
    desk.page.get_by_role("heading", name="Was jetzt zu tun ist").wait_for()
    desk.picture("rueckruf")
    assert reader.goto(public).status == 410


def write_feedback(portal, reader):
    reader.goto(f"{portal.base}/rueckmeldung/")
    reader.get_by_label("Nachricht").fill("Die zweite Vorlage nennt eine alte Jahreszahl.")
    reader.locator("[name=kind]").first.check()
    reader.wait_for_timeout(3_000)  # a form sent at once is taken for a machine's
    reader.get_by_role("button", name="Absenden").click()
    reader.wait_for_url("**/danke/")


def answer_feedback(desk):
    desk.open("/verwaltung/")
    desk.click(desk.page.get_by_role("link", name="Unbeantwortete Rückmeldungen"))
    desk.click("#result_list tbody th a")
    desk.fill(state="beantwortet", internal_note="Jahreszahl berichtigt.")
    desk.click("[name=_save]")
    desk.told()


def dismiss_notice(desk):
    desk.open("/verwaltung/")
    desk.click("Alle Prüfhinweise")
    notice = desk.page.locator(".desk-panel li").first
    told = notice.locator("p").nth(1).inner_text()
    desk.click(notice.locator("summary"))
    desk.picture("pruefhinweise", height=620)
    desk.fields += 1
    notice.locator("[name=reason]").fill("Steht so in der Niederschrift.")
    desk.click(notice.get_by_role("button", name="Abhaken"))
    desk.told()
    assert desk.page.get_by_text(told, exact=True).count() == 0
