"""The tasks of the plan, and whom each of them names."""

from scoring.rules.values import Code, Data, Text


class Parties(Data):
    """Whom a task names: ``text`` as the plan writes it, resolved to units and kinds."""

    text: Text
    units: tuple[Code, ...] = ()
    kinds: tuple[Code, ...] = ()


class Task(Data):
    """A numbered task of the plan's Danh mục."""

    code: Code
    text: Text
    lead: Parties
    coordinate: Parties
    time: Text
    reference: str = ""
