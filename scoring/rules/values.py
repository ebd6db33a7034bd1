"""Values a criteria set is written with. Files give text only, so the types are made here, strictly.

Pydantic alone reads ``1_0`` as 10, ``1e3`` as 1000 and ``on`` as true; an official would never find out.
"""

import os
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from scoring.text import day_in, why_no_day
from scoring.xlsx.noise import LARGEST_EXACT

LARGEST = LARGEST_EXACT
"""No figure or point of this field is larger; beyond it Excel and Decimal stop being exact."""

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_WITH_COMMA = re.compile(r"-?[0-9]{1,12},[0-9]{1,6}")
_WHOLE = re.compile(r"-?[0-9]{1,12}")


def _number(value: object) -> object:
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        # One way to write each number, so that 10.0 in one file and 10 in another are the same set.
        return Decimal(value.rstrip("0").rstrip(".") if "." in value else value) + 0
    if isinstance(value, str) and _WITH_COMMA.fullmatch(value):
        raise ValueError(f"số thập phân viết bằng dấu chấm: {value.replace(',', '.')} thay cho {value}")
    raise ValueError("phải là số, chỉ gồm chữ số và dấu thập phân, ví dụ 10")


def _whole(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return value
    raise ValueError("phải là số nguyên, ví dụ 2")


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        day = day_in(value)
        if day and day.isoformat() == value:
            return day
        if day:
            raise ValueError(f"ngày viết theo năm-tháng-ngày: {day} thay cho {value}")
        if words := why_no_day(value):
            raise ValueError(f"“{value}” {words}; trong tệp này viết năm-tháng-ngày, ví dụ 2026-12-25")
    raise ValueError("phải là ngày viết theo năm-tháng-ngày, ví dụ 2026-12-25")


def _flag(value: object) -> object:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise ValueError("phải là true (có) hoặc false (không)")


Number = Annotated[Decimal, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_day)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Points = Annotated[Number, Field(ge=0, le=100000)]
Text = Annotated[str, Field(min_length=1)]
Code = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[0-9A-Za-zĐđ][0-9A-Za-zĐđ._-]*$")]

# Pydantic would look through every installed package for plug-ins of it, longer than it makes these classes.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class Data(BaseModel):
    """Base of everything a set is made of: frozen, unknown keys refused, text trimmed.

    ``later``: keys that came after forms were out. Where a set does not use them they are no part of a form's
    identity, so that no form in the units' hands becomes one of another set.
    """

    later: ClassVar[frozenset[str]] = frozenset()

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
