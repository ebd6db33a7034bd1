"""A command line of click that does nothing: what ``danvan --help`` is compared with."""

import click


@click.group()
def main() -> None:
    """Chương trình trống."""


if __name__ == "__main__":
    main()
