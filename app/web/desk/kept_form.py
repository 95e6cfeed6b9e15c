"""A form that came without a session: kept through the login, so nothing is typed twice."""

import re
from dataclasses import dataclass

from flask import request

_PATH = re.compile(r"/desk(?:/[a-z0-9-]+)*")
_FIELD = "kept."
_NOT_KEPT = {"token", "password"}


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where the form belongs, and what was typed into it."""

    path: str
    fields: dict[str, str]

    def hidden(self) -> dict[str, str]:
        """Return it as fields of another form."""
        return {"kept_path": self.path} | {_FIELD + name: self.fields[name] for name in self.fields}


def sent_form() -> KeptForm | None:
    """Return the form of this request; a file is not kept."""
    if request.mimetype != "application/x-www-form-urlencoded":
        return None
    fields = {name: typed for name, typed in request.form.items() if name not in _NOT_KEPT}
    return KeptForm(request.path, fields)


def kept_form() -> KeptForm | None:
    """Return the form that waits in the fields of this request, if it is one of the desk."""
    path = request.form.get("kept_path", "")
    if not _PATH.fullmatch(path):
        return None
    fields = {
        name.removeprefix(_FIELD): typed
        for name, typed in request.form.items()
        if name.startswith(_FIELD)
    }
    return KeptForm(path, fields)
