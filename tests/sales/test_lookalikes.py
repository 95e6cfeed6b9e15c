"""Look-alikes: what their shape rules out, the digits could not have made one either."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sales.client_id import ClientIDFormat
from app.sales.lookalikes import Lookalikes
from app.sales.spelling import Spelling

FORMATS = ["999-999", "99-99-9999", "9999", "999999", "9+-9+", "99 99 99"]
PARTS = st.text("0123456789", min_size=1, max_size=6)
JOINERS = st.sampled_from(["-", " ", " - ", ""])


@pytest.mark.parametrize("form", FORMATS)
@given(st.lists(st.tuples(PARTS, JOINERS), min_size=1, max_size=6))
def test_a_shape_rules_out_nothing_that_is_a_lookalike(
    form: str, parts: list[tuple[str, str]]
) -> None:
    lookalikes = Lookalikes.of(Spelling.of(ClientIDFormat.parse(form)))
    text = "".join(part + joiner for part, joiner in parts).strip()

    rest, struck = lookalikes.strike(text)

    is_whole = len(struck) == 1 and not rest.strip()
    assert lookalikes.include(text) or not is_whole


@pytest.mark.parametrize(
    "text", ["22-11-2026", "2026-11-22", "495 123-45-67", "8 495 123 45 67", "1 587 963"]
)
def test_a_date_a_phone_and_an_amount_are_lookalikes(text: str) -> None:
    assert Lookalikes.of(Spelling.of(ClientIDFormat.parse("999-999"))).include(text)


@pytest.mark.parametrize("text", ["587-963", "587 963", "587963", "587 - 963"])
def test_a_spelling_of_a_client_id_is_none(text: str) -> None:
    assert not Lookalikes.of(Spelling.of(ClientIDFormat.parse("999-999"))).include(text)


def test_no_digit_is_wanted_but_in_a_class() -> None:
    """Outside of classes only what needs another sign, a letter or a plus, names a digit."""
    lookalikes = Lookalikes.of(Spelling.of(ClientIDFormat.parse("999-999")))
    bare = re.sub(r"\{[0-9]*,?[0-9]*\}|\[[^]]*\]", "", lookalikes._pattern.pattern)
    assert set(re.findall(r"(?<!\\)[0-9]+", bare)) <= {"7", "19", "20"}
