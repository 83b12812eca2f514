"""Governing: tables for what administrators set, and for what people change about their accounts."""

import sqlalchemy as sa
from alembic import op

from trainer.storage.base import Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the tables of each part."""
    _settings()
    _accounts()
    _retention()
    _bulk_imports()
    _many_people()
    _observed_standings_anew()


def _many_people() -> None:
    """What is looked for among everybody's, by the sweep or by staff."""
    op.create_index(op.f('ix_attempt_due_at'), 'attempt', ['due_at'])
    op.create_index(op.f('ix_entry_replaces_id'), 'entry', ['replaces_id'])
    op.create_index(op.f('ix_person_name_id'), 'person', ['name', 'id'])


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


def _settings() -> None:
    op.create_table('setting_change',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=True),
    *_fact('setting_change'),
    sa.UniqueConstraint('number', name=op.f('uq_setting_change_number'))
    )
    op.create_index(op.f('ix_setting_change_name_number'), 'setting_change', ['name', 'number'])


def _accounts() -> None:
    op.create_table('account_change',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    sa.Column('reason_id', sa.Uuid(), nullable=True),
    sa.Column('reason_digest', sa.Text(), nullable=True),
    *_fact('account_change'),
    sa.CheckConstraint("kind IN ('name', 'address', 'address-back')", name=op.f('ck_account_change_kind')),
    sa.CheckConstraint("(reason_id IS NULL) = (reason_digest IS NULL)", name=op.f('ck_account_change_reason')),
    sa.CheckConstraint(
        "(person_id = actor_id) = (reason_id IS NULL)", name=op.f('ck_account_change_others_give_a_reason')
    ),
    sa.ForeignKeyConstraint(['reason_id'], ['text.id'], name=op.f('fk_account_change_reason_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_account_change_text_id')),
    sa.UniqueConstraint('person_id', 'number', name=op.f('uq_account_change_person_id_number'))
    )
    op.create_table('address_link',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('expires_at', Moment(), nullable=False),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.CheckConstraint("kind IN ('confirm', 'back')", name=op.f('ck_address_link_kind')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_address_link_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_address_link')),
    sa.UniqueConstraint('digest', name=op.f('uq_address_link_digest'))
    )
    op.create_index(op.f('ix_address_link_person_id'), 'address_link', ['person_id'])


def _observed_standings_anew() -> None:
    # What was observed and not signed is part of a standing now; the sweep folds those concerned again.
    op.execute("DELETE FROM standing WHERE enrolment_id IN (SELECT enrolment_id FROM encounter)")


def _bulk_imports() -> None:
    op.create_table('bulk_import',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=True),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('carried_out_at', Moment(), nullable=True),
    sa.Column('undone_at', Moment(), nullable=True),
    sa.CheckConstraint("kind IN ('people', 'cohorts')", name=op.f('ck_bulk_import_kind')),
    sa.CheckConstraint(
        "(body IS NULL) = (carried_out_at IS NOT NULL)", name=op.f('ck_bulk_import_body_until_carried_out')
    ),
    sa.CheckConstraint(
        "undone_at IS NULL OR carried_out_at IS NOT NULL", name=op.f('ck_bulk_import_undone_after_carried_out')
    ),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_bulk_import_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bulk_import'))
    )
    op.create_index(op.f('ix_bulk_import_created_at'), 'bulk_import', ['created_at'])
    op.create_table('bulk_import_item',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('import_id', sa.Uuid(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=True),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('cohort_id', sa.Uuid(), nullable=True),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('enrolment_id', sa.Uuid(), nullable=True),
    sa.Column('invitation_id', sa.Uuid(), nullable=True),
    sa.Column('role_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.Text(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.CheckConstraint(
        "act IN ('made', 'invited', 'enrolled', 'granted')", name=op.f('ck_bulk_import_item_act')
    ),
    sa.CheckConstraint(
        "outcome IS NULL OR outcome IN ('taken-back', 'stays')", name=op.f('ck_bulk_import_item_outcome')
    ),
    sa.CheckConstraint("(outcome IS NULL) = (reason IS NULL)", name=op.f('ck_bulk_import_item_reason')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_bulk_import_item_cohort_id')),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_bulk_import_item_course_id')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_bulk_import_item_enrolment_id')),
    sa.ForeignKeyConstraint(['import_id'], ['bulk_import.id'], name=op.f('fk_bulk_import_item_import_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_bulk_import_item_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bulk_import_item'))
    )
    op.create_index(op.f('ix_bulk_import_item_import_id'), 'bulk_import_item', ['import_id'])
    op.create_index(op.f('ix_bulk_import_item_invitation_id'), 'bulk_import_item', ['invitation_id'])


def _retention() -> None:
    op.create_table('retention_rule',
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.Column('is_kept', sa.Boolean(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('retention_rule'),
    sa.CheckConstraint("length >= 1", name=op.f('ck_retention_rule_length')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_retention_rule_text_id')),
    sa.UniqueConstraint('kind', 'number', name=op.f('uq_retention_rule_kind_number'))
    )
    op.create_table('erasure_request',
    sa.Column('number', sa.Integer(), nullable=False),
    *_fact('erasure_request'),
    sa.UniqueConstraint('person_id', 'number', name=op.f('uq_erasure_request_person_id_number'))
    )
    op.create_table('erasure_decision',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('decision', sa.Text(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=True),
    sa.Column('text_digest', sa.Text(), nullable=True),
    *_fact('erasure_decision'),
    sa.CheckConstraint(
        "decision IN ('granted', 'refused', 'withdrawn')", name=op.f('ck_erasure_decision_decision')
    ),
    sa.CheckConstraint(
        "(decision = 'refused') = (text_id IS NOT NULL)", name=op.f('ck_erasure_decision_has_words')
    ),
    sa.ForeignKeyConstraint(['request_id'], ['erasure_request.id'], name=op.f('fk_erasure_decision_request_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_erasure_decision_text_id')),
    sa.UniqueConstraint('request_id', name=op.f('uq_erasure_decision_request_id'))
    )
    op.create_table('erasure',
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=True),
    *_fact('erasure'),
    sa.ForeignKeyConstraint(['decision_id'], ['erasure_decision.id'], name=op.f('fk_erasure_decision_id')),
    sa.UniqueConstraint('person_id', 'kind', 'number', name=op.f('uq_erasure_person_id_kind_number'))
    )
    op.create_index(op.f('ix_erasure_at'), 'erasure', ['at'])
