from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """What can be found of one thing. The id is the place in the list of results: greater ids come first.

    Beside these columns the migration makes the full-text index of the database at hand: on SQLite an FTS5 table kept
    by triggers, on PostgreSQL the table core_searchlexeme (words and pairs of neighbours) with a GIN index, likewise.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    title = models.TextField()
    body = models.TextField(blank=True)
    notation = models.CharField(max_length=80, blank=True)
    title_words = models.TextField()
    body_words = models.TextField(blank=True)

    class Meta:
        verbose_name = _("mục tra cứu")
        verbose_name_plural = _("mục tra cứu")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]
        indexes = [
            models.Index(
                fields=["kind", "notation"], name="search_notation", opclasses=["varchar_ops", "varchar_pattern_ops"]
            )
        ]

    def __str__(self):
        return self.title
