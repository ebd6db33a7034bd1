"""The one way from a command to the terminal: nothing that a file or its name holds can steer it."""

import click

from scoring import text as words
from scoring.proposed import completed


def echo(text: str, *, err: bool = False) -> None:
    """Lines for a person to read."""
    click.echo(words.on_screen(completed(text)), err=err)


def echo_json(text: str) -> None:
    """JSON for a program to read, which gets every letter as it was."""
    click.echo(words.on_screen_as_json(text), nl=not text.endswith("\n"))
