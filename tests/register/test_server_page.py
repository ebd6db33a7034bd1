"""docs/may-chu.md: what an administrator copies from it is what the program takes."""

import configparser
import re
import shlex
import shutil
import ssl
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest

from scoring.cli import main
from scoring.pipeline.office import open_office
from tests.register.lines import YEAR, draft, say
from tests.register.postgresql import PostgreSQL
from tests.support.commands import ROOT, danvan
from tests.support.office_year import with_forms

PAGE = (ROOT / "docs" / "may-chu.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    """What stands in the fence behind a mark."""
    found = re.search(rf"<!-- {name} -->\n *```\w+\n(.*?)^ *```", PAGE, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[1]


def starts(text: str) -> list[list[str]]:
    return [shlex.split(line) for line in re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)]


def test_the_service_starts_the_page_and_ends_it_as_ctrl_c_does() -> None:
    unit = configparser.ConfigParser(strict=True)
    unit.optionxform = str  # type: ignore[method-assign,assignment]
    unit.read_string(block("danvan.service"))
    service = unit["Service"]
    assert (service["KillSignal"], service["KillMode"], service["User"]) == ("SIGINT", "mixed", "danvan")
    assert service["WorkingDirectory"].startswith(f"{service['ReadWritePaths']}/")
    assert len(starts(PAGE)) == 2
    for program, command, *options in starts(PAGE):
        assert program == "/srv/danvan/.venv/bin/danvan"
        main.commands[command].make_context(command, options)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_the_certificate_made_as_written_is_one(tmp_path: Path) -> None:
    subprocess.run(shlex.split(block("chung-thu")), cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "danvan.pem", tmp_path / "danvan.key")
    context.load_verify_locations(tmp_path / "danvan.pem")
    [made] = context.get_ca_certs()
    assert ("IP Address", "10.0.0.5") in made.get("subjectAltName", ())


def test_the_backup_of_each_night_runs_commands_that_there_are() -> None:
    night = block("cron")
    done = re.findall(r"danvan (register \w+) &&", night)
    assert done == ["register check", "register backup"]
    for command in done:
        group, name = command.split()
        assert name in main.commands[group].commands  # type: ignore[attr-defined]


def test_the_register_moves_to_postgresql_and_back_as_written(
    tmp_path: Path, postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DANVAN_REGISTER", raising=False)
    root = with_forms(tmp_path / "phuong")
    monkeypatch.chdir(root)
    say(open_office(root).register, draft(reason="một"))
    before = open_office(root).register.check()
    monkeypatch.setenv("DANVAN_REGISTER", postgresql.url(f"t{uuid4().hex}"))
    for line in block("chuyen").splitlines():
        result = danvan(*shlex.split(line)[1:])
        assert result.exit_code == 0, result.output
    assert f"{before.lines} dòng, mã kiểm tra dòng cuối {before.digest[:12]}" in result.output
    Path("so-theo-doi.sqlite").rename("so-theo-doi-truoc-khi-chuyen.sqlite")
    say(open_office(root).register, draft(reason="hai"))
    moved = open_office(root).register
    assert danvan("register", "backup").exit_code == 0
    monkeypatch.delenv("DANVAN_REGISTER")
    assert danvan("register", "restore").exit_code == 0
    back = open_office(root).register
    assert back.kind == "sqlite"
    assert back.check() == moved.check()
    assert {"một", "hai"} <= {line.reason for line in (r.draft for r in back.ledger(YEAR).records)}
