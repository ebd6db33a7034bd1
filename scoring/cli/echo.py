"""The one way from a command to the terminal: nothing that a file or its name holds can steer it."""

import click

from scoring.proposed import completed


def echo(text: str, *, err: bool = False) -> None:
    """Lines for a person to read."""
    from scoring.text import on_screen

    click.echo(on_screen(completed(text)), err=err)


def echo_json(text: str) -> None:
    """JSON for a program to read, which gets every letter as it was."""
    from scoring.text import on_screen_as_json

    click.echo(on_screen_as_json(text), nl=not text.endswith("\n"))
