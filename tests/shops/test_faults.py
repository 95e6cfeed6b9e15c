"""Faults of the configuration: how they are told."""

import pytest

from app.shops.faults import Fault, Misconfigured, gathering


def test_a_fault_names_file_key_value_and_cure() -> None:
    assert str(Fault("a.toml", "currency", "'rub'", "write RUB")) == (
        "a.toml: currency = 'rub': write RUB"
    )


def test_a_fault_of_the_whole_file_has_no_key() -> None:
    assert str(Fault("a.toml", "", "", "save it as UTF-8")) == "a.toml: save it as UTF-8"


def test_all_faults_are_told_one_a_line() -> None:
    one, two = Fault("a", "", "", "mend it"), Fault("b", "", "", "mend it too")

    assert str(Misconfigured([one, two])) == "a: mend it\nb: mend it too"


def test_gathering_goes_on_behind_a_fault() -> None:
    found: list[Fault] = []
    one, two = Fault("a", "", "", "mend it"), Fault("b", "", "", "mend it too")

    for fault in (one, two):
        with gathering(found):
            raise Misconfigured([fault])

    assert found == [one, two]


def test_gathering_lets_other_errors_through() -> None:
    with pytest.raises(KeyError), gathering([]):
        raise KeyError
