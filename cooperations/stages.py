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


def stage(milestones, day=None):
    """The stage reached by `milestones` up to and including `day` (default: all of them), or None without any.

    A later visit does not undo an agreement: among the first four stages the highest counts. A pause or an end holds
    until a milestone after it says otherwise.
    """
    reached = None
    for milestone in sorted(milestones, key=lambda one: (one.day, one.pk)):
        leads_to = LEADS_TO.get(milestone.kind)
        if leads_to is None or (day is not None and milestone.day > day):
            continue
        if reached in _RANK and leads_to in _RANK:
            leads_to = max(reached, leads_to, key=_RANK.index)
        reached = leads_to
    return reached
