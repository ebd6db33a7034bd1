"""Where the register lies, from ``DANVAN_REGISTER``: what is not usable is said without repeating it.

An address holds a password, and where it is mistyped nobody can say in which part. So no message shows more
than kind, server and database of an address that was understood.
"""

from dataclasses import dataclass
from importlib.util import find_spec

import sqlalchemy as sa

from scoring.register.failures import no_driver, no_such_database, unknown_option

_SIGNS = frozenset("@:?#")
"""In a server's name or a database's they are what is left of a password that was not written in %-signs."""


@dataclass(frozen=True, slots=True)
class Address:
    """A usable address; ``name`` is what a message may show."""

    url: sa.URL
    kind: str
    name: str


def address(given: str | sa.URL) -> Address:
    """Raises UserError, without the address, where no register can live there."""
    try:
        url = sa.make_url(given)
        port = url.port
    except (sa.exc.ArgumentError, ValueError):
        raise no_such_database() from None
    if url.drivername == "sqlite" and url.database and not (url.host or url.username or port or url.query):
        return Address(url, "sqlite", url.database)
    if url.drivername.split("+")[0] != "postgresql" or not url.database or _is_mistyped(url):
        raise no_such_database()
    if find_spec("psycopg") is None:
        raise no_driver()
    if not set(url.query) <= _options():
        raise unknown_option()
    return Address(url.set(drivername="postgresql+psycopg"), "postgresql", _name(url))


def _is_mistyped(url: sa.URL) -> bool:
    told = (url.username or "", url.host or "", url.database or "")
    too_high = url.port is not None and not 0 < url.port < 1 << 16
    return too_high or any(_SIGNS & set(part.strip("[]")) and not _is_ipv6(part) for part in told)


def _is_ipv6(part: str) -> bool:
    return ":" in part and not set(part) - set("0123456789abcdefABCDEF:.%")


def _name(url: sa.URL) -> str:
    """Without the port: where the server is left out the password's place is read as a port's."""
    asked = url.query.get("host", "")
    host = url.host or ("" if not isinstance(asked, str) or _SIGNS & set(asked) else asked)
    return f"postgresql://{host}/{url.database}"


def _options() -> frozenset[str]:
    """What may stand behind the question mark: the names that PostgreSQL's own library knows."""
    from psycopg.pq import Conninfo  # noqa: PLC0415 - optional, and slow to load

    return frozenset(option.keyword.decode() for option in Conninfo.get_defaults())
