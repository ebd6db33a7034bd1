"""The tasks of the plan: who leads, who coordinates, and how reports name a task."""

from scoring.rules.values import Code, Data, Text


class Parties(Data):
    """Whom a task names: ``text`` as the plan writes it, resolved to units and kinds."""

    text: Text
    units: tuple[Code, ...] = ()
    kinds: tuple[Code, ...] = ()


class Task(Data):
    """A numbered task of the plan's Danh mục.

    ``text`` is the plan's own wording, slips of the pen included. ``short`` says the same in few words,
    spelled right: reports and tables use it.
    """

    code: Code
    text: Text
    short: str = ""
    lead: Parties
    coordinate: Parties
    time: Text
    reference: str = ""

    @property
    def name(self) -> str:
        """Its name in reports and tables: short where the set has one, else as the plan does."""
        return self.short or self.text.rstrip(" ;.,")
