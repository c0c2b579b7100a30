"""The operator's pages: the published one, or else the text that comes with the portal."""


def faults_of(body):
    """What must be changed in a text before it can be saved, as messages for people."""
    return []
