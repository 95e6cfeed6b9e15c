"""What is remembered of successful logins, and for how long."""

from app.accounts.recent import RecentLogins


class Clock:
    """Monotonic seconds that a test moves, and that never stand still."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        self.seconds += 0.001
        return self.seconds


def test_a_success_is_remembered_for_its_seconds_and_not_longer() -> None:
    clock = Clock()
    recent = RecentLogins(600, clock)
    recent.remember("demo", "password", "hash")
    seen = []
    for clock.seconds in (1000, 1599, 1601):
        seen.append(recent.includes("demo", "password", "hash"))
    assert seen == [True, True, False]


def test_nothing_is_remembered_for_0_seconds() -> None:
    recent = RecentLogins(0, Clock())
    recent.remember("demo", "password", "hash")
    assert not recent.includes("demo", "password", "hash")


def test_only_the_very_credentials_are_included() -> None:
    recent = RecentLogins(600, Clock())
    recent.remember("ab", "cd", "hash")
    others = [("a", "bcd", "hash"), ("abc", "d", "hash"), ("ab", "cd", "other"), ("", "abcd", "h")]
    assert [recent.includes(*other) for other in others] == [False] * 4


def test_the_oldest_success_makes_room() -> None:
    recent = RecentLogins(600, Clock(), size=2)
    for name in ("first", "second", "first", "third"):
        recent.remember(name, "password", "hash")
    seen = [recent.includes(name, "password", "hash") for name in ("first", "second", "third")]
    assert seen == [True, False, True]


def test_each_process_has_its_own_key() -> None:
    one, other = RecentLogins(600, Clock()), RecentLogins(600, Clock())
    assert one._digest("demo", "password", "hash") != other._digest("demo", "password", "hash")
