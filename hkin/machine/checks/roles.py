"""Are the three roles of the database really apart? The catalogue knows what each may do, whatever anybody meant."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from hkin.machine.checks.line import Check, green, grey, red
from hkin.privacy.append_only import RETENTION_ROLE, TRIGGERS, WEB_ROLE, append_only_models

LABEL = _("Roles of the database")
AGAIN = _("Run manage.py migrate, as the owner of the tables: it lays down the rights again.")

_WHO = """
SELECT session_user, role.rolsuper OR role.rolcreaterole OR role.rolbypassrls,
       EXISTS (SELECT FROM pg_class WHERE relname = ANY(%s) AND pg_has_role(session_user, relowner, 'MEMBER'))
FROM pg_roles role WHERE role.rolname = session_user
"""
_BOTH = """
SELECT role.rolname, role.rolcanlogin,
       role.rolsuper OR role.rolcreaterole OR role.rolbypassrls
       OR EXISTS (SELECT FROM pg_class WHERE relname = ANY(%s) AND pg_has_role(role.oid, relowner, 'MEMBER'))
       OR EXISTS (SELECT FROM pg_roles other
                  WHERE other.rolname = %s AND other.oid <> role.oid AND pg_has_role(role.oid, other.oid, 'MEMBER'))
FROM pg_roles role WHERE role.rolname IN (%s, %s)
"""
_RIGHTS = """
SELECT role.rolname, wrong.what, found.relname
FROM pg_class found
CROSS JOIN (VALUES ('UPDATE'), ('DELETE'), ('TRUNCATE')) wrong (what)
JOIN pg_roles role ON role.rolname IN (%s, %s)
WHERE found.relname = ANY(%s) AND found.relkind = 'r'
  AND NOT (role.rolname = %s AND wrong.what = 'DELETE')
  AND CASE wrong.what WHEN 'UPDATE' THEN has_any_column_privilege(role.oid, found.oid, 'UPDATE')
                      ELSE has_table_privilege(role.oid, found.oid, wrong.what) END
ORDER BY 1, 2, 3
"""
_GUARDED = """
SELECT count(*) FROM pg_trigger guard JOIN pg_class found ON found.oid = guard.tgrelid
WHERE found.relname = ANY(%s) AND guard.tgenabled IN ('O', 'A') AND guard.tgname ~ %s
"""


def look() -> Iterator[Check]:
    tables = [model._meta.db_table for model in append_only_models()]
    yield _of_this_process(tables)
    yield _apart(tables)
    yield _append_only(tables)


def _of_this_process(tables: list[str]) -> Check:
    label = _("Role of this process")
    [(name, is_mighty, is_owner)] = _rows(_WHO, [tables])
    if not is_mighty and not is_owner:
        return green("process_role", label, _("HKIN works as %(role)s.") % {"role": name})
    text = _("HKIN works as %(role)s, who may change and wipe everything.") % {"role": name}
    todo = _("Let DATABASE_URL name the role %(role)s. Only migrate works as the owner.") % {"role": WEB_ROLE}
    return red("process_role", label, text, todo)


def _apart(tables: list[str]) -> Check:
    found = {
        name: (may_login, may_all)
        for name, may_login, may_all in _rows(_BOTH, [tables, RETENTION_ROLE, WEB_ROLE, RETENTION_ROLE])
    }
    missing = [role for role in (WEB_ROLE, RETENTION_ROLE) if role not in found]
    if missing:
        text = _("These roles do not exist: %(roles)s.") % {"roles": ", ".join(missing)}
        todo = _("Make them as docs/operations.md says, and run manage.py migrate.")
        return red("roles", LABEL, text, todo)
    mighty = [role for role, (_may_login, may_all) in found.items() if may_all]
    if mighty:
        text = _("These roles may do more than their work: %(roles)s.") % {"roles": ", ".join(mighty)}
        todo = _("Take away their membership of other roles, and SUPERUSER, CREATEROLE and BYPASSRLS.")
        return red("roles", LABEL, text, todo)
    closed = [role for role, (may_login, _may_all) in found.items() if not may_login]
    if closed:
        text = _("These roles cannot log in: %(roles)s.") % {"roles": ", ".join(closed)}
        return red("roles", LABEL, text, _("Give each of them LOGIN and a password of its own."))
    return green("roles", LABEL, _("The owner, %(web)s and %(retention)s are apart.") % _NAMES)


def _append_only(tables: list[str]) -> Check:
    label = _("Log and trail")
    wrong = _rows(_RIGHTS, [WEB_ROLE, RETENTION_ROLE, tables, RETENTION_ROLE])
    if wrong:
        listed = "; ".join(f"{role}: {what} {table}" for role, what, table in wrong)
        text = _("Rows that must stay can be changed or wiped: %(rights)s.") % {"rights": listed}
        return red("append_only", label, text, AGAIN)
    names = "|".join(str(trigger.name) for trigger in TRIGGERS)
    [(guards,)] = _rows(_GUARDED, [tables, names])
    if guards < len(tables) * len(TRIGGERS):
        return red("append_only", label, _("A guard in the database is missing or switched off."), AGAIN)
    if not tables:
        return grey("append_only", label, _("There are no tables that only grow."))
    return green("append_only", label, _("HKIN itself cannot change or wipe them."))


_NAMES = {"web": WEB_ROLE, "retention": RETENTION_ROLE}


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
