"""The rest of a trainee's day: tables for finding, noting, printing and coming back."""

import sqlalchemy as sa
from alembic import op

from trainer.storage.base import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables of each part."""
    _comfort()
    _notes()
    _search()


def _comfort() -> None:
    op.create_table('preference',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('text_size', sa.Text(), nullable=False),
    sa.Column('line_width', sa.Text(), nullable=False),
    sa.Column('theme', sa.Text(), nullable=False),
    sa.Column('motion', sa.Text(), nullable=False),
    sa.CheckConstraint("text_size IN ('normal', 'large', 'larger')", name=op.f('ck_preference_text_size')),
    sa.CheckConstraint("line_width IN ('narrow', 'normal', 'wide')", name=op.f('ck_preference_line_width')),
    sa.CheckConstraint("theme IN ('device', 'light', 'dark')", name=op.f('ck_preference_theme')),
    sa.CheckConstraint("motion IN ('device', 'reduced')", name=op.f('ck_preference_motion')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_preference_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_preference'))
    )
    op.add_column('session', sa.Column('keeps_modules', sa.Boolean(), server_default=sa.false(), nullable=False))


def _search() -> None:
    # What the databases' own indexes add to it is written by trainer/storage/passages_index.py after every upgrade.
    op.create_table('passage',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('owner', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=True),
    sa.Column('title_stems', sa.Text(), nullable=False),
    sa.Column('text_stems', sa.Text(), nullable=False),
    sa.CheckConstraint("kind IN ('title', 'module', 'section', 'term', 'reference', 'question')", name=op.f('ck_passage_kind')),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_passage_course_id')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_passage')),
    sa.UniqueConstraint('course_id', 'fingerprint', name=op.f('uq_passage_course_id_fingerprint')),
    info={'made_anew': True}
    )
    op.create_table('vocabulary',
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('edition_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_vocabulary_course_id')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_vocabulary_edition_id')),
    sa.PrimaryKeyConstraint('course_id', name=op.f('pk_vocabulary')),
    info={'made_anew': True}
    )
    op.create_table('reasons_shown',
    sa.Column('attempt_id', sa.Uuid(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_reasons_shown_actor_id')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_reasons_shown_attempt_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reasons_shown_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reasons_shown')),
    sa.UniqueConstraint('attempt_id', 'question', name=op.f('uq_reasons_shown_attempt_id_question')),
    info={'append_only': True}
    )
    op.create_index('ix_reasons_shown_person_id_digest', 'reasons_shown', ['person_id', 'digest'], unique=False)


def _notes() -> None:
    op.create_table('note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('revision_id', sa.Uuid(), nullable=False),
    sa.Column('edition_id', sa.Uuid(), nullable=False),
    sa.Column('section', sa.Text(), nullable=False),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('changed_at', Moment(), nullable=False),
    sa.CheckConstraint('length(words) <= 5000 AND length(quote) <= 1000', name=op.f('ck_note_length')),
    sa.CheckConstraint("words <> '' OR quote <> ''", name=op.f('ck_note_holds_something')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_note_document_id')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_note_edition_id')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_note_enrolment_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_note_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note'))
    )
    op.create_index('ix_note_enrolment_id_document_id', 'note', ['enrolment_id', 'document_id'], unique=False)
    op.create_table('mark',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('section', sa.Text(), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_mark_document_id')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_mark_enrolment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mark')),
    sa.UniqueConstraint('enrolment_id', 'document_id', 'section', name=op.f('uq_mark_enrolment_id_document_id_section'))
    )
