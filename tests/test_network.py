from datetime import date
from itertools import combinations

import pytest

from cooperations.network import COOPERATION_GAP, PORT, WIDTH, Edge, network_of, participation_rows, visible_parts
from publication.display import Cell
from tests.factories import CooperationFactory, ParticipationFactory, PartnerFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 1)
ADDRESS = "/kooperationen/netzwerk/"
CHARACTER, LINE = 8.4, 19  # what one character and one line of 15 px writing take, measured in the browser


def region(partners, cooperations):
    """Unsaved participations: every partner in one to three cooperations, so that no database is needed."""
    members = [
        PartnerFactory.build(pk=pk, name=f"Unternehmensverband der Branche {pk}") for pk in range(1, partners + 1)
    ]
    undertakings = [CooperationFactory.build(pk=pk, title=f"Kooperation der Städte {pk}") for pk in range(cooperations)]
    return [
        ParticipationFactory.build(
            partner=partner, cooperation=undertakings[(partner.pk * 7 + step) % cooperations],
            role=("signatory", "supporter", "coordinator")[step],
        )
        for partner in members
        for step in range(partner.pk % 3 + 1)
    ]  # fmt: skip


def box_of_label(node):
    """(left, top, right, bottom) of the writing beside a node."""
    width = max(len(line) for line in node.label_lines) * CHARACTER
    left = {"start": node.label_x, "end": node.label_x - width, "middle": node.label_x - width / 2}[node.anchor]
    top = node.label_y - 13
    return left, top, left + width, top + LINE * len(node.label_lines)


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def crosses(edge, box):
    """Does the edge come into the box? Looked at in a hundred places."""
    places = [(edge.x1 + (edge.x2 - edge.x1) * i / 100, edge.y1 + (edge.y2 - edge.y1) * i / 100) for i in range(101)]
    return any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in places)


@pytest.mark.parametrize(("partners", "cooperations"), [(1, 1), (2, 9), (45, 8), (200, 8), (200, 25)])
def test_names_stay_inside_the_picture_and_apart(partners, cooperations):
    network = network_of(region(partners, cooperations))

    boxes = [box_of_label(node) for node in network.nodes]

    assert all(
        left >= 0 and right <= WIDTH and top >= 0 and bottom <= network.height for left, top, right, bottom in boxes
    )
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
    circles = [(node.x - node.r, node.y - node.r, node.x + node.r, node.y + node.r) for node in network.nodes]
    assert not [pair for pair in combinations(circles, 2) if overlap(*pair)]


def test_no_line_runs_through_the_name_of_a_cooperation():
    network = network_of(region(45, 8))
    names = [box_of_label(node) for node in network.nodes if node.kind == "cooperation"]

    assert not [(edge, box) for edge in network.edges for box in names if crosses(edge, box)]


def test_the_same_rows_give_the_same_picture_in_any_order():
    parts = region(45, 8)

    assert network_of(parts) == network_of(parts)
    assert network_of(parts).height < 45 * COOPERATION_GAP


def test_of_several_roles_the_strongest_is_drawn():
    part = ParticipationFactory(role="supporter")
    ParticipationFactory(partner=part.partner, cooperation=part.cooperation, role="coordinator")

    network = network_of(visible_parts(TODAY))

    partner, cooperation = network.nodes
    assert (partner.kind, partner.url) == ("partner", part.partner.get_absolute_url())
    assert (cooperation.kind, cooperation.url) == ("cooperation", part.cooperation.get_absolute_url())
    assert network.edges == [
        Edge(partner.x, partner.y, cooperation.x - PORT, cooperation.y, "coordinator"),
        Edge(cooperation.x - PORT, cooperation.y, cooperation.x, cooperation.y, "signatory"),
    ]
    assert [item.kind for item in network.legend] == ["coordinator"]


def test_the_table_tells_the_same_facts():
    part = ParticipationFactory(role="acceded", start=date(2025, 2, 1), start_precision="month")

    assert participation_rows(visible_parts(TODAY)) == [
        [
            Cell(part.partner.name, url=part.partner.get_absolute_url()),
            Cell(part.cooperation.title, url=part.cooperation.get_absolute_url()),
            Cell("beigetreten"),
            Cell("Februar 2025", datetime="2025-02"),
        ]
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        {"draft": True}, {"partner__withdrawn": True}, {"cooperation__draft": True}, {"end": date(2025, 1, 1)},
        {"start": date(2199, 1, 1)},
    ],
)  # fmt: skip
def test_what_is_hidden_or_not_of_today_is_not_in_it(client, hidden):
    ParticipationFactory()
    before = client.get(ADDRESS).content

    ParticipationFactory(**hidden)

    assert client.get(ADDRESS).content == before


def test_an_empty_portal_says_so(client):
    assert "Noch ist niemand beteiligt" in client.get(ADDRESS).text


@pytest.mark.parametrize("rows", [1, pytest.param(30, marks=pytest.mark.slow)])  # thirty rows take time to be written
def test_it_needs_one_query_whatever_its_rows(client, django_assert_num_queries, rows):
    ParticipationFactory.create_batch(rows)

    with django_assert_num_queries(1):
        response = client.get(ADDRESS)

    assert len(response.context["rows"]) == rows
