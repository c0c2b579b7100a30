"""Words of German texts as the search takes them: inflection, spelling, compounds, what is left out or split."""

import pytest

from publication.search.compounds import LONGEST, parts_in_order
from publication.search.forms import fold, form_of, part_forms
from publication.search.words import clean, words_in


def forms(text):
    return [word.form for word in words_in(clean(text)) if word.form]


def all_forms(text):
    """Forms by which `text` is found: its words and what they stand for."""
    return {form for word in words_in(clean(text)) for form in (word.form, *word.others) if form}


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Kooperationen", "kooperation"),
        ("Städte", "stadt"),
        ("Räte", "rat"),
        ("beschlossen", "beschliessen"),
        ("kommunalen", "kommunal"),
        ("kurze", "kurz"),
        ("energetischer", "energetisch"),
        ("Waermeplanung", "waermeplanung"),
        ("Massnahmen", "massnahme"),
        ("Fussgänger", "fussgaenger"),
        ("Fachkräftesicherungskonzepte", "fachkraeftesicherungskonzept"),
        ("Lublin", "lublin"),
        ("Nistkästen", "nistkasten"),
        ("fristgerechten", "fristgerecht"),
        ("sonderpädagogischem", "sonderpaedagogisch"),
        ("gescannten", "scannen"),
        ("preßt", "pressen"),
    ],
)
def test_inflected_and_transcribed_words_have_one_form(written, form):
    assert form_of(written.lower()) == form


@pytest.mark.parametrize("written", ["Halle", "Quelle", "Schranke", "Tablette", "Pumpe", "Zelte"])
def test_one_and_several_have_one_form_where_the_word_list_takes_two_steps(written):
    assert form_of(written.lower()) == form_of(f"{written}n".lower())


@pytest.mark.parametrize(("form", "verb"), [("maß", "messen"), ("gefroren", "frieren"), ("gebrütet", "brüten")])
def test_forms_that_no_rule_makes_are_found_by_the_verb(form, verb):
    assert all_forms(form) & all_forms(verb)


def test_words_that_differ_by_an_umlaut_stay_apart():
    assert form_of("forderung") != form_of("förderung")


def test_forms_have_small_ascii_letters_and_digits_only():
    assert fold("Saint-Étienne Łódź Ωμέγα") == "saintetiennelodzx3c9x3bcx3b5x3b3x3b1"


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("wirtschaftsförderung", {"wirtschaft", "foerderung"}),
        ("fachkräftesicherung", {"fach", "kraft", "fachkraft", "sicherung", "kraeftesicherung"}),
        ("hochwasserschutz", {"hoch", "wasser", "hochwasser", "schutz", "wasserschutz"}),
        ("mieterstrommodell", {"mieter", "strom", "mieterstrom", "modell", "strommodell"}),
        ("kindertagesstätte", {"kind", "tag", "kindertag", "staette", "tagesstaette"}),
        ("katzenkastration", {"katze", "kastration"}),
        ("krankenpflege", {"kranker", "pflege"}),
        ("impfzentrum", {"impfen", "zentrum"}),
        ("hilfsfrist", {"hilfe", "frist"}),
        ("kaltmiete", {"kalt", "miete"}),
        ("fangzäune", {"fangen", "zaun"}),
        ("hundekot", {"hund", "kot"}),
        ("reduzierende", set()),
        ("kirchturm", {"kirche", "turm"}),
        ("mahngebühren", {"mahnen", "gebuehr"}),
        ("schulsport", {"schule", "sport"}),
        ("grabstein", {"grab", "stein"}),
        ("arbeitsamt", {"arbeit", "amt"}),
        ("ortsteil", {"ort", "teil"}),
        ("bodendenkmal", {"boden", "denkmal"}),
        ("gebührenpflichtigen", {"gebuehr", "pflichtig"}),
        ("verwaltungsintern", {"verwaltung", "intern"}),
        ("feuerbeständigen", {"feuer", "bestaendig"}),
        ("mitteilung", set()),
        ("beratung", set()),
        ("haushalt", set()),
        ("vorteil", set()),
        ("bürgerinnen", set()),
    ],
)
def test_compounds_have_parts_and_other_words_have_none(compound, parts):
    assert set(part_forms(compound)) == parts


def test_a_word_without_end_is_no_compound():
    assert parts_in_order("rat" * LONGEST) == ()


@pytest.mark.parametrize(
    ("text", "found_by"),
    [
        ("Fach- und Arbeitskräftesicherung", "fachkraeftesicherung"),
        ("Haupt- und Finanzausschuss", "hauptausschuss"),
        ("Planungs-, Bau- und Umweltausschuss", "planungsausschuss"),
        ("Wirtschaftsförderung und -entwicklung", "wirtschaftsentwicklung"),
        ("Kosten-Nutzen-Analyse", "kostennutzenanalyse"),
        ("Bürger*innen", "buergerin"),
        ("Mitarbeiter/-innen", "mitarbeiterin"),
        ("die Koope ration der Kreise", "kooperation"),
        ("Wirtschafts-\nförderung", "wirtschaftsfoerderung"),
        ("Zuwen\u00addung", "zuwendung"),
        ("B e s c h l u s s", "beschluss"),
        ("Sachkonto 54 040 20", "5404020"),
        ("25.000 Euro", "25000"),
    ],
)
def test_what_is_left_out_joined_or_split_is_found_as_a_word(text, found_by):
    assert found_by in all_forms(text)


@pytest.mark.parametrize("text", ["die Stadt rät ab", "am 28.10.2024", "Der Kreis berichtet. Und -"])
def test_ordinary_texts_get_no_words_that_are_not_in_them(text):
    written = {fold(word.written) for word in words_in(clean(text))}

    assert {form for form in all_forms(text) if form.isalpha() and len(form) > max(map(len, written))} == set()


@pytest.mark.parametrize("written", ["FB 02/0083/WP16", "FB02/0083/WP16", "fb 2/83/wp 16"])
def test_a_number_is_the_same_however_it_is_written(written):
    assert forms(written) == ["fb", "2", "83", "wp", "16"]
