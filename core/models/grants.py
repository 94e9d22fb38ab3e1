"""The one place where guardian's tables are spoken of: apps subclass these with a direct key, never the generic one."""

from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

__all__ = ["GroupObjectPermissionBase", "UserObjectPermissionBase"]
