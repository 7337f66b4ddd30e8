"""The first schema: people, wrapped keys, sealed sessions and flow versions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _make_flow_versions()
    _make_people()
    _make_sessions()
    _make_wraps()


def _make_flow_versions() -> None:
    op.create_table(
        "flow_version",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(digest) = 32", name=op.f("ck_flow_version_digest_size")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_flow_version")),
    )


def _make_people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_person_id_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )


def _make_sessions() -> None:
    op.create_table(
        "exercise_session",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("person_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("visit", sa.LargeBinary(length=16), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("updated_on", sa.Date(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "length(blob) >= 256 AND length(blob) % 256 = 0", name=op.f("ck_exercise_session_blob_size")
        ),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_exercise_session_id_size")),
        sa.CheckConstraint("length(visit) = 16", name=op.f("ck_exercise_session_visit_size")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_exercise_session_number_range")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_exercise_session_revision_range")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_exercise_session_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise_session")),
        sa.UniqueConstraint("person_id", "number", name=op.f("uq_exercise_session_person_id")),
        sa.UniqueConstraint("visit", name=op.f("uq_exercise_session_visit")),
    )


def _make_wraps() -> None:
    op.create_table(
        "wrap",
        sa.Column("locator", sa.LargeBinary(length=16), nullable=False),
        sa.Column("person_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(locator) = 16", name=op.f("ck_wrap_locator_size")),
        sa.CheckConstraint("length(sealed) BETWEEN 29 AND 256", name=op.f("ck_wrap_sealed_size")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_wrap_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("locator", name=op.f("pk_wrap")),
    )
    op.create_index(op.f("ix_wrap_person_id"), "wrap", ["person_id"], unique=False)
