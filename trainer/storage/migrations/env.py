"""Runs migrations on the connection that `trainer.storage.migrating` hands over."""

from alembic import context

from trainer.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
context.run_migrations()
