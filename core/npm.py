"""A staticfiles finder that shows only the listed files of node_modules."""

from django.contrib.staticfiles.finders import BaseFinder


class NodeModulesFinder(BaseFinder):
    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        return []

    def list(self, ignore_patterns):
        return []
