"""Rows of long lists, written once and again only where what they show has changed.

A ward of 7,000 units has lists of 7,000 rows; writing them takes longer than finding out what they say.
"""

from collections.abc import Callable, Hashable

from markupsafe import Markup

from scoring.engine.memory import Memory


def rows(memory: Memory, table: str) -> Callable[..., Markup]:
    """What writes the rows of a table: ``{% call row(about, *shown) %}the row{% endcall %}`` in a template.

    ``memory``: of the run that the table shows. ``about``: which row it is, and for whom where not everybody
    is shown the same. ``shown``: everything else that the row shows.
    """

    def row(about: Hashable, *shown: object, caller: Callable[[], str]) -> Markup:
        return Markup(memory.of(_written, (table, about), shown, caller).decode())

    return row


def _written(caller: Callable[[], str]) -> bytes:
    """As bytes: they take half the memory."""
    return caller().encode()
