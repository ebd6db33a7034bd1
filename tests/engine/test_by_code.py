"""A mapping that shares its keys is a mapping like any other."""

import pickle
import sys

from scoring.engine.by_code import ByCode

HELD = {"1.1": 3, "1.2": None, "2": 5}


def test_it_answers_as_the_dictionary_does() -> None:
    made = ByCode(HELD)
    assert all(left == right for left, right in ((made, HELD), (HELD, made), (made, ByCode(dict(HELD)))))
    assert list(made) == list(HELD) and list(made.items()) == list(HELD.items())
    assert list(made.values()) == list(HELD.values()) and len(made) == 3
    assert made["1.2"] is None and made.get("9", 7) == 7 and "9" not in made
    assert made != ByCode({**HELD, "2": 6}) and made != ByCode({"2": 5}) and made != {"2": 5}


def test_another_order_is_equal_and_kept() -> None:
    turned = ByCode(dict(reversed(HELD.items())))
    assert turned == ByCode(HELD) and list(turned) == list(reversed(HELD))


def test_it_is_the_same_in_another_process() -> None:
    again = pickle.loads(pickle.dumps(ByCode(HELD)))
    assert again == HELD and list(again) == list(HELD)


def test_thousands_of_them_hold_their_keys_once() -> None:
    held = {f"{n}.{m}": n for n in range(8) for m in range(8)}
    one, other = ByCode(held), ByCode(dict(held))
    assert one._at is other._at
    assert sys.getsizeof(one) + sys.getsizeof(one._values) < sys.getsizeof(held) / 2
