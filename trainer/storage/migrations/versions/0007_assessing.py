"""Assessment that a board would trust: tables for how answers are given, marked and looked at again."""

import sqlalchemy as sa
from alembic import op

from trainer.storage.base import Moment

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns and tables of each part."""
    _tries_and_certainty()
    _marking()
    _accommodating()
    _correcting()


def _tries_and_certainty() -> None:
    with op.batch_alter_table('answer') as answer:
        answer.add_column(sa.Column('tried', sa.Integer(), nullable=True))
        answer.add_column(sa.Column('certainty', sa.Integer(), nullable=True))
        answer.create_check_constraint(op.f('ck_answer_tried'), 'tried >= 1')
        answer.create_check_constraint(op.f('ck_answer_certainty'), 'certainty BETWEEN 1 AND 3')


def _fact(name: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('actor_id', sa.Uuid(), nullable=False),
        sa.Column('at', Moment(), nullable=False),
        sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f(f'fk_{name}_actor_id')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f(f'fk_{name}_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{name}')),
    )


def _marking() -> None:
    """Answers that people mark, what they gave, and what they have not handed in yet."""
    op.create_table('answer_to_mark',
    sa.Column('attempt_id', sa.Uuid(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    *_fact('answer_to_mark'),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_answer_to_mark_attempt_id')),
    sa.UniqueConstraint('attempt_id', 'question', name=op.f('uq_answer_to_mark_attempt_id_question'))
    )
    op.create_table('marking',
    sa.Column('answer_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('turn', sa.Text(), nullable=False),
    sa.Column('items', sa.Text(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=True),
    sa.Column('text_digest', sa.Text(), nullable=True),
    *_fact('marking'),
    sa.CheckConstraint("turn IN ('first', 'second', 'decision', 'correction')", name=op.f('ck_marking_turn')),
    sa.CheckConstraint("(text_id IS NULL) = (text_digest IS NULL)", name=op.f('ck_marking_text')),
    sa.ForeignKeyConstraint(['answer_id'], ['answer_to_mark.id'], name=op.f('fk_marking_answer_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_marking_text_id')),
    sa.UniqueConstraint('answer_id', 'number', name=op.f('uq_marking_answer_id_number'))
    )
    op.create_index(op.f('ix_marking_actor_id'), 'marking', ['actor_id'])
    op.create_table('marking_draft',
    sa.Column('answer_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('items', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('changed_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['answer_to_mark.id'], name=op.f('fk_marking_draft_answer_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_marking_draft_person_id')),
    sa.PrimaryKeyConstraint('answer_id', 'person_id', name=op.f('pk_marking_draft'))
    )
    op.create_index(op.f('ix_marking_draft_person_id'), 'marking_draft', ['person_id'])


def _accommodating() -> None:
    """What is eased for a person at quizzes, and the due times that became later by it."""
    op.create_table('accommodation',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('withdraws_id', sa.Uuid(), nullable=True),
    sa.Column('time_factor', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=True),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('accommodation'),
    sa.CheckConstraint('time_factor BETWEEN 100 AND 400', name=op.f('ck_accommodation_time_factor')),
    sa.CheckConstraint('attempts BETWEEN 0 AND 10', name=op.f('ck_accommodation_attempts')),
    sa.CheckConstraint(
        '(withdraws_id IS NULL) = (time_factor > 100 OR attempts > 0 OR closes_on IS NOT NULL)',
        name=op.f('ck_accommodation_eases'),
    ),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_accommodation_enrolment_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_accommodation_document_id')),
    sa.ForeignKeyConstraint(['withdraws_id'], ['accommodation.id'], name=op.f('fk_accommodation_withdraws_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_accommodation_text_id')),
    sa.UniqueConstraint('enrolment_id', 'number', name=op.f('uq_accommodation_enrolment_id_number')),
    sa.UniqueConstraint('withdraws_id', name=op.f('uq_accommodation_withdraws_id'))
    )
    op.create_table('extension',
    sa.Column('attempt_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('accommodation_id', sa.Uuid(), nullable=False),
    sa.Column('due_at', Moment(), nullable=False),
    *_fact('extension'),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_extension_attempt_id')),
    sa.ForeignKeyConstraint(
        ['accommodation_id'], ['accommodation.id'], name=op.f('fk_extension_accommodation_id')
    ),
    sa.UniqueConstraint('attempt_id', 'number', name=op.f('uq_extension_attempt_id_number'))
    )


def _correcting() -> None:
    """Questions whose key was wrong, and the scores that came of it."""
    op.create_table('correction',
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('old_revision_id', sa.Uuid(), nullable=False),
    sa.Column('revision_id', sa.Uuid(), nullable=False),
    sa.Column('policy', sa.Text(), nullable=False),
    sa.Column('lowers', sa.Boolean(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('correction'),
    sa.CheckConstraint("policy IN ('both', 'new', 'drop', 'all')", name=op.f('ck_correction_policy')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_correction_document_id')),
    sa.ForeignKeyConstraint(['old_revision_id'], ['revision.id'], name=op.f('fk_correction_old_revision_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_correction_revision_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_correction_text_id')),
    sa.UniqueConstraint('document_id', 'number', name=op.f('uq_correction_document_id_number'))
    )
    with op.batch_alter_table('score') as score:
        score.add_column(sa.Column('correction_id', sa.Uuid(), nullable=True))
        score.create_foreign_key(op.f('fk_score_correction_id'), 'correction', ['correction_id'], ['id'])
    with op.batch_alter_table('comment') as comment:
        comment.add_column(sa.Column('attempt_id', sa.Uuid(), nullable=True))
        comment.create_foreign_key(op.f('fk_comment_attempt_id'), 'attempt', ['attempt_id'], ['id'])
