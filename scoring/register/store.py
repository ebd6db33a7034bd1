"""The register on disk: SQLite beside the workspace's data, or a PostgreSQL that a province already runs."""

import getpass
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from scoring.register.ledger import Ledger
from scoring.register.record import Action, Draft, Record

FILE = "so-theo-doi.sqlite"

_META = sa.MetaData()
_LINES = sa.Table(
    "danvan_register",
    _META,
    sa.Column("owner", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("criterion", sa.Text, nullable=False),
    sa.Column("values", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
)


class Register:
    """The lines of one office. ``owner`` keeps offices apart that share one database."""

    def __init__(self, url: str, owner: str) -> None:
        self.url = sa.make_url(url)
        self.owner = owner

    @classmethod
    def beside(cls, root: Path, owner: str) -> "Register":
        """The workspace's own register: the file ``so-theo-doi.sqlite`` in its folder."""
        return cls(f"sqlite:///{root / FILE}", owner)

    def ledger(self, year: int) -> Ledger:
        """What is recorded of a year. Reading makes no file."""
        if self._is_missing():
            return Ledger()
        with self._begin() as connection:
            return Ledger(self._lines(connection, year))

    def append(
        self,
        year: int,
        decide: Callable[[Ledger], Iterable[Draft]],
        who: str = "",
        now: datetime | None = None,
    ) -> tuple[Record, ...]:
        """Read, decide and write in one transaction; nothing is written where nothing is decided.

        ``now`` must be aware; it is kept in UTC. Two commands at once wait for each other.
        """
        at = (now or datetime.now(UTC)).astimezone(UTC)
        with self._begin() as connection:
            drafts = tuple(decide(Ledger(self._lines(connection, year))))
            first = self._last(connection) + 1
            records = tuple(
                Record(seq, at, who or getpass.getuser(), draft) for seq, draft in enumerate(drafts, first)
            )
            if records:
                connection.execute(sa.insert(_LINES), [_row(self.owner, record) for record in records])
        return records

    def _is_missing(self) -> bool:
        name = self.url.database
        return self.url.get_backend_name() == "sqlite" and not (name and Path(name).exists())

    @contextmanager
    def _begin(self) -> Iterator[sa.Connection]:
        engine = sa.create_engine(self.url)
        try:
            with engine.begin() as connection:
                _META.create_all(connection)
                yield connection
        finally:
            engine.dispose()

    def _lines(self, connection: sa.Connection, year: int) -> tuple[Record, ...]:
        wanted = (
            sa.select(_LINES)
            .where(_LINES.c.owner == self.owner, _LINES.c.year == year)
            .order_by(_LINES.c.seq)
        )
        return tuple(_record(row) for row in connection.execute(wanted))

    def _last(self, connection: sa.Connection) -> int:
        last = sa.select(sa.func.max(_LINES.c.seq)).where(_LINES.c.owner == self.owner)
        return connection.execute(last).scalar() or 0


def _row(owner: str, record: Record) -> dict[str, object]:
    draft = record.draft
    return {
        "owner": owner,
        "seq": record.seq,
        "at": record.at.isoformat(),
        "who": record.who,
        "action": draft.action.name,
        "year": draft.year,
        "period": draft.period,
        "unit": draft.unit,
        "criterion": draft.criterion,
        "values": json.dumps(dict(draft.values), ensure_ascii=False, sort_keys=True),
        "reason": draft.reason,
        "document": draft.document,
    }


def _record(row: sa.Row[tuple[object, ...]]) -> Record:
    line = row._mapping
    draft = Draft(
        action=Action[line["action"]],
        year=line["year"],
        period=line["period"],
        unit=line["unit"],
        criterion=line["criterion"],
        values=json.loads(line["values"]),
        reason=line["reason"],
        document=line["document"],
    )
    return Record(line["seq"], datetime.fromisoformat(line["at"]), line["who"], draft)
