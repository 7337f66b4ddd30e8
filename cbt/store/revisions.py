"""The schema's revisions, oldest first.

It must not be found out from the migrations each time: a start need not load Alembic to know where it stands.
"""

REVISIONS = ("0001", "0002")
