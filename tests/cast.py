"""The cast: people by role in one department and its neighbour, the same as in the demo.

A test asks for the fixture `cast` and writes cast.clerk, cast.leader, cast.digital (an office), cast.posts["head"].
"""

from core.demo.people import PASSWORD, build_people

__all__ = ["PASSWORD", "build_people"]
