"""An edition of the frozen results: what it follows from, and its files. Same sources, same bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scoring import __version__
from scoring.annex.as_workbook import workbook_of
from scoring.annex.opening import open_paper
from scoring.criteria.loader import SET_FILE, UNITS_FILE, load_roster, set_hash
from scoring.criteria.units import Roster
from scoring.criteria.yaml_writer import set_yaml, units_yaml
from scoring.errors import WorkspaceError
from scoring.example import example
from scoring.exchange import in_memory
from scoring.findings import Finding
from scoring.intake.entries import readable_files
from scoring.intake.history import EarlierYear, history_of, read_history
from scoring.intake.own_cells import first_sheet
from scoring.opening.files import sha256_of
from scoring.pipeline.attach import attachment_files
from scoring.pipeline.office import Office
from scoring.reports.consolidated import write_consolidated, write_sources
from scoring.reports.documents import TEMPLATES, document_names, documents, read_template
from scoring.reports.final import write_ranking_book
from scoring.reports.final.frozen import MANIFEST, frozen, frozen_json, read_frozen
from scoring.reports.final.manifest import (
    Manifest,
    approved_by,
    libraries,
    manifest_bytes,
    register_state,
    sha256,
    units_hash,
)
from scoring.reports.final.years import earlier_year
from scoring.reports.limits import SOURCES_FILE, is_live
from scoring.standing.run import Consolidation
from scoring.workspace import FROZEN_RESULTS

RANKING_BOOK, WHOLE_BOOK = "xep-loai.xlsx", "tong-hop.xlsx"
NO_LISTS: Mapping[int, Roster] = {}
KEPT = "nguon"
"""The folder of an edition with the set, the units and the templates it follows from: they go on changing."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What lies in the workspace: sha256 by relative path, and the templates themselves."""

    inputs: Mapping[str, str]
    earlier: Mapping[str, str]
    templates: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Edition:
    """The files by relative name, without the manifest, which lists them."""

    manifest: Manifest
    files: Mapping[str, bytes]
    warnings: tuple[Finding, ...]

    @property
    def whole(self) -> dict[str, bytes]:
        """All files of the folder."""
        return {**self.files, MANIFEST: manifest_bytes(self.manifest)}


def sources(office: Office) -> Sources:
    """What an edition made now would follow from. Raises OSError where a file cannot be read."""
    criteria, workspace = office.roster.criteria, office.workspace
    inboxes = (workspace.inbox(criteria.year, period) for period in criteria.periods)
    files = [path for inbox in inboxes for path in readable_files(inbox)]
    files += attachment_files(office, office.register.ledger(criteria.year))
    earlier = workspace.earlier(criteria.year).values()
    return Sources(
        inputs={_relative(office, path): sha for path in files if (sha := sha256_of(path))},
        earlier={_relative(office, path): sha256_of(path) for path in earlier},
        templates=_templates(office),
    )


def _relative(office: Office, path: Path) -> str:
    return path.relative_to(office.workspace.root).as_posix()


def _templates(office: Office) -> dict[str, bytes]:
    """The office's own templates; what it does not have is the tool's."""
    theirs, ours = office.workspace.templates, example().templates
    borrowed = borrowed_templates(office)
    return {name: read_template((ours if name in borrowed else theirs) / name) for name in TEMPLATES}


def borrowed_templates(office: Office) -> tuple[str, ...]:
    """The templates that the office lacks: built-in ones stand in, and the user is informed."""
    return tuple(name for name in TEMPLATES if not (office.workspace.templates / name).is_file())


