"""The one way from a command to the terminal: nothing that a file or its name holds can steer it."""

import click

from scoring.proposed import completed


def echo(text: str, *, err: bool = False) -> None:
    """Lines for a person to read."""
    from scoring.text import on_screen

    click.echo(on_screen(completed(text)), err=err)


def echo_json(told: object) -> None:
    """The answer of ``--json``: for a program to read, which gets every letter as it was.

    ``told``: a text that is JSON already, or what :func:`scoring.json_text.plain` makes JSON of.
    """
    from scoring.json_text import as_json, plain
    from scoring.text import on_screen_as_json

    text = told if isinstance(told, str) else as_json(plain(told))
    click.echo(on_screen_as_json(text), nl=not text.endswith("\n"))
