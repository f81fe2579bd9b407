from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from core import documents  # noqa: PLC0415 (models exist only now)
        from reports.definitions import efro  # noqa: PLC0415
        from reports.renderers import render_efro  # noqa: PLC0415

        documents.register(efro.KIND, render_efro)
