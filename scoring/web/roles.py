"""Who may open what. A page without a rule does not exist: it cannot be declared."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What somebody is to the page; the words are those of the screen of access."""

    OFFICE = "Cán bộ tổng hợp"
    UNIT = "Đơn vị"
    VERIFIER = "Người thẩm định"
    LEADER = "Lãnh đạo"
    ADMIN = "Quản trị"


ANYBODY = frozenset[Role]()
"""Open to who is not logged in as well."""
STAFF = frozenset({Role.OFFICE, Role.VERIFIER, Role.LEADER, Role.ADMIN})
READERS = frozenset({Role.OFFICE, Role.LEADER})
OFFICE = frozenset({Role.OFFICE})
VERIFIERS = frozenset({Role.OFFICE, Role.VERIFIER})
UNIT = frozenset({Role.UNIT})
ADMIN = frozenset({Role.ADMIN})
EVERYBODY = frozenset(Role)

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Page:
    """An address, who may open it, and what it shows. A role that is not named gets 403.

    ``screen``: the endpoint whose form is sent here, where that is another page.
    """

    rule: str
    roles: frozenset[Role]
    view: View
    methods: tuple[str, ...] = ("GET",)
    screen: str = ""

    @property
    def endpoint(self) -> str:
        """The name by which templates link to it."""
        return self.view.__name__


PAGES: list[Page] = []


def page(rule: str, roles: frozenset[Role], *methods: str, screen: str = "") -> Callable[[View], View]:
    """Declare a page with its rule; without ``methods`` it only shows.

    One that only takes a form has to name the ``screen`` of the form: what is refused leads back there.
    """
    if not screen and methods and "GET" not in methods:
        raise TypeError(f"{rule}: no screen to lead back to")

    def declare(view: View) -> View:
        PAGES.append(Page(rule, roles, view, methods or ("GET",), screen))
        return view

    return declare


def may(roles: frozenset[Role], page: Page) -> bool:
    """True where one of the roles may open the page."""
    return not page.roles or bool(roles & page.roles)
