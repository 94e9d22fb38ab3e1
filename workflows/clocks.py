"""What routes do by themselves: deputies begin and end on time."""

from core import tick


@tick.every(minutes=1)
def keep_deputies(now):
    from workflows.actions import deputies

    deputies.keep_deputies(now)
