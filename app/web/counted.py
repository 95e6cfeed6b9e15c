"""Every request is counted from its beginning to its end."""

from flask import Flask, g

from app.traffic.under_way import UnderWay


def count_requests(app: Flask, under_way: UnderWay) -> None:
    """Count the app's requests; what is registered before this is done before the count."""

    @app.before_request
    def begin() -> None:
        under_way.begin()
        g.is_counted = True

    @app.teardown_request
    def end(error: BaseException | None) -> None:
        if g.pop("is_counted", False):
            under_way.end()
