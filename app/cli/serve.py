"""The command that serves: checks first, then becomes gunicorn."""

import os
import socket
import sys
from importlib.resources import files
from ipaddress import ip_address
from pathlib import Path

import click

from app.accounts import store
from app.accounts.login import utc_now
from app.accounts.passwords import verify
from app.cli.current_ledger import current_ledger
from app.cli.readiness import readiness
from app.cli.yesterday import yesterday_of
from config.settings import Settings, host_and_port, load_settings

_DEMO = "demo"
_LOOPBACK = "127.0.0.1"


@click.command()
@click.option("--bind", metavar="HOST", help="Address to listen on instead of the configured one.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port instead of the configured one.")
def serve(bind: str | None, port: int | None) -> None:
    """Serve the platforms with gunicorn, until it is stopped.

    \b
    Examples:
      shopstat serve
      shopstat serve --bind 0.0.0.0 --port 8000
    """
    settings = load_settings()
    if not settings.shops:
        raise click.ClickException("there is no shop yet: run shopstat init, or shopstat demo")
    shows_demo = _has_demo_password(settings)
    host = _host(bind or settings.bind, shows_demo)
    _require_free(host, port or settings.port)
    address = host_and_port(host, port or settings.port)
    _announce(settings, address, shows_demo)
    _become_gunicorn(settings, address)


def _has_demo_password(settings: Settings) -> bool:
    with current_ledger(settings) as connection:
        found = store.find(connection, _DEMO, utc_now())
    return found is not None and any(verify(each, _DEMO) for each in found.hashes)


def _host(wanted: str, shows_demo: bool) -> str:
    if not shows_demo or _is_loopback(wanted):
        return wanted
    click.echo(
        f"Not listening on {wanted}: everybody knows the password of the account demo. "
        "To change it run: shopstat account password demo --overlap-hours 0",
        err=True,
    )
    return _LOOPBACK


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _require_free(host: str, port: int) -> None:
    """Refuse before anything is announced where somebody else listens already."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host_and_port(host, port)}: {error.strerror}; "
            f"for another port: shopstat serve --port N, or make run PORT=N"
        ) from error


def _announce(settings: Settings, address: str, shows_demo: bool) -> None:
    click.echo(f"Serving {', '.join(settings.shops)} of {settings.instance} on http://{address}")
    for line in readiness(settings):
        click.echo(line)
    if not shows_demo:
        return
    click.echo(
        "The account demo has the password demo, so this machine alone is served. To change it "
        "run: shopstat account password demo --overlap-hours 0"
    )
    if _DEMO in settings.shops:
        yesterday = yesterday_of(settings.shops[_DEMO])
        click.echo(f"Try: curl -u demo:demo 'http://{address}/stat?date={yesterday.date}'")


def _become_gunicorn(settings: Settings, address: str) -> None:
    """Start it beside our own packages: others of their names may lie in the present folder."""
    sys.stdout.flush()
    os.environ["SHOPSTAT_INSTANCE"] = str(settings.instance)
    config = Path(str(files("config").joinpath("gunicorn.py")))
    options = ["--config", str(config), "--chdir", str(config.parent.parent), "--bind", address]
    command = [sys.executable, "-P", "-m", "gunicorn", *options]
    os.execv(sys.executable, command)  # noqa: S606 nothing of it comes from a shell
