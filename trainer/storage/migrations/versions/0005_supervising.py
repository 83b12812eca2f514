"""Supervisors: tables for what they decide, sign and certify."""

import sqlalchemy as sa
from alembic import op

from trainer.storage.base import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the tables of each part."""
    _pauses()
    _excusals()
    _withdrawals()
    _entries()
    _meetings()
    _sign_offs()
    _standings_anew()


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


def _pauses() -> None:
    op.add_column('enrolment', sa.Column('paused_on', sa.Date(), nullable=True))
    op.add_column('enrolment', sa.Column('days_paused', sa.Integer(), server_default='0', nullable=False))
    op.add_column('placement', sa.Column('kind', sa.Text(), server_default='joined', nullable=False))
    with op.batch_alter_table('placement') as placement:
        placement.add_column(sa.Column('text_id', sa.Uuid(), nullable=True))
        placement.add_column(sa.Column('text_digest', sa.Text(), nullable=True))
        placement.create_foreign_key(op.f('fk_placement_text_id'), 'text', ['text_id'], ['id'])


def _excusals() -> None:
    op.create_table('excusal',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('withdraws_id', sa.Uuid(), nullable=True),
    sa.Column('is_shared', sa.Boolean(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('excusal'),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_excusal_enrolment_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_excusal_text_id')),
    sa.ForeignKeyConstraint(['withdraws_id'], ['excusal.id'], name=op.f('fk_excusal_withdraws_id')),
    sa.UniqueConstraint('enrolment_id', 'item', 'number', name=op.f('uq_excusal_enrolment_id_item_number')),
    sa.UniqueConstraint('withdraws_id', name=op.f('uq_excusal_withdraws_id'))
    )


def _withdrawals() -> None:
    op.create_table('withdrawal',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('completion_id', sa.Uuid(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('withdrawal'),
    sa.ForeignKeyConstraint(['completion_id'], ['completion.id'], name=op.f('fk_withdrawal_completion_id')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_withdrawal_enrolment_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_withdrawal_text_id')),
    sa.UniqueConstraint('completion_id', name=op.f('uq_withdrawal_completion_id'))
    )


def _entries() -> None:
    op.create_table('entry_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_entry_file_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entry_file'))
    )
    op.create_table('entry',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('replaces_id', sa.Uuid(), nullable=True),
    sa.Column('supervisor_id', sa.Uuid(), nullable=True),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('phase', sa.Text(), nullable=True),
    sa.Column('role', sa.Text(), nullable=True),
    sa.Column('route', sa.Text(), nullable=True),
    sa.Column('client', sa.Text(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('tier', sa.Text(), nullable=True),
    sa.Column('file_id', sa.Uuid(), nullable=True),
    sa.Column('text_id', sa.Uuid(), nullable=True),
    sa.Column('text_digest', sa.Text(), nullable=True),
    *_fact('entry'),
    sa.CheckConstraint("minutes IS NULL OR minutes BETWEEN 1 AND 1440", name=op.f('ck_entry_minutes')),
    sa.CheckConstraint("tier IS NULL OR tier IN ('private', 'mentor', 'programme')", name=op.f('ck_entry_tier')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_entry_enrolment_id')),
    sa.ForeignKeyConstraint(['file_id'], ['entry_file.id'], name=op.f('fk_entry_file_id')),
    sa.ForeignKeyConstraint(['replaces_id'], ['entry.id'], name=op.f('fk_entry_replaces_id')),
    sa.ForeignKeyConstraint(['supervisor_id'], ['person.id'], name=op.f('fk_entry_supervisor_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_entry_text_id')),
    sa.UniqueConstraint('enrolment_id', 'item', 'number', name=op.f('uq_entry_enrolment_id_item_number'))
    )
    op.create_index(op.f('ix_entry_supervisor_id'), 'entry', ['supervisor_id'])


def _meetings() -> None:
    op.create_table('meeting',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cohort_id', sa.Uuid(), nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_meeting_cohort_id')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_meeting_made_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting'))
    )
    op.create_index(op.f('ix_meeting_cohort_id'), 'meeting', ['cohort_id'])


def _sign_offs() -> None:
    op.create_table('sign_off',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('decision', sa.Text(), nullable=False),
    sa.Column('entry_id', sa.Uuid(), nullable=True),
    sa.Column('meeting_id', sa.Uuid(), nullable=True),
    sa.Column('withdraws_id', sa.Uuid(), nullable=True),
    sa.Column('level', sa.Integer(), nullable=True),
    sa.Column('encounters', sa.Integer(), nullable=True),
    sa.Column('text_id', sa.Uuid(), nullable=True),
    sa.Column('text_digest', sa.Text(), nullable=True),
    *_fact('sign_off'),
    sa.CheckConstraint("decision IN ('accepted', 'returned', 'withdrawn')", name=op.f('ck_sign_off_decision')),
    sa.CheckConstraint("(decision = 'withdrawn') = (withdraws_id IS NOT NULL)", name=op.f('ck_sign_off_withdraws')),
    sa.CheckConstraint("level IS NULL OR level BETWEEN 0 AND 3", name=op.f('ck_sign_off_level')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_sign_off_enrolment_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_sign_off_entry_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_sign_off_meeting_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_sign_off_text_id')),
    sa.ForeignKeyConstraint(['withdraws_id'], ['sign_off.id'], name=op.f('fk_sign_off_withdraws_id')),
    sa.UniqueConstraint('enrolment_id', 'item', 'number', name=op.f('uq_sign_off_enrolment_id_item_number')),
    sa.UniqueConstraint('withdraws_id', name=op.f('uq_sign_off_withdraws_id'))
    )
    op.create_index(op.f('ix_sign_off_entry_id'), 'sign_off', ['entry_id'])
    op.create_index(op.f('ix_sign_off_meeting_id'), 'sign_off', ['meeting_id'])


def _standings_anew() -> None:
    # Their form has changed; the sweep folds them again.
    op.execute("DELETE FROM standing")
