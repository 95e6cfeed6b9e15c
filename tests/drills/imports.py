"""Files of sales for drills, with what they add up to; they are imported by real processes."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.drills.served import PATIENCE_SECONDS, Served, basic
from tests.web.senders import NORTH

DAYS = ("2026-11-18", "2026-11-19", "2026-11-20")
HEADER = "Дата;Время;Клиент;Сумма;Номер заказа\n"

Sums = Counter[tuple[str, str, str]]
"""Numbers of sales and minor units by day, client ID and which of the two it is."""


@dataclass(frozen=True, slots=True)
class SoldFile:
    """A file of sales and what they add up to."""

    path: Path
    sums: Sums


def a_sold_file(folder: Path, number: int, rows: int) -> SoldFile:
    """Write a file of so many sales by chance; files of other numbers have other sales."""
    chance = random.Random(number)
    path, sums = folder / f"sales-{number}.csv", Sums()
    with path.open("w", encoding="cp1251") as file:
        file.write(HEADER)
        for row in range(rows):
            day, client = chance.choice(DAYS), f"100-{chance.randint(100, 199)}"
            amount = chance.randint(1, 10**7)
            file.write(f"{day};12:00;{client};{amount // 100},{amount % 100:02};{number}-{row}\n")
            sums.update({(day, client, "count"): 1, (day, client, "revenue"): amount})
    return SoldFile(path, sums)


def begin_import(instance: Path, file: Path, **environ: str) -> subprocess.Popen[str]:
    """Begin an import as the owner does, in a process of its own."""
    command = [sys.executable, "-c", "from app.cli.main import main; main()"]
    return subprocess.Popen(  # noqa: S603 our own command
        [*command, "import", str(file), "--shop", NORTH],
        env={**os.environ, "SHOPSTAT_INSTANCE": str(instance), **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def imported(instance: Path, file: Path, **environ: str) -> tuple[int, str]:
    """Import to the end; return the exit status and what was said."""
    process = begin_import(instance, file, **environ)
    said, _ = process.communicate(timeout=PATIENCE_SECONDS * 10)
    return process.returncode, said


def killed_import(instance: Path, file: Path, after_seconds: float) -> str:
    """Begin an import and kill it after some time, unless it has ended; return what was said."""
    process = begin_import(instance, file)
    try:
        return process.communicate(timeout=after_seconds)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0]


def told(server: Served) -> Sums:
    """Add up what the platform is answered."""
    sums = Sums()
    for day in DAYS:
        reply = server.get(f"/stat?date={day}", basic(NORTH))
        assert reply.status == 200, reply
        for row in json.loads(reply.body, parse_float=Decimal)["data"]:
            sums[day, row["user_id"], "count"] += row["count"]
            sums[day, row["user_id"], "revenue"] += int(row["revenue"] * 100)
    return sums
