"""The support worker sets, changes and stops the weekly payment."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages

from nrm import clock
from support.actions.payments import end_weekly_payment, set_weekly_payment
from support.domain.words import money
from support.forms.payment import END, PaymentForm
from support.models import WeeklyPayment
from support.presenters.payment import payment_words, rate_words
from support.selectors import payments_of
from support.views.package_form_page import PackageFormPage


class SetPayment(PackageFormPage):
    template = "support/set_payment.html"
    title = "Weekly payment"
    form_class: ClassVar[type[forms.Form]] = PaymentForm

    def running(self) -> WeeklyPayment | None:
        """The payment that runs, if there is one."""
        return next((each for each in payments_of(self.thing) if each.ends_on is None), None)

    def form_kwargs(self) -> dict[str, Any]:
        is_running, today = self.running() is not None, clock.today()
        return {**super().form_kwargs(), "is_running": is_running, "today": today, "suggested": rate_words(today)}

    def context(self) -> dict[str, Any]:
        running = self.running()
        return {**super().context(), "now": payment_words(running) if running else ""}

    def act(self, form: forms.Form) -> str:
        data, running = form.cleaned_data, self.running()
        if data.get("step") == END and running is not None:
            end_weekly_payment(
                package_id=self.thing.pk,
                number=running.number,
                ends_on=data["ends_on"],
                version=data["version"],
                by=self.actor,
            )
            messages.success(self.request, "The end of the weekly payment was recorded.")
        else:
            payment = set_weekly_payment(
                package_id=self.thing.pk,
                amount_pence=data["amount"],
                basis=data["basis"],
                starts_on=data["starts_on"],
                version=data["version"],
                by=self.actor,
            )
            messages.success(self.request, f"The weekly payment is {money(payment.amount_pence)}.")
        return f"{self.package_address()}#payment"
