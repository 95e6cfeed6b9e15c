"""Entries corrected, taken back and matched at the desk: each once, seen before it is changed."""

from tests.web.desk.operator import Operator
from tests.web.desk.test_entering import stat


def test_a_sale_is_taken_back_and_brought_back(anna: Operator) -> None:
    anna.sells()
    page = anna.sends("/desk/entries/1/undo")
    assert "Sale 1 is taken back and does not count." in page.text
    assert stat(anna) == []
    page = anna.sends("/desk/entries/1/undo")
    assert "Sale 1 is again what it was before." in page.text
    assert [row["revenue"] for row in stat(anna)] == [520.0]


def test_undo_pressed_twice_undoes_once(anna: Operator) -> None:
    anna.sells()
    form = anna.filled_in("/desk/entries/1/undo")
    for _ in range(2):
        anna.client.post("/desk/entries/1/undo", data=form)
    assert stat(anna) == []
    assert "Sale 1 was changed before." in anna.opens("/desk")


def test_a_sale_is_corrected(anna: Operator) -> None:
    anna.sells("587-963", "520", time="2026-11-21T10:00")
    anna.opens("/desk/entries/1")
    page = anna.sends(
        "/desk/entries/1",
        client="100-200",
        revenue="500",
        cost="100",
        state="returned-in-part",
        returned="20,5",
    )
    assert "Sale 1 is corrected." in page.text
    assert stat(anna) == [
        {"user_id": "100-200", "count": 1, "revenue": 479.5, "gross_profit": 379.5}
    ]
    assert "returned in part" in page.text
    assert "21 Nov 2026 10:00" in page.text


def test_a_form_that_changes_nothing_changes_nothing(anna: Operator) -> None:
    anna.sells("587 963", "520.50", comment="gift")
    anna.opens("/desk/entries/1")
    anna.sends("/desk/entries/1")
    anna.opens("/desk/entries/1")
    assert anna.filled_in("/desk/entries/1")["version"] == "0"


def test_a_wrong_correction_is_told_beside_its_field(anna: Operator) -> None:
    anna.sells()
    anna.opens("/desk/entries/1")
    page = anna.sends("/desk/entries/1", state="returned-in-part", returned="600", revenue="1.234")
    assert (page.status_code, "revenue-fault" in page.text) == (422, True)
    page = anna.sends("/desk/entries/1", revenue="520")
    assert "Write how much was returned" in page.text
    assert [row["revenue"] for row in stat(anna)] == [520.0]


def test_a_change_of_somebody_else_is_not_written_over_unseen(anna: Operator) -> None:
    anna.sells()
    anna.opens("/desk/entries/1")
    form = anna.filled_in("/desk/entries/1")
    anna.sends("/desk/entries/1", revenue="600")
    anna.page = anna.client.post("/desk/entries/1", data={**form, "revenue": "700"})
    assert (anna.page.status_code, 'value="700"' in anna.page.text) == (409, True)
    assert [row["revenue"] for row in stat(anna)] == [600.0]
    anna.sends("/desk/entries/1")
    assert [row["revenue"] for row in stat(anna)] == [700.0]


def test_a_sale_without_a_client_id_is_matched(anna: Operator) -> None:
    anna.sells("the tall man")
    anna.sends("/desk", unmatched="the tall man")
    anna.opens("/desk/unmatched")
    page = anna.sends("/desk/unmatched/1", client="+7 916 123-45-67")
    assert (page.status_code, "reads as a phone number" in page.text) == (422, True)
    page = anna.sends("/desk/unmatched/1", client="id 587963")
    assert "Sale 1 belongs to 587-963 now." in page.text
    assert "Every sale has its client ID." in page.text
    assert [row["user_id"] for row in stat(anna)] == ["587-963"]


def test_the_entries_are_shown_page_by_page(anna: Operator) -> None:
    for _ in range(51):
        anna.sells()
    first = anna.opens("/desk/entries")
    assert first.count("Undo</button>") == 50
    assert "before=2" in first
    assert anna.opens("/desk/entries?before=2").count("Undo</button>") == 1


def test_what_is_not_there_is_a_page_that_says_so(anna: Operator) -> None:
    anna.sells()
    token = anna.filled_in("/desk/entries/1/undo")["token"]
    form = {"token": token, "version": "0", "client": "587-963", "revenue": "1", "state": "sold"}
    for path in ("/desk/entries/7", "/desk/entries/7/undo", "/desk/unmatched/7"):
        answer = anna.client.post(path, data={**form, "channel": "call"})
        assert (answer.status_code, answer.mimetype) == (404, "text/html"), path
        assert "There is no such page" in answer.text
