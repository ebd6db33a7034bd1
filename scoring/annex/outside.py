"""The lines outside the tables: paragraphs of Word, rows of a sheet above and below its table, notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scoring.annex.classes import CLASS_HEADING
from scoring.annex.harmless import starts_recipients
from scoring.annex.lines import SIGNATURES, TITLE, Line, Skipped, is_note
from scoring.annex.paper import Paper, PaperLine, PaperTable
from scoring.annex.sections import section_of


@dataclass(frozen=True, slots=True, eq=False)
class OutsideLine:
    """A line with its place; ``row``: the row that it is in a sheet or table, None for a paragraph.

    ``is_recipient``: it is one of the lines below ``Nơi nhận:``.
    """

    line: PaperLine
    row: Line | Skipped | None = None
    is_recipient: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return self.line.text

    @property
    def place(self) -> str:
        """Where it stands."""
        return self.line.place


def outside_lines(
    paper: Paper, tables: Sequence[PaperTable], rows: Sequence[Line | Skipped]
) -> list[OutsideLine]:
    """All of them: paragraphs, footnotes behind theirs, then rows, each kind in the order of the paper."""
    at_rows = {row.row.place for row in rows}
    found: list[OutsideLine] = []
    for line in paper.lines:
        if line.place not in at_rows:  # a group that stands over its table is a row
            found.append(OutsideLine(line))
        found += [OutsideLine(PaperLine(f"{line.place}, chú thích", note)) for note in line.notes]
    tails = {id(line) for part in _by_table(tables, rows) for line in _tail(part)}
    for row in rows:
        if isinstance(row, Skipped):
            is_outside = row.why in (TITLE, SIGNATURES) and not row.columns
        else:
            is_outside = id(row) in tails or _is_note(row)
        if is_outside:
            text = "\n".join(cell.own for cell in row.row.cells if cell.own)
            found.append(OutsideLine(PaperLine(row.row.place, text), row))
    return list(_with_recipients(found))


def _with_recipients(lines: Sequence[OutsideLine]) -> Iterator[OutsideLine]:
    """The lines, those below ``Nơi nhận:`` marked as such."""
    goes_on = False
    for line in lines:
        goes_on = starts_recipients(line.text) or (goes_on and line.text.startswith(("-", "–", "+")))
        yield replace(line, is_recipient=goes_on)


def _by_table(tables: Sequence[PaperTable], rows: Sequence[Line | Skipped]) -> Iterator[list[Line | Skipped]]:
    """The rows of each table."""
    of = {id(row): n for n, table in enumerate(tables) for row in table.rows}
    for n in range(len(tables)):
        yield [row for row in rows if of.get(id(row.row)) == n]


def _tail(rows: Sequence[Line | Skipped]) -> list[Line]:
    """The texts below a table that are in it only because a sheet has nothing else than rows."""
    found: list[tuple[Line, bool]] = []
    for n in range(len(rows) - 1, -1, -1):
        row = rows[n]
        if isinstance(row, Skipped):
            if row.columns or row.total:
                break
            continue
        if not _is_alone(row):
            break
        above = rows[n - 1] if n else None
        apart = isinstance(above, Skipped) and not above.columns
        merged = any(cell.part_of == "left" for cell in row.row.cells)
        found.append((row, apart or merged or is_note(row.text) or bool(CLASS_HEADING.match(row.text))))
    found.reverse()
    start = next((n for n, (_, begins) in enumerate(found) if begins), len(found))
    return [row for row, _ in found[start:]]


def _is_alone(line: Line) -> bool:
    """True for one text in its row, without points, that names no block."""
    return (
        line.spans
        and not line.worth
        and not line.points
        and section_of(line.text) not in ("bonus", "penalty")
    )


def _is_note(line: Line) -> bool:
    """A line that explains the table: it belongs to no criterion."""
    starred = line.spans and line.row.text(0).startswith("*") and line.is_heavy
    explains = line.is_loose or starred or is_note(line.text)
    return explains and not line.worth and not line.points and not line.how
