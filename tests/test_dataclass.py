"""The dataclass of what every command loads does what the standard library's does."""

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any, ClassVar

import pytest

from scoring import dataclass as ours

KINDS = {"standard": dataclass, "ours": ours.dataclass}


def classes(kind: Callable[..., Any]) -> dict[str, Any]:
    """The same classes by either decorator; they are found again here by pickle."""

    @kind(frozen=True, slots=True)
    class Plain:
        """Two fields, a default, a made default, one that is not compared and not shown."""

        KIND: ClassVar[str] = "plain"
        name: str
        count: int = 1
        more: dict[str, int] = field(default_factory=dict, compare=False)
        hidden: str = field(default="", compare=False, repr=False)

        @property
        def twice(self) -> int:
            return 2 * self.count

    @kind(frozen=True, slots=True)
    class Derived(Plain):
        """One field more, which has to hold."""

        last: int = 0

        def __post_init__(self) -> None:
            if self.last < 0:
                raise ValueError("last")

    @kind(frozen=True, slots=True)
    class Single:
        """One field."""

        only: str

    @kind(frozen=True, slots=True)
    class Empty:
        """None."""

    @kind(frozen=True, slots=True, eq=False)
    class Itself:
        """Equal to itself alone."""

        only: str

    @kind(frozen=True, slots=True)
    class Own:
        """Says itself how it is shown and what equals it."""

        only: str

        def __repr__(self) -> str:
            return f"<{self.only}>"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and self.only.lower() == other.only.lower()

        def __hash__(self) -> int:
            return hash(self.only.lower())

    made = {each.__name__: each for each in (Plain, Derived, Single, Empty, Itself, Own)}
    for name, each in made.items():
        each.__qualname__ = name
    return made


ALL = {name: classes(kind) for name, kind in KINDS.items()}


def values(kind: str) -> list[Any]:
    plain, derived, single, empty, itself, own = ALL[kind].values()
    return [
        plain("a"), plain("a", 1, {"x": 1}, "h"), plain(name="a", count=2), plain("b"),
        derived("a"), derived("a", 1, last=3), single("a"), single("b"), empty(), itself("a"), itself("a"),
        own("A"), own("a"),
    ]  # fmt: skip


def test_equal_hashed_and_shown_alike() -> None:
    standard, faster = values("standard"), values("ours")
    assert [[a == b for b in faster] for a in faster] == [[a == b for b in standard] for a in standard]
    assert list(map(repr, faster)) == list(map(repr, standard))
    told = [n for n, each in enumerate(standard) if type(each).__name__ != "Itself"]
    assert [hash(faster[n]) for n in told] == [hash(standard[n]) for n in told]
    assert list(map(asdict, faster)) == list(map(asdict, standard))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_set_or_deleted_later(kind: str) -> None:
    for value in values(kind):
        for each in fields(value):
            with pytest.raises(FrozenInstanceError):
                setattr(value, each.name, "x")
            with pytest.raises(FrozenInstanceError):
                delattr(value, each.name)
        assert not hasattr(value, "__dict__")


@pytest.mark.parametrize("kind", KINDS)
def test_replaced_copied_and_pickled(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in values(kind):
        monkeypatch.setitem(globals(), type(value).__name__, type(value))
        assert repr(replace(value)) == repr(copy.deepcopy(value)) == repr(value)
        assert repr(pickle.loads(pickle.dumps(value))) == repr(value)
    derived = ALL[kind]["Derived"]
    assert replace(derived("a"), last=2).last == 2
    assert derived("a").twice == 2
    with pytest.raises(ValueError, match="last"):
        derived("a", last=-1)


@pytest.mark.parametrize("kind", KINDS)
def test_made_defaults_are_nobody_elses(kind: str) -> None:
    plain = ALL[kind]["Plain"]
    assert plain("a").more is not plain("a").more
    match plain("a", 5):
        case plain(name, count):
            assert (name, count) == ("a", 5)


@pytest.mark.parametrize("kind", KINDS)
def test_arguments_are_asked_for(kind: str) -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        ALL[kind]["Plain"]()
    with pytest.raises(TypeError, match="unexpected keyword argument 'other'"):
        ALL[kind]["Plain"]("a", other=1)


@pytest.mark.parametrize("kind", KINDS)
def test_fields_that_nobody_gives_begin_with_their_defaults(kind: str) -> None:
    @KINDS[kind](frozen=True, slots=True)  # type: ignore[operator]
    class Kept:
        name: str
        known: dict[str, int] = field(init=False, default_factory=dict)
        count: int = field(init=False, default=1)
        later: str = field(init=False)

    kept = Kept("a")
    assert (kept.known, kept.count, hasattr(kept, "later")) == ({}, 1, False)
    assert kept.known is not Kept("a").known


@pytest.mark.parametrize("kind", KINDS)
def test_fields_of_a_derived_class_may_be_given_by_name_only(kind: str) -> None:
    @KINDS[kind](frozen=True, slots=True, kw_only=True)  # type: ignore[operator]
    class Named(ALL[kind]["Single"]):  # type: ignore[misc]
        count: int
        more: int = 2

    named = Named("a", count=1)
    assert (named.only, named.count, named.more) == ("a", 1, 2)
    with pytest.raises(TypeError, match="positional argument"):
        Named("a", 1)


def test_other_dataclasses_are_the_standard_ones() -> None:
    @ours.dataclass
    class Open:
        count: int

    opened = Open(1)
    opened.count = 2
    assert opened == Open(2)
