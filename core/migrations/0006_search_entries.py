"""What can be found, and the full-text index of the database at hand.

A later change of core_searchentry on SQLite rebuilds the table and so loses its triggers: run make_index again there.
"""

from django.db import migrations, models

SQLITE = [
    """CREATE VIRTUAL TABLE core_searchtext USING fts5(
        title_words, body_words, content='core_searchentry', content_rowid='id', tokenize='ascii', columnsize=0,
        prefix='2 3')""",
    """CREATE TRIGGER core_search_added AFTER INSERT ON core_searchentry BEGIN
        INSERT INTO core_searchtext (rowid, title_words, body_words)
        VALUES (new.id, new.title_words, new.body_words);
    END""",
    """CREATE TRIGGER core_search_removed AFTER DELETE ON core_searchentry BEGIN
        INSERT INTO core_searchtext (core_searchtext, rowid, title_words, body_words)
        VALUES ('delete', old.id, old.title_words, old.body_words);
    END""",
    """CREATE TRIGGER core_search_changed AFTER UPDATE ON core_searchentry BEGIN
        INSERT INTO core_searchtext (core_searchtext, rowid, title_words, body_words)
        VALUES ('delete', old.id, old.title_words, old.body_words);
        INSERT INTO core_searchtext (rowid, title_words, body_words)
        VALUES (new.id, new.title_words, new.body_words);
    END""",
]
SQLITE_BACK = [
    "DROP TRIGGER core_search_added",
    "DROP TRIGGER core_search_removed",
    "DROP TRIGGER core_search_changed",
    "DROP TABLE core_searchtext",
]
POSTGRESQL = [
    # The lexemes lie in a table of their own, so narrow that a word of every document is still found fast.
    """CREATE TABLE core_searchlexeme (
        id bigint PRIMARY KEY, object_id bigint NOT NULL, kind varchar(40) NOT NULL, lexemes tsvector NOT NULL
    ) WITH (toast_tuple_target = 128)""",
    "CREATE INDEX core_search_lexeme ON core_searchlexeme USING gin (lexemes) WITH (fastupdate = off)",
    # Words, and every pair of neighbours as one lexeme, so that a phrase needs no positions.
    """CREATE FUNCTION core_search_lexemes(line text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        WITH words AS (
            SELECT word, lead(word) OVER (ORDER BY place) AS following
            FROM unnest(string_to_array(line, ' ')) WITH ORDINALITY AS split(word, place)
        )
        SELECT coalesce(array_agg(DISTINCT lexeme), '{}')
        FROM (
            SELECT word AS lexeme FROM words WHERE word <> ''
            UNION ALL SELECT word || '_' || following FROM words WHERE word <> '' AND following <> ''
        ) found
    $$""",
    """CREATE FUNCTION core_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            TRUNCATE core_searchlexeme;
            RETURN NULL;
        END IF;
        IF TG_OP <> 'INSERT' THEN
            DELETE FROM core_searchlexeme WHERE id = OLD.id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO core_searchlexeme (id, object_id, kind, lexemes) VALUES (
                NEW.id, NEW.object_id, NEW.kind,
                array_to_tsvector(core_search_lexemes(NEW.title_words) || core_search_lexemes(NEW.body_words))
            );
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER core_search_kept AFTER INSERT OR UPDATE OR DELETE ON core_searchentry
        FOR EACH ROW EXECUTE FUNCTION core_search_keep()""",
    """CREATE TRIGGER core_search_emptied AFTER TRUNCATE ON core_searchentry
        FOR EACH STATEMENT EXECUTE FUNCTION core_search_keep()""",
    # Always by the index: the planner does not know what it costs to unpack a tsvector, and prefers to read them all.
    """CREATE FUNCTION core_search_matches(wanted_kind text, wanted tsquery)
        RETURNS TABLE (id bigint, object_id bigint)
        LANGUAGE plpgsql STABLE ROWS 5000 SET enable_seqscan = off AS $$
    BEGIN
        RETURN QUERY SELECT found.id, found.object_id FROM core_searchlexeme found
            WHERE found.lexemes @@ wanted AND found.kind = wanted_kind;
    END $$""",
]
POSTGRESQL_BACK = [
    "DROP FUNCTION core_search_matches(text, tsquery)",
    "DROP TRIGGER core_search_emptied ON core_searchentry",
    "DROP TRIGGER core_search_kept ON core_searchentry",
    "DROP FUNCTION core_search_keep()",
    "DROP FUNCTION core_search_lexemes(text)",
    "DROP TABLE core_searchlexeme",
]


def make_index(apps, schema_editor):
    run(schema_editor, SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def drop_index(apps, schema_editor):
    run(schema_editor, SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK)


def run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_audit_guard"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.BigIntegerField()),
                ("title", models.TextField()),
                ("body", models.TextField(blank=True)),
                ("notation", models.CharField(blank=True, max_length=80)),
                ("title_words", models.TextField()),
                ("body_words", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "mục tra cứu",
                "verbose_name_plural": "mục tra cứu",
                "indexes": [
                    models.Index(
                        fields=["kind", "notation"],
                        name="search_notation",
                        opclasses=["varchar_ops", "varchar_pattern_ops"],
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "object_id"), name="search_entry_once")],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
