"""Runs the migrations on the connection that it is handed.

It must not open one of its own, nor end the transaction that it runs in. There is no way back but a backup, since a
downgrade would destroy what people wrote.
"""

from alembic import context

from cbt.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    compare_type=True,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
