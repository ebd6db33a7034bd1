"""LibreOffice as the oracle: it recalculates every formula, whatever values a file caches."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

# By default LibreOffice keeps the cached values of .xlsx files; 0 means: always recalculate.
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
_STARTED = 60  # seconds
_HUNG = 120
"""Seconds after which a LibreOffice that is kept open counts as hung: on a busy machine it spins at times."""


class LibreOffice:
    """One private profile; each call converts many files, which costs far less than a call a file."""

    def __init__(self, home: Path) -> None:
        self._profile = home / "profile"
        self._running: subprocess.Popen[bytes] | None = None
        user = self._profile / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Calls inside are handed to one running LibreOffice: its start is paid once, not for each call.

        It goes on running while a document is open in it. Where it has died a call starts its own.
        """
        open_document = self._profile.parent / "open.xlsx"
        Workbook().save(open_document)
        running = self._running = subprocess.Popen(
            [*self._command(), "--norestore", str(open_document)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        lock = open_document.with_name(f".~lock.{open_document.name}#")
        deadline = time.monotonic() + _STARTED
        while not lock.exists() and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        try:
            yield
        finally:
            self._bury()

    def _bury(self) -> bool:
        """End the LibreOffice that is kept open; True where there was one."""
        running, self._running = self._running, None
        if running is None:
            return False
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return True

    def recalculated(self, files: Iterable[Path], into: Path) -> list[Path]:
        """Open, recalculate and save each file as .xlsx in ``into``; the saved files in the same order."""
        return self._convert(files, into, "xlsx:Calc MS Excel 2007 XML", ".xlsx")

    def as_pdf(self, files: Iterable[Path], into: Path) -> list[Path]:
        """Print each file to PDF in ``into``."""
        return self._convert(files, into, "pdf", ".pdf")

    def _command(self) -> list[str]:
        return [str(SOFFICE), f"-env:UserInstallation={self._profile.as_uri()}", "--headless"]

    def _convert(self, files: Iterable[Path], into: Path, kind: str, suffix: str) -> list[Path]:
        files = list(files)
        into.mkdir(parents=True, exist_ok=True)
        words = [*self._command(), "--convert-to", kind, "--outdir", str(into), *map(str, files)]
        try:
            _called(words, _HUNG if self._running else 600)
        except subprocess.TimeoutExpired:
            if not self._bury():
                raise
            _called(words, 600)
        done = [into / (file.stem + suffix) for file in files]
        missing = [path.name for path in done if not path.exists()]
        assert not missing, f"LibreOffice did not write {missing}"
        return done


def _called(words: list[str], seconds: int) -> None:
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run(words, check=True, capture_output=True, timeout=seconds, env=environment)
