"""A monotonic clock that stands still until a test moves it."""


class Clock:
    """Gives ``seconds``."""

    def __init__(self, seconds: float = 1000.0) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds
