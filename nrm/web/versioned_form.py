"""The form of a page that changes one thing (`nrm.web.thing_form`)."""

from __future__ import annotations

from django import forms


class VersionedForm(forms.Form):
    """`version` is that of the thing the form changes, so that a stale form is refused. Alone, a page whose only answer
    is its button."""

    version = forms.IntegerField(widget=forms.HiddenInput)
