"""How far a cooperation has come, read from its milestones."""

from .models import Cooperation, Milestone

LEADS_TO = {
    Milestone.Kind.FIRST_CONTACT: Cooperation.Stage.FIRST_CONTACT,
    Milestone.Kind.VISIT: Cooperation.Stage.IN_PREPARATION,
    Milestone.Kind.PREPARATION: Cooperation.Stage.IN_PREPARATION,
    Milestone.Kind.DECLARATION: Cooperation.Stage.DECLARED,
    Milestone.Kind.SIGNING: Cooperation.Stage.AGREED,
    Milestone.Kind.ACCESSION: Cooperation.Stage.AGREED,
    Milestone.Kind.SUSPENSION: Cooperation.Stage.SUSPENDED,
    Milestone.Kind.END: Cooperation.Stage.ENDED,
}
_RANK = [
    Cooperation.Stage.FIRST_CONTACT,
    Cooperation.Stage.IN_PREPARATION,
    Cooperation.Stage.DECLARED,
    Cooperation.Stage.AGREED,
]


def reached(milestones):
    """Pairs of each of `milestones`, oldest first, and the stage reached by then, None before the first that leads on.

    A later visit does not undo an agreement: among the first four stages the highest counts. A pause or an end holds
    until a milestone after it says otherwise.
    """
    now = None
    for milestone in sorted(milestones, key=lambda one: (one.day, one.pk)):
        leads_to = LEADS_TO.get(milestone.kind, now)
        now = max(now, leads_to, key=_RANK.index) if now in _RANK and leads_to in _RANK else leads_to
        yield milestone, now


def stage(milestones, day=None):
    """The stage reached by `milestones` up to and including `day` (default: all of them), or None without any."""
    stages = [stage for milestone, stage in reached(milestones) if day is None or milestone.day <= day]
    return stages[-1] if stages else None
