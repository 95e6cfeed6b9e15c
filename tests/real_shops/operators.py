"""How operators write down a client ID, and what they write when they have none."""

from random import Random

CLIENTS = 150

UNUSABLE = (
    None,
    "",
    "   ",
    "null",
    "клиент не назвал номер",
    "587-963 или 112-204",
    "перезвонить +7 495 123-45-67",
    "доставка 12.05.2025",
)

_FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")


def a_client_id(random: Random) -> str:
    """Draw one of the shop's few returning clients."""
    number = random.randrange(CLIENTS) * 6_661 % 1_000_000
    return f"{number // 1000:03}-{number % 1000:03}"


def as_written(client_id: str, random: Random) -> str:
    """Spell the client ID the way an operator might."""
    head, tail = client_id.split("-")
    return random.choice(
        (
            client_id,
            f"{head}{tail}",
            f"{head} {tail}",
            f" №{head}–{tail} ",
            client_id.translate(_FULL_WIDTH),
            f"арт. 10250-{client_id}",
            f"корзина {client_id}",
            f"Клиент {client_id}, перезвонить после обеда",
        )
    )


def a_note(random: Random) -> tuple[str | None, str | None]:
    """Draw a client ID and how it was written; one in eight notes holds no usable one."""
    if random.randrange(8) == 0:
        return None, random.choice(UNUSABLE)
    client_id = a_client_id(random)
    return client_id, as_written(client_id, random)
