"""Classes: from which score, what they need beside it, and how many units may have them."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from scoring.rules.base import exactly_one
from scoring.rules.values import LARGEST, Code, Data, Number, Points, Text

Percent = Annotated[Number, Field(ge=0, le=100)]


class Need(Data):
    """Of the group, criterion or bonus block ``code`` either a share of its points or its figure.

    ``at_least_percent``: the points before rounding, in percent of the maximum that counts for the unit (of
    the bonus block: of its cap). ``at_least``: the figure that the unit entered, whatever it brings: the
    number of a ``count``, the share of a ``ratio`` in percent (Thanh Hóa: at least one new model; NĐ
    335/2025: 100 % of the tasks).
    """

    later: ClassVar = frozenset({"at_least"})

    code: Code
    at_least_percent: Percent | None = None
    at_least: Annotated[Number, Field(gt=0, le=LARGEST)] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Need":
        if not exactly_one(self.at_least_percent, self.at_least):
            raise ValueError("ghi đúng một trong hai: at_least_percent (% điểm) hoặc at_least (số liệu)")
        return self

    @property
    def share(self) -> Decimal:
        """The percent of the points; 0 where a figure is needed."""
        return self.at_least_percent or Decimal(0)


class Class(Data):
    """A class with its inclusive lower bound of the score."""

    code: Code
    name: Text
    at_least: Points
    needs: tuple[Need, ...] = ()


class Quota(Data):
    """At most ``percent`` of the units classed ``of`` may be classed ``code``; excess is flagged only.

    NĐ 335/2025/NĐ-CP counts against the class below, not against all units.
    """

    code: Code
    percent: Percent
    of: tuple[Code, ...] = ()
    within: Literal["all", "block"] = "all"
