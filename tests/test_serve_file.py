import pytest

from tests.factories import FileFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file_name", "content_type", "disposition"),
    [
        ("plan.pdf", "application/pdf", 'inline; filename="plan.pdf"'),
        ("tabelle.csv", "text/csv; charset=utf-8", 'attachment; filename="tabelle.csv"'),
        ("Lageplan Ä.PNG", "image/png", "inline; filename*=utf-8''Lageplan%20%C3%84.PNG"),
        ("seite.html", "application/octet-stream", 'attachment; filename="seite.html"'),
    ],
)
def test_type_and_name_of_a_file_come_from_our_own_table(client, file_name, content_type, disposition):
    file = FileFactory(file_name=file_name)

    answer = client.get(file.get_absolute_url())

    assert (answer["Content-Type"], answer["Content-Disposition"]) == (content_type, disposition)
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert b"".join(answer.streaming_content) == b"Inhalt"
