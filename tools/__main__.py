"""``python -m tools [NAME...]``: make all assets anew, or the named ones."""

import sys

from tools.assets import ASSETS


def main(names: list[str]) -> int:
    """Renew the named assets, all without a name; 2 when a name is unknown."""
    if unknown := set(names) - ASSETS.keys():
        print(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(ASSETS)}")
        return 2
    for name in names or ASSETS:
        print(name, flush=True)
        ASSETS[name].renew()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
