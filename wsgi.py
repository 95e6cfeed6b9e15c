"""The server as gunicorn imports it, in each worker."""

from app.factory import create_app
from config.in_force import settings_in_force

application = create_app(settings_in_force())
