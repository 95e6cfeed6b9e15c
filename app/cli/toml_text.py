"""Values as TOML writes them in a shop's file."""

import json
from typing import Any


def toml_value(value: Any) -> str:
    """Write text, a number or a list of them; ``${`` would be a reference to the environment.

    DEL is the one character that JSON leaves as it is and TOML refuses.
    """
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("${", "$${").replace("\x7f", "\\u007f")
