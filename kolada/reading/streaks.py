"""On which side of the peers' mean the focal one has been, in words (COMPARISON 16)."""

from kolada.analysis.change import Streak
from kolada.analysis.compare import Comparison
from kolada.reading.words import whose, years_phrase


def streak_words(comparison: Comparison) -> str:
    """ "över de liknande kommunernas ovägda medel alla år 2008–2022 utom 2012": every year counted (COMPARISON 16)."""
    streak = comparison.streak
    if streak is None:
        return ""
    return (
        f"{'över' if streak.side > 0 else 'under'} {whose(comparison.peers)} ovägda medel alla {_streak_years(streak)}"
    )


def _streak_years(streak: Streak) -> str:
    text = f"år {streak.first}–{streak.last}"
    if streak.exceptions:
        text += f" utom {years_phrase(streak.exceptions)}"
    return text + (f" (jämförelse saknas {years_phrase(streak.unknown)})" if streak.unknown else "")
