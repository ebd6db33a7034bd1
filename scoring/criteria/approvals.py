"""The steps in which results are approved before the year is closed."""

from scoring.rules.values import Code, Data, Text


class Approval(Data):
    """Who approves, in the order of the list: a team, an office, a person."""

    code: Code
    name: Text
