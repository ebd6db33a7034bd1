"""A PostgreSQL of our own for the length of a test session: a socket in a temporary folder, no network."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

_DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
BIN = _DEBIAN[-1] if _DEBIAN else Path(found).parent if (found := shutil.which("initdb")) else None


class PostgreSQL:
    """The server refuses to run as root; a root session starts it as a user without rights."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="danvan-pg-"))  # short: the path of a socket is limited
        self._user = _unprivileged() if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self.home, self._user)
        data = str(self.home / "data")
        self._run("initdb", "-D", data, "-U", "danvan", "-A", "trust", "-E", "UTF8", "--no-sync")
        settings = f"-c listen_addresses='' -c fsync=off -k {self.home}"
        self._run("pg_ctl", "-D", data, "-w", "-l", str(self.home / "log"), "-o", settings, "start")

    def url(self, schema: str) -> str:
        """The address of a new, empty schema: a database of its own as far as the register sees."""
        with psycopg.connect(f"host={self.home} user=danvan dbname=postgres", autocommit=True) as connection:
            connection.execute(f'CREATE SCHEMA "{schema}"'.encode())
        return f"postgresql://danvan@/postgres?host={self.home}&options=-csearch_path%3D{schema}"

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.home / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.home)

    def _run(self, program: str, *words: str) -> None:
        assert BIN is not None
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [str(BIN / program), *words],
            user=self._user,
            cwd=self.home,
            env=env,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, f"{program}: {(done.stdout or b'').decode()}"


def _unprivileged() -> str:
    import pwd  # not on Windows, where nobody is root

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)
