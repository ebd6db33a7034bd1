"""Where the register lies, from ``DANVAN_REGISTER``: what is not usable is said without repeating it.

An address holds a password, and where it is mistyped nobody can say in which part. So no message shows more
than kind, server and database of an address that was understood.
"""

import re
from dataclasses import field
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, unquote

from scoring.dataclass import dataclass
from scoring.register.failures import no_driver, no_such_database, unknown_option

Kind = Literal["sqlite", "postgresql"]
_SIGNS = frozenset("@:?#")
"""In a server's name or a database's they are what is left of a password that was not written in %-signs."""
_PARTS = re.compile(
    r"(?P<kind>[\w+]+)://"
    r"(?:(?P<user>[^:/]*)(?::(?P<password>[^@]*))?@)?"
    r"(?:\[(?P<ipv6>[^/?]+)\]|(?P<host>[^/:?]+))?(?::(?P<port>[^/?]*))?"
    r"(?:/(?P<database>[^?]*))?(?:\?(?P<options>.*))?"
)
_WITH_PORT = re.compile(r"([A-Za-z0-9.-]+):(\d+)")


@dataclass(frozen=True, slots=True)
class Address:
    """A usable address; ``name`` is what a message may show: of a file its path.

    ``connects``: what PostgreSQL's driver is given; it may hold a password.
    """

    kind: Kind
    name: str
    connects: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def in_file(file: Path) -> Address:
    """The address of a register, or of a backup of one, in a file of SQLite."""
    return Address("sqlite", str(file))


def address(given: str) -> Address:
    """Raises UserError, without the address, where no register can live there."""
    said = _PARTS.match(given)
    if said is None:
        raise no_such_database()
    user, password, database = (unquote(said[part] or "") for part in ("user", "password", "database"))
    host, port, options = said["ipv6"] or said["host"] or "", said["port"] or "", _options_of(said["options"])
    if said["kind"] == "sqlite" and database and not (host or user or port or options):
        return Address("sqlite", database)
    if said["kind"].split("+")[0] != "postgresql" or not database:
        raise no_such_database()
    if not _is_port(port) or any(map(_is_mistyped, (user, host, database))):
        raise no_such_database()
    if find_spec("psycopg") is None:
        raise no_driver()
    if not options.keys() <= _known_options():
        raise unknown_option()
    asked = options.get("host", "")
    shown = host or (
        "" if _SIGNS & set(asked) else asked
    )  # without the port, which may be a password's place
    told = {"user": user, "password": password, "host": host, "port": port, "dbname": database}
    connects = {key: value for key, value in told.items() if value} | options
    return Address("postgresql", f"postgresql://{shown}/{database}", tuple(connects.items()))


def _options_of(text: str | None) -> dict[str, str]:
    """What stands behind the question mark; several servers are one list, each with its port."""
    found = parse_qs(text or "")
    hosts = [_WITH_PORT.fullmatch(host) or (host, host, "") for host in found.get("host", ())]
    if len(hosts) > 1 or any(host[2] for host in hosts):
        found |= {
            "host": [",".join(host[1] for host in hosts)],
            "port": [",".join(host[2] for host in hosts)],
        }
    if any(len(values) > 1 for values in found.values()):
        raise no_such_database()
    return {key: values[0] for key, values in found.items()}


def _is_port(port: str) -> bool:
    return not port or (port.isascii() and port.isdecimal() and len(port) <= 5 and 0 < int(port) < 1 << 16)


def _is_mistyped(part: str) -> bool:
    return bool(_SIGNS & set(part.strip("[]"))) and not _is_ipv6(part)


def _is_ipv6(part: str) -> bool:
    return ":" in part and not set(part) - set("0123456789abcdefABCDEF:.%")


def _known_options() -> frozenset[str]:
    """What may stand behind the question mark: the names that PostgreSQL's own library knows."""
    from psycopg.pq import Conninfo  # noqa: PLC0415 - optional, and slow to load

    return frozenset(option.keyword.decode() for option in Conninfo.get_defaults())
