"""The instance folder becomes the settings, or every fault of every file is told."""

from pathlib import Path

import pytest

from app.shops.faults import Misconfigured
from config.settings import Settings, load_settings

SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"
database = "sqlite:///shop.db"
[[source]]
name = "calls"
channel = "call"
table = "calls"
time = { column = "called_at", kind = "utc" }
client_id = "client_id"
"""
NO_DATABASE = 'time_zone = "UTC"\ncurrency = "USD"\n'


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def faults(instance: Path, **environ: str) -> list[str]:
    with pytest.raises(Misconfigured) as raised:
        load_settings(instance, environ)
    return [str(fault).replace(f"{instance}/", "") for fault in raised.value.faults]


def test_an_absent_instance_has_the_defaults_and_no_shops(tmp_path: Path) -> None:
    folder = tmp_path / "absent"

    assert load_settings(folder, {}) == Settings(
        instance=folder, shops={}, ledger_url=f"sqlite:///{folder}/shopstat.db"
    )


def test_every_option_can_be_set(tmp_path: Path) -> None:
    write(
        tmp_path / "shopstat.toml",
        """
        [server]
        bind = "::1"
        port = 80
        workers = 3
        threads = 4
        trusted_proxies = 1
        retry_after_seconds = 5
        answers_kept_seconds = 0
        [ledger]
        url = "postgresql://u:p@h/d"
        keep_pulls_days = 30
        [sources]
        connect_timeout_seconds = 6
        query_timeout_seconds = 7
        pool_wait_seconds = 8
        guard_slack_hours = 48
        [accounts]
        cache_seconds = 0
        failures_per_minute = 5
        [site]
        new_ids_per_minute = 7
        """,
    )

    settings = load_settings(tmp_path, {})

    assert settings == Settings(
        instance=tmp_path,
        shops={},
        bind="::1",
        port=80,
        workers=3,
        threads=4,
        trusted_proxies=1,
        retry_after_seconds=5,
        answers_kept_seconds=0,
        ledger_url="postgresql+psycopg://u:p@h/d",
        keep_pulls_days=30,
        connect_timeout_seconds=6,
        query_timeout_seconds=7,
        pool_wait_seconds=8,
        guard_slack_hours=48,
        cache_seconds=0,
        failures_per_minute=5,
        new_ids_per_minute=7,
    )
    assert settings.new_ids_per_minute_and_process == 2
    assert settings.address == "[::1]:80"


@pytest.mark.parametrize("bind", ["localhost", "shop.example", "0.0.0.0", "::"])  # noqa: S104 nothing listens
def test_a_host_may_be_a_name_or_an_address(bind: str, tmp_path: Path) -> None:
    write(tmp_path / "shopstat.toml", f'[server]\nbind = "{bind}"\n')

    assert load_settings(tmp_path, {}).bind == bind


def test_shops_come_in_order_of_their_names(tmp_path: Path) -> None:
    for name in ("west", "east", "north"):
        write(tmp_path / "shops" / f"{name}.toml", SHOP)
    write(tmp_path / "shops" / ".#east.toml", "an editor's lock")
    write(tmp_path / "shops" / "notes.txt", "not a shop")

    assert [*load_settings(tmp_path, {}).shops] == ["east", "north", "west"]


def test_the_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(
        tmp_path / "shopstat.toml",
        '[server]\nport = "80"\nworkers = true\nthreads = 0\nthread = 3\nbind = "0.0.0.0:80"\n'
        '[ledger]\nurl = "oracle://u:hunter2@h/d"\n[sorces]\n',
    )
    write(tmp_path / "shops" / "bad.toml", NO_DATABASE.replace("UTC", "Mars"))
    write(tmp_path / "shops" / "broken.toml", 'time_zone = "UTC"\ncurrency =\n')
    write(tmp_path / "shops" / "Good.toml", NO_DATABASE)

    assert faults(tmp_path) == [
        "shopstat.toml: server.bind = '0.0.0.0:80': "
        "write an IP address or a host name, without a port",
        "shopstat.toml: server.port = '80': "
        "write a whole number from 1 to 65535, without quotes: port to listen on",
        "shopstat.toml: server.workers = true: "
        "write a whole number from 1 to 64, without quotes: processes that answer",
        "shopstat.toml: server.threads = 0: write a whole number from 1 to 64, "
        "without quotes: requests that one process answers at a time",
        "shopstat.toml: server.thread = (hidden): unknown key; did you mean threads?",
        "shopstat.toml: ledger.url = oracle://u:***@h/d: begin the URL with one of the databases "
        "served: sqlite://, postgresql://, mysql://, mariadb://",
        "shopstat.toml: sorces = (hidden): unknown key; did you mean sources?",
        "shops/Good.toml: rename it: write a name of a-z, 0-9, - and _, at most 63 characters",
        "shops/bad.toml: time_zone = 'Mars': write an IANA time zone such as Europe/Moscow",
        "shops/broken.toml: correct the TOML: Invalid value (at line 2, column 11)",
    ]


def test_a_site_belongs_to_one_shop_and_every_other_claim_is_told(tmp_path: Path) -> None:
    sites = {"east": '"https://a.example"', "north": '"https://a.example", "https://b.example"'}
    for name, origins in {**sites, "west": '"https://b.example"'}.items():
        write(tmp_path / f"shops/{name}.toml", f"{NO_DATABASE}[site]\norigins = [{origins}]\n")
    write(tmp_path / "shops" / "bad.toml", NO_DATABASE.replace("UTC", "Mars"))

    told = "the site of a page tells which shop it belongs to"
    assert faults(tmp_path) == [
        "shops/bad.toml: time_zone = 'Mars': write an IANA time zone such as Europe/Moscow",
        f"shops/north.toml: site.origins = 'https://a.example': "
        f"take it out here or in east.toml: {told}",
        f"shops/west.toml: site.origins = 'https://b.example': "
        f"take it out here or in north.toml: {told}",
    ]


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    shops = tmp_path / "shops"
    (shops / "folder.toml").mkdir(parents=True)
    (shops / "huge.toml").write_text("#" * 1_000_001, encoding="utf-8")
    (shops / "latin.toml").write_bytes("# Магазин".encode("cp1251"))
    write(shops / "deep.toml", f"a = {'[' * 5000}{']' * 5000}")

    assert faults(tmp_path) == [
        "shops/deep.toml: correct the TOML: it is nested too deeply",
        "shops/folder.toml: make it a readable file (Is a directory)",
        "shops/huge.toml: make it smaller than 1 MB",
        "shops/latin.toml: save it as UTF-8",
    ]


def test_a_file_saved_on_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / "shops").mkdir()
    (tmp_path / "shops" / "main.toml").write_bytes(
        b"\xef\xbb\xbf" + NO_DATABASE.replace("\n", "\r\n").encode()
    )

    assert [*load_settings(tmp_path, {}).shops] == ["main"]


def test_text_reads_the_environment(tmp_path: Path) -> None:
    write(tmp_path / "shops" / "main.toml", SHOP.replace("sqlite:///shop.db", "${URL}/${NAME}"))

    shop = load_settings(tmp_path, {"URL": "mysql://u:p@h", "NAME": "d"}).shops["main"]

    assert shop.database == "mysql+pymysql://u:p@h/d"


def test_a_doubled_dollar_stands_for_itself(tmp_path: Path) -> None:
    write(tmp_path / "shops" / "main.toml", SHOP + 'where = { status = "$${paid} $5" }\n')

    (source,) = load_settings(tmp_path, {}).shops["main"].sources

    assert source.where == {"status": ("${paid} $5",)}  # type: ignore[union-attr] # a table


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_secret_is_read_from_a_file_beside(ending: str, tmp_path: Path) -> None:
    secret = tmp_path / "shops" / "main.database-url"
    secret.parent.mkdir()
    secret.write_bytes(f"mysql://u:${{p@h/d{ending}".encode())
    write(
        tmp_path / "shops" / "main.toml",
        SHOP.replace('database = "sqlite:///shop.db"', 'database_file = "main.database-url"'),
    )

    assert load_settings(tmp_path, {}).shops["main"].database == "mysql+pymysql://u:%24%7Bp@h/d"


def test_a_column_may_end_as_a_secret_file_does(tmp_path: Path) -> None:
    write(tmp_path / "shops" / "main.toml", SHOP + 'where = { proof_file = "none" }\n')

    (source,) = load_settings(tmp_path, {}).shops["main"].sources

    assert source.where == {"proof_file": ("none",)}  # type: ignore[union-attr] # a table


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('database = "${NOPE}"', "database = '${NOPE}': set the environment variable NOPE"),
        (
            'database = "${NO PE}"',
            "database = '${NO PE}': write ${NAME}, or $${ for the two characters ${",
        ),
        (
            'database = "x${NOPE"',
            "database = 'x${NOPE': write ${NAME}, or $${ for the two characters ${",
        ),
        (
            "database_file = 5",
            "database_file = 5: write the secret's file in quotes: a path beside this file",
        ),
        (
            'database_file = "absent"',
            "database_file = 'absent': make shops/absent a readable file with the secret "
            "(No such file or directory)",
        ),
        (
            'database_file = "huge"',
            "database_file = 'huge': make shops/huge a readable file with the secret "
            "(not UTF-8 text of at most 10 kB)",
        ),
        (
            'database = "sqlite:///a.db"\ndatabase_file = "absent"',
            "database_file = 'absent': keep either database or database_file, not both",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_once(line: str, told: str, tmp_path: Path) -> None:
    write(tmp_path / "shops" / "huge", "x" * 10_001)
    write(tmp_path / "shops" / "main.toml", SHOP.replace('database = "sqlite:///shop.db"', line))

    assert faults(tmp_path) == [f"shops/main.toml: {told}"]


def test_no_secret_is_told(tmp_path: Path) -> None:
    write(tmp_path / "secret", "oracle://u:hunter2@h/d")
    write(tmp_path / "shopstat.toml", '[ledger]\nurl_file = "secret"\n[server]\nbind = "${S}:"')
    write(
        tmp_path / "shops" / "main.toml",
        'time_zone = "${S}"\ncurrency = "${S}"\ndatabase = "x://${S}@"\npassword = "${S}"\n'
        '[client_id]\nformat = "${S}++"\nmasks = ["${S}"]\n'
        '[[source]]\nname = "${S}!"\nselect = "${S}"\nwhere = { a = [["${S}"]] }',
    )

    told = "\n".join(faults(tmp_path, S="hunter2"))

    assert told.count("${S}") == 10
    assert "hunter2" not in told


def test_settings_show_no_secret(tmp_path: Path) -> None:
    write(tmp_path / "shopstat.toml", '[ledger]\nurl = "mysql://u:hunter2@h/d"')
    write(tmp_path / "shops" / "main.toml", SHOP.replace("sqlite:///", "mysql://u:hunter2@h/"))

    assert "hunter2" not in repr(load_settings(tmp_path, {}))
