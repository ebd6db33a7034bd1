"""A module that a worker cannot import: its process ends. Where the tests run nothing happens."""

import multiprocessing
import os

if multiprocessing.parent_process():
    os._exit(1)


def work(ballast: bytes, item: str) -> str:
    """Never done."""
    return f"{item}{len(ballast)}"
