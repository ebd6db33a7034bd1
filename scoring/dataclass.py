"""``dataclass`` for what every command loads: the frozen classes of the standard library, defined faster.

The library compiles six functions for each frozen class. There are 150 before the first form is read,
and they took a fifth of what a command loads. Here only ``__init__`` is compiled; it fills the slots
themselves, in half of the time. Everything else is one function for all classes. What a class does is the
same (tests/test_dataclass.py).
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import dataclass as standard
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, *, eq: bool = True, kw_only: bool = False, **more: bool) -> Any:
        """As the standard library's; only ``frozen`` ones with ``slots``, and nothing else, are faster."""
        if more == {"frozen": True, "slots": True}:
            return lambda of: _frozen(of, eq=eq, kw_only=kw_only)
        return standard(cls, eq=eq, kw_only=kw_only, **more)


def _frozen(cls: type, *, eq: bool, kw_only: bool) -> type:
    made: type[Any] = standard(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)
    here = fields(made)
    methods: dict[str, Any] = {
        "__init__": _init(made, here),
        "__repr__": _repr,
        "__setattr__": _set,
        "__delattr__": _delete,
        "__getstate__": _state,
        "__setstate__": _restore,
    }
    if eq:
        methods |= _compared([each.name for each in here if each.compare])
    for name, method in methods.items():
        if vars(made).get(name) is None:  # a class that says how it is equal has None for its hash
            setattr(made, name, method)
    return made


def _init(cls: type, here: tuple[Field[Any], ...]) -> Any:
    """Fills the slots by their descriptors: the class itself lets nobody set anything."""
    known: dict[str, Any] = {"_missing": MISSING}
    arguments: dict[bool, list[str]] = {False: ["self"], True: []}
    lines = []
    for each in here:
        name, argument, value, start = each.name, each.name, each.name, ""
        known[f"_set_{name}"] = getattr(cls, name).__set__
        if each.default is not MISSING:
            start = f"_default_{name}"
            known[start], argument = each.default, f"{name}={start}"
        elif each.default_factory is not MISSING:
            start = f"_make_{name}()"
            known[f"_make_{name}"], argument = each.default_factory, f"{name}=_missing"
            value = f"{start} if {name} is _missing else {name}"
        if each.init:
            arguments[bool(each.kw_only)].append(argument)
            lines.append(f"_set_{name}(self, {value})")
        elif start:
            lines.append(f"_set_{name}(self, {start})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    asked = ", ".join([*arguments[False], *(["*", *arguments[True]] if arguments[True] else [])])
    exec(f"def __init__({asked}):\n " + "\n ".join(lines or ["pass"]), known)
    known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return known["__init__"]


def _compared(names: list[str]) -> dict[str, Any]:
    told = _values(names)

    def equal(self: object, other: object) -> Any:
        if self is other:
            return True
        return told(self) == told(other) if other.__class__ is self.__class__ else NotImplemented

    return {"__eq__": equal, "__hash__": lambda self: hash(told(self))}


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda of: tuple(getattr(of, name) for name in names)


@recursive_repr()
def _repr(self: Any) -> str:
    told = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({told})"


def _set(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in fields(self)]


def _restore(self: object, state: list[Any]) -> None:
    for each, value in zip(fields(self), state, strict=True):  # type: ignore[arg-type]
        object.__setattr__(self, each.name, value)
