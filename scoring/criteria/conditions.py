"""Whom something concerns, and the conditions that keep a unit from a class whatever its points."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from scoring.rules.values import Code, Data, Flag, Number, Text, Whole


class Applies(Data):
    """Whom a criterion concerns: the union of what is given, everybody where nothing is."""

    kinds: tuple[Code, ...] = ()
    units: tuple[Code, ...] = ()
    leads: tuple[Code, ...] = ()
    coordinates: tuple[Code, ...] = ()

    @property
    def everybody(self) -> bool:
        """True where nothing narrows it."""
        return not (self.kinds or self.units or self.leads or self.coordinates)


class When(Data):
    """The points of a criterion from which a condition follows (R17): ``at_least`` or ``at_most`` so many.

    ``declared``: the unit declares the condition as well, so that answer and declaration can be compared.
    """

    code: Code
    at_least: Annotated[Number, Field(gt=0, le=100000)] | None = None
    at_most: Annotated[Number, Field(ge=0, le=100000)] | None = None
    declared: Flag = False

    @model_validator(mode="after")
    def _one_bound(self) -> "When":
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("when ghi một trong hai khóa: at_least hoặc at_most (số điểm)")
        return self


class Condition(Data):
    """A fact that disqualifies, caps the class, or lowers it by some classes, whatever the points.

    It is declared Có or Không (NĐ 335), or follows from an answer (``when``). ``lower_by``: by how many
    classes (R18).
    """

    later: ClassVar = frozenset({"lower_by", "when"})

    code: Code
    text: Text
    effect: Literal["disqualify", "cap", "lower"]
    class_code: Code | None = None
    lower_by: Annotated[Whole, Field(ge=1, le=20)] | None = None
    when: When | None = None
    applies: Applies = Applies()
    reference: str = ""

    @model_validator(mode="after")
    def _effect_has_its_key(self) -> "Condition":
        if (self.effect == "cap") != (self.class_code is not None):
            raise ValueError("effect: cap cần class_code; effect khác thì không ghi class_code")
        if (self.effect == "lower") != (self.lower_by is not None):
            raise ValueError("effect: lower cần lower_by (hạ mấy loại); effect khác thì không ghi lower_by")
        return self

    @property
    def follows(self) -> bool:
        """True where the points of a criterion decide it."""
        return self.when is not None

    @property
    def is_declared(self) -> bool:
        """True where the unit answers it on its form."""
        return self.when is None or self.when.declared
