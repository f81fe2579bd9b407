from pathlib import PurePath
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from applicants.models import Paper, Project
from core import files
from core.forms import KeyedForm
from core.layout import form_helper
from core.refusals import Refused

# What a name ends in decides which type the content must have: browsers send what the system of the person made of it.
_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".xlsx": files.XLSX,
    ".csv": "text/csv",
    ".txt": "text/plain",
}


class PaperForm(KeyedForm):
    """A file with what it is. The size is known before the content is read."""

    # Its emptiness, its type and its size have one place that judges them: core.files.
    file = forms.FileField(
        label=_("File"), allow_empty_file=True, widget=forms.FileInput({"accept": ",".join(_TYPES)})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose the kind")), *Paper.Kind.choices])
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("For example: version of 3 March, signed by both partners."),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.fields["file"].help_text = _("PDF, PNG, JPEG, XLSX, CSV or plain text, at most %(limit)s.") % {
            "limit": filesizeformat(settings.FILE_MAX_BYTES)
        }

    @property
    def helper(self) -> FormHelper:
        return form_helper(_("Add the paper"), self.project.get_absolute_url(), form=self)

    def clean_file(self) -> "UploadedFile[bytes]":
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            files.check_size(upload.size or 0)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return upload

    def facts(self) -> dict[str, Any]:
        """What `papers.add` asks for, of a valid form; the content is read here."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        name = upload.name or ""
        return {
            "kind": self.cleaned_data["kind"],
            "note": self.cleaned_data["note"],
            "name": name,
            "media_type": _TYPES.get(PurePath(name).suffix.lower(), ""),
            "content": upload.read(),
        }


class WithdrawalForm(forms.Form):
    """Why a paper no longer counts."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
