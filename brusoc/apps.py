from django.apps import AppConfig


class BrusocConfig(AppConfig):
    """The wiring: commands that span every room, and the Celery application."""

    name = "brusoc"

    def ready(self) -> None:
        # Web processes post tasks too: they must know the broker that `brusoc.celery` configures.
        from brusoc import celery  # noqa: F401, PLC0415
