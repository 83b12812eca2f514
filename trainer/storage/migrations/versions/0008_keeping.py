"""Keeping what was learned: tables of the daily review, and of branching cases."""

import sqlalchemy as sa
from alembic import op

from trainer.storage.base import Moment

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables of each part."""
    _keeping()
    _cases()


def _keeping() -> None:
    """What happened to the questions that somebody keeps, where each stands, and how they want to be asked."""
    op.create_table('recall',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('rating', sa.Integer(), nullable=True),
    sa.Column('scheduling', sa.Text(), nullable=False),
    sa.Column('revision_id', sa.Uuid(), nullable=False),
    sa.Column('attempt_id', sa.Uuid(), nullable=True),
    sa.Column('arrangement', sa.Text(), nullable=True),
    sa.Column('chosen', sa.Text(), nullable=True),
    sa.Column('text_id', sa.Uuid(), nullable=True),
    sa.Column('text_digest', sa.Text(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.CheckConstraint("kind IN ('quiz', 'review', 'word', 'left', 'taken-up')", name=op.f('ck_recall_kind')),
    sa.CheckConstraint('rating BETWEEN 1 AND 4', name=op.f('ck_recall_rating')),
    sa.CheckConstraint("(rating IS NULL) = (kind IN ('left', 'taken-up'))", name=op.f('ck_recall_is_rated')),
    sa.CheckConstraint("(kind = 'quiz') = (attempt_id IS NOT NULL)", name=op.f('ck_recall_attempt')),
    sa.CheckConstraint(
        "(kind = 'review') = (chosen IS NOT NULL AND arrangement IS NOT NULL)", name=op.f('ck_recall_answer')
    ),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_recall_enrolment_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_recall_document_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_recall_revision_id')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_recall_attempt_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_recall_text_id')),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_recall_actor_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recall_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recall')),
    sa.UniqueConstraint(
        'enrolment_id', 'document_id', 'question', 'number',
        name=op.f('uq_recall_enrolment_id_document_id_question_number'),
    )
    )
    op.create_index(op.f('ix_recall_enrolment_id_at'), 'recall', ['enrolment_id', 'at'])
    op.create_table('recall_card',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('stability', sa.Integer(), nullable=True),
    sa.Column('last_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_recall_card_enrolment_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_recall_card_document_id')),
    sa.PrimaryKeyConstraint('enrolment_id', 'document_id', 'question', name=op.f('pk_recall_card')),
    info={'made_anew': True}
    )
    op.create_table('recall_fold',
    sa.Column('version', sa.Text(), nullable=False),
    sa.Column('folded_at', Moment(), nullable=False),
    sa.PrimaryKeyConstraint('version', name=op.f('pk_recall_fold')),
    info={'made_anew': True}
    )
    op.create_table('recall_choice',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('rests', sa.Boolean(), nullable=False),
    sa.Column('by_mail', sa.Boolean(), nullable=False),
    sa.Column('changed_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_recall_choice_enrolment_id')),
    sa.PrimaryKeyConstraint('enrolment_id', name=op.f('pk_recall_choice'))
    )


def _cases() -> None:
    """What people chose in branching cases."""
    op.create_table('case_run',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Uuid(), nullable=False),
    sa.Column('edition_id', sa.Uuid(), nullable=False),
    sa.Column('variation', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_case_run_number')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_case_run_enrolment_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_case_run_document_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_case_run_revision_id')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_case_run_edition_id')),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_case_run_actor_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_case_run_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_run')),
    sa.UniqueConstraint(
        'enrolment_id', 'document_id', 'number', name=op.f('uq_case_run_enrolment_id_document_id_number')
    )
    )
    op.create_table('case_choice',
    sa.Column('run_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('choice', sa.Text(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_case_choice_number')),
    sa.CheckConstraint('minutes >= 0', name=op.f('ck_case_choice_minutes')),
    sa.ForeignKeyConstraint(['run_id'], ['case_run.id'], name=op.f('fk_case_choice_run_id')),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_case_choice_actor_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_case_choice_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_choice')),
    sa.UniqueConstraint('run_id', 'number', name=op.f('uq_case_choice_run_id_number'))
    )
