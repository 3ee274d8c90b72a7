"""Guardian's grants, one direct-foreign-key table: what a role's group in an organisation may reach."""

from __future__ import annotations

from django.db import models
from guardian.models import GroupObjectPermissionBase  # noqa: TID251  this is the module that may


class GroupOrganisationPermission(GroupObjectPermissionBase):
    """A group's grant on an organisation; written only by `nrm.access.guardian`, from memberships."""

    content_object = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
