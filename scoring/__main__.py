"""``python -m scoring``: the commands, where no script is on the path."""

from scoring.cli import main

if __name__ == "__main__":
    main(prog_name="danvan")
