"""Authors, reviewers and readers: tables for what they tell each other about a course, and for its media."""

import sqlalchemy as sa
from alembic import op

from trainer.storage.base import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables of each part."""
    _redactions()
    _media()
    _reviewer_role()
    _reviews()
    _review_comments()
    _review_reminders()
    _comments()
    _comment_replies()


def _redactions() -> None:
    op.add_column('revision', sa.Column('redactions', sa.Integer(), server_default='0', nullable=False))
    op.create_table('redaction',
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.CheckConstraint("kind IN ('words', 'figure')", name=op.f('ck_redaction_kind')),
    sa.CheckConstraint("reason IN ('licensed', 'patient', 'other')", name=op.f('ck_redaction_reason')),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_redaction_actor_id')),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_redaction_course_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_redaction_person_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_redaction_text_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_redaction')),
    sa.UniqueConstraint('number', name=op.f('uq_redaction_number'))
    )
    op.create_table('redaction_item',
    sa.Column('redaction_id', sa.Uuid(), nullable=False),
    sa.Column('revision_id', sa.Uuid(), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['redaction_id'], ['redaction.id'], name=op.f('fk_redaction_item_redaction_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_redaction_item_revision_id')),
    sa.PrimaryKeyConstraint('redaction_id', 'revision_id', name=op.f('pk_redaction_item'))
    )
    op.create_index(op.f('ix_redaction_item_revision_id'), 'redaction_item', ['revision_id'])


def _media() -> None:
    op.create_table('blob_part',
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('digest', 'number', name=op.f('pk_blob_part'))
    )
    op.create_table('upload',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('alternative', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_upload_course_id')),
    sa.ForeignKeyConstraint(['digest'], ['blob.digest'], name=op.f('fk_upload_digest')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_upload_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload')),
    sa.UniqueConstraint('course_id', 'path', 'number', name=op.f('uq_upload_course_id_path_number'))
    )
    op.create_index(op.f('ix_upload_digest'), 'upload', ['digest'])


def _reviewer_role() -> None:
    # SQLite makes the table anew to change a constraint, and then knows only what is said here of the old one.
    with op.batch_alter_table('role') as batch:
        if op.get_context().dialect.name != 'sqlite':
            batch.drop_constraint(op.f('ck_role_name'), type_='check')
        batch.create_check_constraint(
            op.f('ck_role_name'), "name IN ('trainee', 'instructor', 'reviewer', 'supervisor', 'administrator')"
        )


def _reviews() -> None:
    op.create_table('review',
    sa.Column('revision_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('decision', sa.Text(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('text_id', sa.Uuid(), nullable=True),
    sa.Column('text_digest', sa.Text(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_review_actor_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_review_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review')),
    sa.CheckConstraint("(decision = 'signed' AND due_on IS NOT NULL AND text_id IS NOT NULL AND text_digest IS NOT NULL) OR (decision = 'returned' AND due_on IS NULL AND text_id IS NULL AND text_digest IS NULL)", name=op.f('ck_review_decision')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_review_revision_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_review_text_id')),
    sa.UniqueConstraint('revision_id', 'number', name=op.f('uq_review_revision_id_number')),
    info={'append_only': True}
    )


def _review_comments() -> None:
    op.create_table('review_comment',
    sa.Column('review_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_review_comment_actor_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_review_comment_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_comment')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_review_comment_review_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_review_comment_text_id')),
    sa.UniqueConstraint('review_id', 'number', name=op.f('uq_review_comment_review_id_number')),
    info={'append_only': True}
    )
    op.create_table('review_settlement',
    sa.Column('comment_id', sa.Uuid(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_review_settlement_actor_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_review_settlement_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_settlement')),
    sa.ForeignKeyConstraint(['comment_id'], ['review_comment.id'], name=op.f('fk_review_settlement_comment_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_review_settlement_text_id')),
    sa.UniqueConstraint('comment_id', name=op.f('uq_review_settlement_comment_id')),
    info={'append_only': True}
    )
    op.create_table('review_withdrawal',
    sa.Column('review_id', sa.Uuid(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_review_withdrawal_actor_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_review_withdrawal_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_withdrawal')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_review_withdrawal_review_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_review_withdrawal_text_id')),
    sa.UniqueConstraint('review_id', name=op.f('uq_review_withdrawal_review_id')),
    info={'append_only': True}
    )


def _review_reminders() -> None:
    op.create_table('review_reminder',
    sa.Column('revision_id', sa.Uuid(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.CheckConstraint("kind IN ('soon', 'overdue')", name=op.f('ck_review_reminder_kind')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_review_reminder_revision_id')),
    sa.PrimaryKeyConstraint('revision_id', 'due_on', 'kind', name=op.f('pk_review_reminder')),
    info={'append_only': True}
    )
    op.create_table('review_draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('revision_id', sa.Uuid(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('changed_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_review_draft_person_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_review_draft_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_draft'))
    )
    op.create_index(op.f('ix_review_draft_person_id'), 'review_draft', ['person_id'])


def _comments() -> None:
    op.create_table('comment',
    sa.Column('enrolment_id', sa.Uuid(), nullable=True),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('revision_id', sa.Uuid(), nullable=False),
    sa.Column('edition_id', sa.Uuid(), nullable=False),
    sa.Column('section', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('wants_mail', sa.Boolean(), nullable=False),
    sa.Column('quote_id', sa.Uuid(), nullable=True),
    sa.Column('quote_digest', sa.Text(), nullable=True),
    sa.Column('text_id', sa.Uuid(), nullable=True),
    sa.Column('text_digest', sa.Text(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.CheckConstraint("kind <> 'question' OR text_id IS NOT NULL", name=op.f('ck_comment_question_has_words')),
    sa.CheckConstraint("kind IN ('unclear', 'wrong', 'question')", name=op.f('ck_comment_kind')),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_comment_actor_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_comment_document_id')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_comment_edition_id')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_comment_enrolment_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_comment_person_id')),
    sa.ForeignKeyConstraint(['quote_id'], ['text.id'], name=op.f('fk_comment_quote_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_comment_revision_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_comment_text_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment')),
    sa.UniqueConstraint('person_id', 'document_id', 'number', name=op.f('uq_comment_person_id_document_id_number'))
    )
    op.create_index(op.f('ix_comment_document_id_at'), 'comment', ['document_id', 'at'])


def _comment_replies() -> None:
    op.create_table('comment_reply',
    sa.Column('comment_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('edition_id', sa.Uuid(), nullable=True),
    sa.Column('text_id', sa.Uuid(), nullable=True),
    sa.Column('text_digest', sa.Text(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.CheckConstraint("act IN ('answered', 'asked', 'settled', 'reopened')", name=op.f('ck_comment_reply_act')),
    sa.CheckConstraint(
        "act NOT IN ('answered', 'asked') OR text_id IS NOT NULL", name=op.f('ck_comment_reply_has_words')
    ),
    sa.CheckConstraint("edition_id IS NULL OR act = 'settled'", name=op.f('ck_comment_reply_mended')),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_comment_reply_actor_id')),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_comment_reply_comment_id')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_comment_reply_edition_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_comment_reply_person_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_comment_reply_text_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment_reply')),
    sa.UniqueConstraint('comment_id', 'number', name=op.f('uq_comment_reply_comment_id_number'))
    )
    op.create_table('comment_seen',
    sa.Column('comment_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_comment_seen_comment_id')),
    sa.PrimaryKeyConstraint('comment_id', name=op.f('pk_comment_seen'))
    )
