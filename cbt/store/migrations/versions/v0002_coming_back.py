"""Days and names for the ways to a key, one set of words a person, and the day of the last sweep."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add them. A key that is there already is as old as its person."""
    op.add_column("wrap", sa.Column("made_on", sa.Date(), nullable=True))
    op.add_column("wrap", sa.Column("name", sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE wrap SET made_on = (SELECT person.created_on FROM person WHERE person.id = wrap.person_id)"
    )
    with op.batch_alter_table("wrap") as wrap:
        wrap.alter_column("made_on", existing_type=sa.Date(), nullable=False)
        wrap.create_check_constraint(op.f("ck_wrap_name_size"), "length(name) % 256 = 0")
    is_words = sa.text("kind = 'words'")
    op.create_index(
        op.f("uq_wrap_words"),
        "wrap",
        ["person_id"],
        unique=True,
        sqlite_where=is_words,
        postgresql_where=is_words,
    )
    op.create_table(
        "sweep",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ran_on", sa.Date(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_sweep_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweep")),
    )
