"""What freezing the year now would freeze, and what it waits for: nothing is written but the cache."""

import io
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from scoring.errors import WorkspaceError
from scoring.json_text import canonical_json
from scoring.pipeline.attach import attachment_places, lost_evidence
from scoring.pipeline.consolidation import standing
from scoring.pipeline.edition import KEPT, borrowed_templates, file_names, make_edition, sources
from scoring.pipeline.finalize import held_manifest
from scoring.pipeline.office import Office, Progress, quiet
from scoring.reports.final.manifest import before_freezing, differences
from scoring.reports.final.still_open import OpenMatter, still_open
from scoring.standing.run import Consolidation
from scoring.workspace import write_whole

PREVIEW = "van-ban-xem-truoc.zip"
"""Beside the year's results: the papers that freezing would have made when it was written."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The edition that would be made.

    ``files``: relative names, those of the manifest and of what is kept of the set included. ``inputs``: how
    many files of each folder it would follow from. ``open``: what has to be settled first. ``changed``: what
    is no longer as the last edition froze it; None where there is no edition yet. ``lost``: evidence files
    that are no longer as the units sent them.
    """

    edition: int
    files: tuple[str, ...]
    inputs: Mapping[str, int]
    open: tuple[OpenMatter, ...] = ()
    ranked: int = 0
    changed: tuple[str, ...] | None = None
    borrowed: tuple[str, ...] = field(default=())
    lost: tuple[str, ...] = ()


def foresee(office: Office, progress: Progress = quiet) -> Foreseen:
    """Look ahead at :func:`finalize`. Raises TemplateError where a template does not hold.

    The papers are made and discarded where nothing is open; else only their names are listed.
    """
    run = _run(office, progress)
    found, waiting = sources(office), tuple(still_open(run))
    year = run.criteria.year
    editions = office.workspace.editions(year)
    number = editions[-1] + 1 if editions else 1
    ranked = sum(result.ranked for result in run.results.units)
    files = file_names(run)
    changed: tuple[str, ...] | None = () if editions else None
    if not waiting and ranked:
        made = make_edition(office, run, found, number)
        files = tuple(made.whole)
        held = held_manifest(office.workspace.edition(year, editions[-1])) if editions else None
        changed = tuple(differences(held, made.manifest)) if held else changed
    folders = Counter(name.rpartition("/")[0] for name in found.inputs)
    return Foreseen(
        number, files, folders, waiting, ranked, changed, borrowed_templates(office), lost_evidence(run)
    )


def preview_papers(office: Office, progress: Progress = quiet) -> int:
    """Write what freezing now would have signed into one archive, to be read before; how many papers.

    Raises WorkspaceError while something is open, TemplateError where a template does not hold.
    """
    state = _state(office)  # as it was before: what changes meanwhile makes the papers stale
    run = _run(office, progress)
    waiting = len(tuple(still_open(run)))
    if waiting or not any(result.ranked for result in run.results.units):
        raise WorkspaceError(f"Chưa lập được văn bản xem trước: còn {waiting} việc ở trang Chốt.")
    editions = office.workspace.editions(run.criteria.year)
    made = make_edition(office, run, sources(office), editions[-1] + 1 if editions else 1)
    papers = {name: made.files[name] for name in made.files if _is_paper(name)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in papers.items():
            packed.writestr(zipfile.ZipInfo(name), content)
        packed.comment = state.encode()
    write_whole(office.out / PREVIEW, buffer.getvalue())
    return len(papers)


def is_preview_current(office: Office) -> bool:
    """True where freezing now would make the papers that lie there: nothing has changed since."""
    try:
        with zipfile.ZipFile(office.out / PREVIEW) as packed:
            return packed.comment.decode(errors="replace") == _state(office)
    except (OSError, zipfile.BadZipFile):
        return False


def _state(office: Office) -> str:
    """A digest of all that papers follow from: the register, and how the files lie there (none is opened)."""
    root, year = office.workspace.root, office.roster.criteria.year
    ledger = office.register.ledger(year)
    folders = (root / "criteria", root / "inputs")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    files += [*attachment_places(office, ledger), *office.workspace.earlier(year).values()]
    lying = [(path.relative_to(root).as_posix(), *_about(path)) for path in sorted(files)]
    return sha256(
        canonical_json([before_freezing(ledger).digest, office.set_hash, lying]).encode()
    ).hexdigest()


def _about(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_size, about.st_mtime_ns


def _is_paper(name: str) -> bool:
    return name.endswith((".docx", ".xlsx")) and not name.startswith(f"{KEPT}/")


def _run(office: Office, progress: Progress) -> Consolidation:
    """Where every unit stands on verified points, under the register before any freezing."""
    run = standing(office, progress, "verified")
    return replace(run, ledger=before_freezing(run.ledger))
