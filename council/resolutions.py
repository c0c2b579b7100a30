"""Was it changed in the meeting? What was proposed beside what was resolved."""

from dataclasses import dataclass
from datetime import date

from publication.comparison import Change, Compared
from publication.differences import difference
from publication.history_pages import grouped

from .vocabulary import SectionKind


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was proposed or resolved, and where it stands."""

    text: str
    label: str
    url: str | None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts to be compared."""

    before: Text
    after: Text

    @property
    def is_changed(self):
        """Line breaks and blanks are no change."""
        return self.before.text.split() != self.after.text.split()

    @property
    def groups(self):
        """As `comparison.html` draws them."""
        texts = (one.text.replace("\r\n", "\n").strip() for one in (self.before, self.after))
        change = Change.CHANGED if self.is_changed else Change.SAME
        return grouped([Compared("Wortlaut", change, difference(*texts))])


@dataclass(frozen=True, slots=True)
class Resolution(Pair):
    """What was proposed, and what a body made of it."""

    @property
    def sentence(self):
        verdict = "weicht vom Vorschlag ab" if self.is_changed else "lautet wie vorgeschlagen"
        return f"Der Beschlusstext ({self.after.label}) {verdict}."


def proposal_of(paper):
    """The proposal of a paper that carries its `visible_sections`, None without one."""
    return _section(paper, SectionKind.PROPOSAL)


def resolutions_of(paper, stations):
    """Each resolution of `paper` that tells its text, beside the proposal; no query.

    From the agenda items of its stations, else from its own page. Empty where nothing can be compared.
    """
    proposal = proposal_of(paper)
    if proposal is None:
        return []
    return [Resolution(proposal, text) for text in resolution_texts(paper, stations)]


def resolution_texts(paper, stations):
    texts = [
        Text(item.resolution_text, station.called, station.item_url, station.day)
        for consultation, station in zip(paper.visible_consultations, stations, strict=True)
        if (item := consultation.visible_agenda_item) and item.resolution_text.strip()
    ]
    own = _section(paper, SectionKind.RESOLUTION)
    return texts or ([own] if own else [])


def _section(paper, kind):
    sections = [one for one in paper.visible_sections if one.kind == kind and one.text.strip()]
    if not sections:
        return None
    text = "\n\n".join(one.text for one in sections)
    return Text(text, sections[0].heading or sections[0].get_kind_display(), paper.get_absolute_url())
