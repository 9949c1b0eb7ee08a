"""Does PostgreSQL answer, is it new enough, and did every migration run?"""

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from hkin.machine.checks.line import Check, green, red

LABEL = _("Database")
OLDEST = 16
TESTED = 18


def look() -> Iterator[Check]:
    try:
        connection.ensure_connection()
        yield _version()
        yield _migrations()
    except DatabaseError:
        yield red(
            "database", LABEL, _("The database does not answer."), _("Start PostgreSQL, and look at DATABASE_URL.")
        )


def _version() -> Check:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = str(cursor.fetchone()[0]).split()[0]
    if int(version.split(".")[0]) < OLDEST:
        text = _("PostgreSQL %(version)s is too old.") % {"version": version}
        return red("database", LABEL, text, _("Install PostgreSQL %(version)s.") % {"version": TESTED})
    return green("database", LABEL, _("PostgreSQL %(version)s answers.") % {"version": version})


def _migrations() -> Check:
    label = _("Tables")
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not missing:
        return green("migrations", label, _("The tables fit this version of HKIN."))
    text = ngettext_lazy("%(count)s migration did not run.", "%(count)s migrations did not run.", "count")
    return red("migrations", label, text % {"count": missing}, _("Run manage.py migrate, as the owner of the tables."))
