"""What PostgreSQL's driver is given of an address, and what a message may show of it."""

from pathlib import Path

import pytest

from scoring.register.address import Address, address, in_file

SERVERS = {
    "postgresql://lan:b%40i%3A@may-chu:5433/so": {
        "user": "lan", "password": "b@i:", "host": "may-chu", "port": "5433", "dbname": "so",
    },
    "postgresql+psycopg://may-chu/s%20o?sslmode=require": {
        "host": "may-chu", "dbname": "s o", "sslmode": "require",
    },
    "postgresql://[::1]:5432/so": {"host": "::1", "port": "5432", "dbname": "so"},
    "postgresql://lan@/so?host=/run/pg&options=-csearch_path%3Dx": {
        "user": "lan", "dbname": "so", "host": "/run/pg", "options": "-csearch_path=x",
    },
    "postgresql:///so?host=a:5433": {"dbname": "so", "host": "a", "port": "5433"},
    "postgresql:///so?host=a:5433&host=b": {"dbname": "so", "host": "a,b", "port": "5433,"},
}  # fmt: skip


@pytest.mark.parametrize("given", SERVERS)
def test_what_the_driver_is_given(given: str) -> None:
    assert dict(address(given).connects) == SERVERS[given]


def test_what_is_shown_holds_neither_password_nor_port() -> None:
    found = address("postgresql://lan:bi-mat@may-chu:5433/so")
    assert found.name == "postgresql://may-chu/so"
    assert "bi-mat" not in repr(found)


def test_two_schemas_of_a_database_are_two_places() -> None:
    one, other = (address(f"postgresql:///so?options=-csearch_path%3D{schema}") for schema in "ab")
    assert one != other
    assert one.name == other.name


def test_a_file_is_called_by_its_path() -> None:
    assert address("sqlite:////nha/so%20a.sqlite") == in_file(Path("/nha/so a.sqlite"))
    assert in_file(Path("a?b#c%20.sqlite")) == Address("sqlite", "a?b#c%20.sqlite")
