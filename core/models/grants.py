"""The one place that names guardian's tables: apps subclass these with a direct key, never the generic one."""

from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

__all__ = ["GroupObjectPermissionBase", "UserObjectPermissionBase"]
