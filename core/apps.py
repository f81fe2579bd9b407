from importlib import import_module
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("House")

    def ready(self) -> None:
        """Listen to logins, and let each room put its reference data on our admin site."""
        from core import auth_events  # noqa: PLC0415 (models are there only now)

        auth_events.connect()
        for room in apps.get_app_configs():
            if Path(room.path).parent == settings.BASE_DIR and module_has_submodule(room.module, "admin"):
                import_module(f"{room.name}.admin")
