"""A shuffle: every number below a size gets another one, no two the same, known by a key alone."""

from dataclasses import dataclass, field
from hashlib import blake2b

_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Shuffle:
    """A permutation of ``range(size)``: nothing is stored, and no number comes twice.

    A Feistel network permutes the next power of four; a number that falls outside the range is
    sent through it again, which ends inside, as a permutation goes in circles
    (Black and Rogaway, "Ciphers with Arbitrary Finite Domains", 2002, cycle walking).
    """

    size: int
    key: bytes = field(repr=False)

    def __call__(self, number: int) -> int:
        """Return the place of a number, both below ``size``."""
        half = max(1, ((self.size - 1).bit_length() + 1) // 2)
        number = self._once(number, half)
        while number >= self.size:
            number = self._once(number, half)
        return number

    def _once(self, number: int, half: int) -> int:
        low = (1 << half) - 1
        left, right = number >> half, number & low
        for turn in range(_ROUNDS):
            left, right = right, left ^ (self._mixed(turn, right) & low)
        return left << half | right

    def _mixed(self, turn: int, number: int) -> int:
        # 64 bytes are more than half of the largest format, 64 places of 34 signs
        text = f"{turn} {number}".encode()
        return int.from_bytes(blake2b(text, digest_size=64, key=self.key).digest(), "big")
