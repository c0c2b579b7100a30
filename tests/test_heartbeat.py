import pytest

from regionportal import heartbeat


@pytest.fixture
def beats(monkeypatch):
    """What a worker would hear."""
    heard = []
    monkeypatch.setattr(heartbeat, "_listeners", [])
    heartbeat.listen(lambda: heard.append("beat"))
    return heard


@pytest.mark.parametrize(("rows", "expected"), [(499, 0), (500, 1), (1700, 3)])
def test_rows_that_move_are_heard_and_stay_the_same(beats, rows, expected):
    assert list(heartbeat.going_on(range(rows))) == list(range(rows))
    assert len(beats) == expected


def test_rows_that_hang_are_not_heard(beats):
    rows = heartbeat.going_on(iter(range(2000)))

    for _ in range(600):
        next(rows)

    assert beats == ["beat"]
