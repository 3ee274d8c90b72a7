"""What every form of support carries."""

from __future__ import annotations

from django import forms


class VersionedForm(forms.Form):
    """`version` is that of the thing the form changes, so that a stale form is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)
