"""All that is said of a comparison, for the tests that listen to it."""

import re

from kolada.analysis.compare import Comparison
from kolada.reading import sentences as said
from kolada.reading.streaks import streak_words

EVERYTHING = (said.headline, said.kpi_headline, said.lead, said.kpi_lead, said.sentence, said.rank_sentence,
              said.country_sentence, said.change_sentence, streak_words, said.judgement, said.caveat)  # fmt: skip


def plain(text: object) -> str:
    """The text with every kind of space as an ordinary one."""
    return re.sub("[\u00a0\u202f]", " ", str(text))


def everything(found: Comparison) -> str:
    """All that is said of a comparison."""
    return plain(" ".join([*(str(say(found)) for say in EVERYTHING), said.behind_sentence(found, None)]))