def make_edition(
    office: Office, run: Consolidation, found: Sources, number: int, reason: str = ""
) -> Edition:
    """The edition that follows from a run on the verified stage and from ``found``.

    ``run.ledger`` has to end where the edition's register ends. What could not be read as a file is left
    out of it: lock files come and go. Raises TemplateError, or WorkspaceError where an earlier year's
    results do not hold.
    """
    run = replace(run, receipts=tuple(receipt for receipt in run.receipts if receipt.sha256))
    years = _earlier_years(office, found)
    files = {
        RANKING_BOOK: in_memory(write_ranking_book, run, years, number),
        WHOLE_BOOK: in_memory(write_consolidated, run),
        FROZEN_RESULTS: frozen_json(frozen(run, number)),
        **_kept(office, found),
        **documents(run, found.templates),
    }
    if not is_live(run):
        files[SOURCES_FILE] = in_memory(write_sources, run)
    manifest = Manifest(
        year=run.criteria.year,
        edition=number,
        reason=reason,
        tool=__version__,
        libraries=libraries(),
        set_id=run.criteria.id,
        set_hash=run.set_hash,
        units=units_hash(office.roster.units),
        register=register_state(run.ledger),
        inputs=found.inputs,
        earlier=found.earlier,
        templates={name: sha256(content) for name, content in found.templates.items()},
        outputs={name: sha256(content) for name, content in files.items()},
        approvals=approved_by(run),
    )
    return Edition(manifest, files, tuple(told for year in years for told in year.findings))


def file_names(run: Consolidation) -> tuple[str, ...]:
    """The files that :func:`make_edition` would make of the run, by relative name."""
    kept = (f"{KEPT}/{name}" for name in (SET_FILE, UNITS_FILE, *TEMPLATES))
    values = () if is_live(run) else (SOURCES_FILE,)
    return (RANKING_BOOK, WHOLE_BOOK, FROZEN_RESULTS, *kept, *document_names(run), *values, MANIFEST)


def _kept(office: Office, found: Sources) -> dict[str, bytes]:
    return {
        f"{KEPT}/{SET_FILE}": set_yaml(office.roster.criteria).encode(),
        f"{KEPT}/{UNITS_FILE}": units_yaml(office.roster.units).encode(),
        **{f"{KEPT}/{name}": content for name, content in found.templates.items()},
    }


def kept_office(office: Office, folder: Path) -> tuple[Office, Mapping[str, bytes]]:
    """The office and its templates as an edition kept them. Raises SetError or OSError where it lost them."""
    roster = load_roster(folder / KEPT, first_sheet)
    templates = {name: read_template(folder / KEPT / name) for name in TEMPLATES}
    return replace(office, roster=roster, set_hash=set_hash(roster.criteria)), templates


def _earlier_years(office: Office, found: Sources) -> list[EarlierYear]:
    """The earlier years by their paths, oldest first. Raises WorkspaceError with every error by cell."""
    names = sorted(found.earlier, key=lambda name: Path(name).parts[1])
    return earlier_years(office.roster, office.workspace.root, names)


def earlier_years(
    roster: Roster, root: Path, names: Iterable[str], between: Mapping[int, Roster] = NO_LISTS
) -> list[EarlierYear]:
    """The years of the files ``names`` below ``root``, by what ``roster`` calls their units.

    ``between``: the lists of units that editions kept, by year, oldest first (see :func:`earlier_year`).
    Raises WorkspaceError with every error by cell.
    """
    years = []
    for name in names:
        path, year = root / name, int(Path(name).parts[1])
        if path.name == FROZEN_RESULTS:
            later = [each for of, each in between.items() if of > year]
            years.append(earlier_year(read_frozen(path.parent), name, roster, later))
        else:
            years.append(replace(_listed(path, year, roster), source=name))
    errors = [
        f"{year.source}, {told.place}: {told.message} {told.remedy}"
        for year in years
        for told in year.findings
        if told.is_error
    ]
    if errors:
        raise WorkspaceError(*errors)
    return years


def _listed(path: Path, year: int, roster: Roster) -> EarlierYear:
    if path.suffix == ".docx":
        return history_of(workbook_of(open_paper(path)), path.name, year, roster)
    return read_history(path, year, roster)
