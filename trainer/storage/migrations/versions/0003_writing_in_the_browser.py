"""Writing in the browser: tables for drafts and who works on them."""

import sqlalchemy as sa
from alembic import op

from trainer.storage.base import Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables of drafts and of what is to be published."""
    _drafts()
    _publications()


def _drafts() -> None:
    op.create_table('draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('based_on', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['based_on'], ['revision.id'], name=op.f('fk_draft_based_on')),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_draft_course_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft')),
    sa.UniqueConstraint('course_id', 'path', name=op.f('uq_draft_course_id_path'))
    )
    op.create_table('draft_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_draft_version_author_id')),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_draft_version_course_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_version')),
    sa.UniqueConstraint('course_id', 'path', 'version', name=op.f('uq_draft_version_course_id_path_version'))
    )
    op.create_index(op.f('ix_draft_version_at'), 'draft_version', ['at'])
    op.create_table('given_up',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('based_on', sa.Uuid(), nullable=True),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['based_on'], ['revision.id'], name=op.f('fk_given_up_based_on')),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_given_up_course_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_given_up_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_given_up'))
    )
    op.create_index(op.f('ix_given_up_course_id_at'), 'given_up', ['course_id', 'at'])
    op.create_table('at_work',
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('seen_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_at_work_course_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_at_work_person_id')),
    sa.PrimaryKeyConstraint('course_id', 'path', 'person_id', name=op.f('pk_at_work'))
    )


def _publications() -> None:
    op.create_table('publication',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('planned_at', Moment(), nullable=False),
    sa.Column('due_at', Moment(), nullable=False),
    sa.Column('change', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('harder_from', sa.Date(), nullable=True),
    sa.Column('versions', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('told', sa.Text(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=True),
    sa.CheckConstraint("change IN ('typo', 'clarification', 'material')", name=op.f('ck_publication_change')),
    sa.CheckConstraint("state IN ('waiting', 'published', 'refused', 'withdrawn')", name=op.f('ck_publication_state')),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_publication_course_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_publication_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication'))
    )
    op.create_index(op.f('ix_publication_state_due_at'), 'publication', ['state', 'due_at'])
