import re

NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def for_xml(text):
    """`text` without the characters that no XML can hold, however escaped (XML 1.0, 2.2)."""
    return NOT_IN_XML.sub("", text)
