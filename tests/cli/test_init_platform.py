"""From the URL of a platform's database to a verified answer: init finds the rest."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.error import HTTPError

import pytest
from click.testing import CliRunner, Result

from app.cli.ask_preset import all_presets
from app.cli.main import main
from app.database.faults import SourceFault, SourceUnavailable
from app.sales.day import Day
from app.shops.grants import tables_read
from config.settings import load_settings
from tests.cli.platforms import execute, filled, platform_case
from tests.databases.servers import Server
from tests.house.site import Site
from tests.presets.case import PresetCase
from tests.presets.granted import reading_only
from tests.real_shops.truth import answers

DAY = date(2025, 5, 14)
KEY = "_client_id"
CLIENT_KEY = re.compile(rf"  client_key={KEY}: \d+ of \d+ sales have a client ID, such as '.+")


@pytest.fixture(scope="module")
def shop() -> PresetCase:
    return platform_case("woocommerce")


@pytest.fixture(scope="module")
def url(mariadb: Server, shop: PresetCase) -> Iterator[str]:
    """A year of WooCommerce, which no test changes for longer than it runs."""
    with filled(mariadb, shop) as url:
        yield url


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path / "instance"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.close()


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def done(*arguments: str, typed: str = "") -> list[str]:
    result = run(*arguments, typed=typed)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def truth(case: PresetCase) -> str:
    return answers(case.sales, case.time_zone)[DAY].decode()


def asked(site: Site, account: str, password: str) -> str:
    return site.type(f"curl -u {account}:{password} 'http://127.0.0.1:8080/stat?date={DAY}'")


def initialised(site: Site, name: str, url: str, flags: str = "") -> str:
    """Set a shop up with its URL alone, if that is enough; return the password of its account."""
    told = site.type(f"shopstat init --shop {name} --database '{url}' {flags} --yes")
    return told.splitlines()[-1]


def test_one_init_leads_from_the_url_to_the_true_answer(
    site: Site, url: str, shop: PresetCase
) -> None:
    password = initialised(site, "main", url)
    site.type("shopstat serve")

    assert asked(site, "main", password) == truth(shop)


def test_two_platforms_behind_one_process_are_each_their_own_accounts(
    site: Site, url: str, shop: PresetCase, postgresql: Server
) -> None:
    other = platform_case("saleor")
    flags = "--time-zone Europe/Moscow"
    with filled(postgresql, other) as other_url:
        passwords = (
            initialised(site, "wordpress", url),
            initialised(site, "saleor", other_url, flags),
        )
        site.type("shopstat serve")

        assert asked(site, "wordpress", passwords[0]) == truth(shop)
        assert asked(site, "saleor", passwords[1]) == truth(other)
        with pytest.raises(HTTPError, match="401"):
            asked(site, "saleor", passwords[0])
        site.close()


def test_what_was_found_is_told_with_its_reasons(instance: Path, url: str) -> None:
    lines = done("init", "--database", url, "--yes")

    assert "This looks like WooCommerce, preset woocommerce:" in lines
    assert "  + it has the tables shop7_wc_orders, shop7_wc_order_operational_data" in lines
    assert "  + its own setting gives time_zone: Europe/Moscow" in lines
    assert any(CLIENT_KEY.fullmatch(line) for line in lines)
    assert "2025-12-30      7                 6     22359.45  1 (none 1)" in lines


def test_the_shops_file_explains_itself(instance: Path, url: str) -> None:
    done("init", "--database", url, "--yes")

    text = (instance / "shops" / "main.toml").read_text("utf-8")
    assert 'preset    = "woocommerce"   # WooCommerce; more: shopstat presets woocommerce' in text
    assert '# what the names of WordPress\'s tables begin with\nprefix = "shop7_"\n' in text
    assert '# client_key = "_client_id"\n' in text
    assert "# - That phone orders are typed in the back office." in text


def test_every_answer_is_a_flag_too(instance: Path, url: str) -> None:
    flags = ("--preset", "woocommerce", "--time-zone", "Asia/Omsk", "--currency", "RUB")
    options = ("--option", f"client_key={KEY}", "--option", "statuses=wc-completed")

    lines = done("init", "--shop", "north", "--database", url, *flags, *options, "--yes")

    assert "The platform itself says Europe/Moscow; taken is Asia/Omsk." in lines
    found = load_settings(instance).shops["north"]
    assert found.time_zone.key == "Asia/Omsk"
    assert found.preset is not None
    assert found.preset.options["statuses"] == ("wc-completed",)


def test_the_conversation_proposes_and_a_person_decides(instance: Path, url: str) -> None:
    typed = "\n".join(
        [
            "main",
            url,
            "",
            "woocommerce",
            "",
            "",
            KEY,
            "statuses",
            "statuses=wc-completed",
            "",
            "y",
            "",
        ]
    )

    lines = done("init", typed=typed)

    assert "Time zone, such as Europe/Moscow [Europe/Moscow]: " in lines
    assert any(line.startswith("Error: write name=value with a name of prefix") for line in lines)
    shop = load_settings(instance).shops["main"]
    assert shop.preset is not None
    assert shop.preset.options["statuses"] == ("wc-completed",)


def test_whoever_does_not_like_the_preview_has_nothing_written(instance: Path, url: str) -> None:
    typed = "\n".join(["main", url, "", "woocommerce", "", "", KEY, "", "n", ""])

    assert run("init", typed=typed).exit_code == 1
    assert not instance.exists()


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--option", "client_kay=x"), "write name=value with a name of prefix"),
        (("--option", "sources=counter"), "write some of phone"),
        (("--revenue", "total"), "--revenue: the preset has its own tables; add --preset none"),
        (("--preset", "woo"), "'woo' is not one of woocommerce, none"),
        (("--preset", "none", "--option", "prefix=x"), "--option fills the blanks of a preset"),
    ],
)
def test_a_flag_that_does_not_fit_changes_nothing(
    flags: tuple[str, ...], told: str, instance: Path, url: str
) -> None:
    refused = run("init", "--database", url, *flags, "--yes")

    assert refused.exit_code == 2
    assert told in refused.stderr
    assert not instance.exists()


def test_a_shop_that_is_slow_now_can_be_set_up(
    instance: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> list[Day]:
        raise SourceUnavailable(SourceFault.DEADLINE, "took too long")

    monkeypatch.setattr("app.cli.new_preset.last_days", slow)

    done("init", "--database", url, "--yes")

    assert [*load_settings(instance).shops] == ["main"]


def test_a_wrong_preset_is_not_written_down(instance: Path, url: str) -> None:
    refused = run("init", "--database", url, "--preset", "opencart", "--time-zone", "UTC", "--yes")

    assert "It does not look like OpenCart, ocStore; taken as you say." in refused.stdout
    assert (refused.exit_code, instance.exists()) == (2, False)


def test_a_database_of_no_platform_leads_to_a_table_or_a_select(
    instance: Path, mariadb_url: str
) -> None:
    execute(mariadb_url, "CREATE TABLE sales (id INT, sold_at DATETIME, note TEXT)")

    place = ("--time-zone", "UTC", "--currency", "EUR")

    refused = run("init", "--database", mariadb_url, *place, "--yes")

    assert refused.exit_code == 2
    assert "It is of no platform that has a preset" in refused.stdout
    assert "Its tables: sales.\n" in refused.stdout
    assert "--table is needed with --yes" in refused.stderr


def test_a_login_with_the_documented_grants_is_enough(instance: Path, url: str) -> None:
    (preset,) = [each for each in all_presets() if each.name == "woocommerce"]
    granted = {
        name.replace("wp_", "shop7_", 1): columns for name, columns in tables_read(preset).items()
    }
    place = ("--time-zone", "Europe/Moscow", "--currency", "RUB")

    with reading_only(url, granted) as reader:
        lines = done("init", "--database", reader, *place, "--yes")
        told = run("check")

    assert "The database answers, and this login can only read it." in lines
    assert any(line.startswith("  ? the login cannot read: ") for line in lines)
    assert "ok      main: its database answers, and can only be read\n" in told.stdout
    assert told.exit_code == 0


def test_check_fails_where_the_login_could_write(instance: Path, url: str) -> None:
    done("init", "--database", url, "--yes")

    result = run("check", "--json", "--shop", "main")
    told = json.loads(result.stdout)["findings"]

    assert result.exit_code == 1
    assert {each["severity"] for each in told} & {"fault"} == set()
    assert {
        "severity": "danger",
        "subject": "main",
        "text": "its database answers; the login could write to it, though Shopstat never does",
        "cure": "use a login that may only SELECT (README, A login that can only read)",
    } in told


def test_check_tells_what_the_options_leave_out(instance: Path, url: str) -> None:
    done("init", "--database", url, "--yes")

    told = run("check").stdout

    assert "note    main: found in the latest orders, and not in statuses: wc-on-hold " in told
    assert "note    main: the latest orders are in other currencies than RUB too: USD " in told
    assert "note    main/phone: its newest sale is of 2026-01-02 02:01, Europe/Moscow: " in told


def test_a_renamed_column_is_named_by_check_and_no_empty_list(
    site: Site, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPSTAT_INSTANCE", site.environ["SHOPSTAT_INSTANCE"])
    password = initialised(site, "main", url)
    site.type("shopstat serve")
    execute(url, "ALTER TABLE shop7_wc_orders RENAME COLUMN total_amount TO total")
    try:
        told = run("check")
        with pytest.raises(HTTPError, match="503"):
            asked(site, "main", password)
    finally:
        execute(url, "ALTER TABLE shop7_wc_orders RENAME COLUMN total TO total_amount")

    assert told.exit_code == 1
    assert (
        "fault   main/phone: the preset woocommerce reads shop7_wc_orders.total_amount: "
        in told.stdout
    )


def test_each_column_that_may_hold_the_client_id_is_told_once(
    instance: Path, mariadb: Server
) -> None:
    with filled(mariadb, platform_case("bitrix24")) as url:
        lines = done("init", "--database", url, "--time-zone", "Europe/Moscow", "--yes")

    assert sum(line.startswith("  client_field=UF_CRM_1700000000: ") for line in lines) == 1


def test_a_column_under_another_name_is_tried_too(instance: Path, mariadb: Server) -> None:
    with filled(mariadb, platform_case("prestashop")) as url:
        lines = done("init", "--database", url, "--yes")

    assert any(line.startswith("  note_field=note: ") for line in lines)
