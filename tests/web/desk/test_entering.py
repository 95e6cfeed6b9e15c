"""Sales entered at the desk: each once, as it was said, and nothing typed is lost."""

import json

from tests.databases.installation import PASSWORD
from tests.web.desk.operator import Operator


def stat(operator: Operator, shop: str = "north") -> list[dict[str, object]]:
    """What the platform hears of today."""
    answer = operator.client.get("/stat?date=2026-11-21", auth=(shop, PASSWORD))
    rows: list[dict[str, object]] = json.loads(answer.text)["data"]
    return rows


def test_a_sale_reaches_the_platform(anna: Operator) -> None:
    page = anna.sells("587963", "1 040,50", cost="40.50")
    assert "Sale 1 is saved." in page.text
    assert stat(anna) == [
        {"user_id": "587-963", "count": 1, "revenue": 1040.5, "gross_profit": 1000.0}
    ]
    assert "1,040.50\u00a0RUB" in page.text


def test_the_channel_is_remembered(anna: Operator) -> None:
    anna.sells(channel="offline")
    anna.opens("/desk")
    assert anna.filled_in("/desk")["channel"] == "offline"


def test_a_form_sent_twice_counts_once(anna: Operator) -> None:
    anna.opens("/desk")
    form = {**anna.filled_in("/desk"), "client": "587-963", "revenue": "520"}
    for told in ("Sale 1 is saved.", "Sale 1 was saved before."):
        sent = anna.client.post("/desk", data=form)
        assert sent.status_code == 303
        assert told in anna.opens("/desk")
    assert [row["count"] for row in stat(anna)] == [1]


def test_a_form_sent_again_with_other_contents_changes_nothing(anna: Operator) -> None:
    anna.opens("/desk")
    form = {**anna.filled_in("/desk"), "client": "587-963", "revenue": "520"}
    anna.client.post("/desk", data=form)
    other = anna.client.post("/desk", data={**form, "revenue": "530"})
    assert other.status_code == 409
    assert "with other contents" in other.text
    assert 'value="530"' in other.text
    assert [row["revenue"] for row in stat(anna)] == [520.0]


def test_what_was_typed_survives_a_refusal(anna: Operator) -> None:
    page = anna.sells("+7 916 123-45-67", "1,234", comment="<b>gift</b>", cost="x")
    assert page.status_code == 422
    for fault in ("This reads as a phone number", "thousands or three decimals", "no amount"):
        assert fault in page.text
    for typed in ("+7 916 123-45-67", "1,234", "&lt;b&gt;gift&lt;/b&gt;"):
        assert f'value="{typed}"' in page.text
    assert 'aria-describedby="revenue-fault" aria-invalid="true"' in page.text
    assert stat(anna) == []


def test_an_unreadable_client_id_is_saved_once_that_is_confirmed(anna: Operator) -> None:
    page = anna.sells("the tall man")
    assert "Save without a client ID" in page.text
    page = anna.sends("/desk", unmatched="the tall man")
    assert "Sale 1 is saved." in page.text
    assert stat(anna) == []
    assert "1 sale of today has no client ID" in page.text


def test_another_unreadable_text_is_asked_about_anew(anna: Operator) -> None:
    anna.sells("the tall man")
    page = anna.sends("/desk", client="the short man", unmatched="the tall man")
    assert page.status_code == 422


def test_no_client_id_at_all_is_confirmed_too(anna: Operator) -> None:
    anna.sells("")
    assert "Sale 1 is saved." in anna.sends("/desk", unmatched="-").text


def test_a_time_is_of_the_shops_zone(anna: Operator) -> None:
    anna.sells(time="2026-11-21T00:30")
    anna.sells(time="2026-11-20T23:30")
    assert [row["count"] for row in stat(anna)] == [1]
    assert "21 Nov 2026 00:30" in anna.page.text


def test_a_time_to_come_is_refused(anna: Operator) -> None:
    assert "the date is in the future" in anna.sells(time="2026-12-21T00:30").text


def test_the_verdict_is_told_while_the_client_id_is_typed(anna: Operator) -> None:
    verdicts = {text: anna.opens(f"/desk/client-id?text={text}") for text in ("id+587963", "5")}
    assert [json.loads(each) for each in verdicts.values()] == [
        {"understood": True, "told": "The client ID is 587-963."},
        {
            "understood": False,
            "told": "There is no client ID in this text. It looks like 587-963.",
        },
    ]


def test_the_day_is_added_up(anna: Operator) -> None:
    anna.sells("587-963", "520")
    page = anna.sells("100-200", "0.50", cost="0.25").text
    for sum in ("<dd>2</dd>", "<dd>520.50\u00a0RUB</dd>", "<dd>0.25\u00a0RUB</dd>"):
        assert sum in page


def test_another_shop_sees_nothing_of_it(anna: Operator) -> None:
    anna.sells("587-963", "520")
    anna.logs_in("boris")
    assert "Nothing was entered yet." in anna.opens("/desk")
    assert anna.client.get("/desk/entries/1").status_code == 404
    assert anna.sends("/desk/logout").status_code == 200
