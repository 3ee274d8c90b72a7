"""The small forms at the end of a draft."""

from __future__ import annotations

from django import forms


class VersionForm(forms.Form):
    """Carries the version of the draft that a person looked at before deciding."""

    version = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)


class NothingToFillIn(forms.Form):
    """A page with only a button."""
