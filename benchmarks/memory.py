"""The memory of a server's workers, as the kernel counts it."""

import re
from collections.abc import Iterable
from pathlib import Path

_RESET_PEAK = "5"  # proc(5), /proc/pid/clear_refs: resets the peak to what is resident now


class Growth:
    """How much more memory some processes have held at their peaks than at the beginning."""

    def __init__(self, processes: Iterable[int]) -> None:
        self._idle = {pid: _kibibytes(pid, "VmRSS") for pid in processes}
        for pid in self._idle:
            Path(f"/proc/{pid}/clear_refs").write_text(_RESET_PEAK)

    def mebibytes(self) -> float:
        """Return the growth of all of them together."""
        return sum(_kibibytes(pid, "VmHWM") - idle for pid, idle in self._idle.items()) / 1024


def _kibibytes(pid: int, name: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    if found is None:
        raise ProcessLookupError(f"process {pid} has no {name}")
    return int(found[1])
