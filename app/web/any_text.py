"""A part of an address that may be any text, with slashes in it, too."""

from werkzeug.routing import BaseConverter


class AnyText(BaseConverter):
    """Matches the rest of the path, whatever it is."""

    regex = ".+"
    part_isolating = False
