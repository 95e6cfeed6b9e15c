"""One file per analytics platform that pulls from us."""

from app.platforms.alytics import Alytics
from app.platforms.platform import Platform

PLATFORMS: tuple[Platform, ...] = (Alytics(),)
