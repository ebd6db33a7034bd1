from tests.support.at_hand import no_workers

__all__ = ["no_workers"]
