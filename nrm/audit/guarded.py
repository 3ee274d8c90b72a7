"""Base models that refuse a write outside an action, and rows that nobody changes once written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models

from nrm.audit.frame import require_action


class RowIsImmutable(Exception):
    """A version row was about to be changed or removed."""


class GuardedQuerySet(models.QuerySet[Any]):
    """Reads freely; writes only inside an action."""

    def update(self, **values: Any) -> int:
        require_action(self.model.__name__)
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        require_action(self.model.__name__)
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        require_action(self.model.__name__)
        return super().bulk_create(objs, *args, **kwargs)


class GuardedModel(models.Model):
    """Written only inside an `@action`."""

    objects: ClassVar[models.Manager[Any]] = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        require_action(type(self).__name__)
        super().save_base(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        require_action(type(self).__name__)
        return super().delete(*args, **kwargs)


class ImmutableQuerySet(GuardedQuerySet):
    """Rows may be added, never changed or removed."""

    def update(self, **values: Any) -> int:
        raise RowIsImmutable(f"{self.model.__name__} rows are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise RowIsImmutable(f"{self.model.__name__} rows are never removed")


class ImmutableModel(GuardedModel):
    """A version row: inserted once inside an action; the database refuses the rest too (`append_only` migrations)."""

    objects: ClassVar[models.Manager[Any]] = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise RowIsImmutable(f"{type(self).__name__} rows are never changed")
        super().save_base(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise RowIsImmutable(f"{type(self).__name__} rows are never removed")
