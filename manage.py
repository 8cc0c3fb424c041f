#!/usr/bin/env python
"""Django's entry point."""

import os
import sys

# These change the schema, or load what every region shares; the rest run as the
# application's own role, which owns nothing and sees one region at a time.
AS_OWNER = {"migrate", "load_reference_data", "flush", "sqlflush"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bt_admin.settings")
    # Signed rows and the log are emptied by nobody but their owner.
    if AS_OWNER.intersection(sys.argv[1:2]) or sys.argv[1:3] == ["demo", "--reset"]:
        os.environ["BT_DB_ROLE"] = "owner"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
