"""What a set rests on and covers: the documents it cites, the days it is for, the decision that issued it."""

from typing import Literal

from pydantic import model_validator

from scoring.rules.values import Code, Data, Day, Text


class Reference(Data):
    """A document that criteria, tasks and conditions cite.

    A citation begins with the ``id`` of a reference, up to the first space, comma or semicolon; what
    follows is free: ``KH``, ``KH, mục 3.1``, ``ND335 Điều 12``. An empty citation is allowed.

    ``ground`` is where a decision names it at its head, in the order of the list: as its ``basis`` ("Căn cứ")
    or as what it ``follows`` ("Thực hiện": documents of the Party, instructions from above). Where a set
    marks none, all of them are its basis, by rank.
    """

    id: Code
    title: Text
    ground: Literal["basis", "follows"] | None = None


class Period(Data):
    """The evaluation year, both days included; it need not be a calendar year (TCPL: 01/7 - 30/6)."""

    start: Day
    end: Day

    @model_validator(mode="after")
    def _forward(self) -> "Period":
        if self.end <= self.start:
            raise ValueError("ngày kết thúc (end) phải sau ngày bắt đầu (start)")
        return self


class Decision(Data):
    """The decision that issued the set."""

    number: Text
    date: Day
