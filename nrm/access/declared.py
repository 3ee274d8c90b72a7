"""A view opens only when it declares a permission, or a reason for being public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views import View

from nrm.access.actors import PersonActor
from nrm.access.check import check
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class UndeclaredView(TypeError):
    """A view class names neither a permission nor a public reason."""


class AccessDeclared(View):
    """Base of every page. `permission` is asked of the actor's role before the method runs; the action asks again."""

    permission: ClassVar[Permission | None] = None
    public_reason: ClassVar[str] = ""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        if (cls.permission is None) == (not cls.public_reason):
            raise UndeclaredView(f"{cls.__qualname__} must declare a permission, or a reason for being public")
        view = super().as_view(**initkwargs)
        view.declared_access = cls.permission or cls.public_reason  # type: ignore[attr-defined]
        view.login_required = cls.permission is not None  # type: ignore[attr-defined]
        # Only what may write pays for a savepoint of its own (`dispatch`); see `ReachTransactionMiddleware`.
        return transaction.non_atomic_requests(view)

    @property
    def actor(self) -> PersonActor:
        """Whoever makes the request; only pages that declare a permission have one."""
        return self.request.actor  # type: ignore[attr-defined,no-any-return]

    def see_addressed(self) -> None:
        """Raise `NotVisible` unless the actor, whose role may not open this page, sees the thing its address names.

        Nobody sees it here: a page whose thing others may see in another way overrides this.
        """
        raise NotVisible

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.permission is not None:
            if kwargs and self.permission not in self.actor.permissions:
                self.see_addressed()
            check(self.actor, self.permission)
        if request.method in SAFE_METHODS:
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            return super().dispatch(request, *args, **kwargs)
