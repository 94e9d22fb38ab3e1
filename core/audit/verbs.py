"""The names of acts in words. An app names its own verbs: `audit.name_verbs(document_signed=_("Ký văn bản"))`."""

_labels = {}


def name_verbs(**labels):
    """Register the Vietnamese words (lazy translations) of some verbs; later registrations win."""
    _labels.update(labels)


def label_of(verb):
    """The words for a verb; the verb itself, spaced, when nobody has named it."""
    return _labels.get(verb) or verb.replace("_", " ")


def known():
    """All named verbs as (verb, label), for choice lists."""
    return sorted(_labels.items())
