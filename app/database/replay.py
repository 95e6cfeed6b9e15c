"""How far a replica has replayed what its primary wrote, by the replica's own word and clock."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replica surely holds: all that was committed before ``until``, if anything is sure.

    ``now`` is the replica's present; both are aware. ``hint`` says, for the owner, why there is
    doubt, where the database tells.
    """

    now: datetime
    until: datetime | None
    hint: str = ""
