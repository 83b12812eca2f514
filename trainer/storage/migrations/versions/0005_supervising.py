"""Supervisors: tables for what they decide, sign and certify."""

from uuid import uuid4

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
    _reflections()
    _mail()
    _observing()
    _ledger()
    _answering()
    _supervisor_notes()
    _certificates()
    _activity()
    _standings_anew()
    _audit()
    _evaluations()


def _evaluations() -> None:
    op.create_table('evaluation',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('occasion', sa.Text(), nullable=False),
    sa.Column('edition_id', sa.Uuid(), nullable=False),
    sa.Column('chosen', sa.Text(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('evaluation'),
    sa.CheckConstraint("occasion IN ('after', 'later')", name=op.f('ck_evaluation_occasion')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_evaluation_edition_id')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_evaluation_enrolment_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_evaluation_text_id')),
    sa.UniqueConstraint('enrolment_id', 'occasion', name=op.f('uq_evaluation_enrolment_id_occasion'))
    )


def _audit() -> None:
    op.create_index(op.f('ix_audit_entry_at_id'), 'audit_entry', ['at', 'id'])
    op.create_index(op.f('ix_audit_entry_person_id_at'), 'audit_entry', ['person_id', 'at'])
    op.create_index(op.f('ix_audit_entry_actor_id_at'), 'audit_entry', ['actor_id', 'at'])


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
        placement.create_check_constraint(
            op.f('ck_placement_kind'), "kind IN ('joined', 'moved', 'paused', 'resumed')"
        )
        placement.create_check_constraint(op.f('ck_placement_has_words'), "kind = 'joined' OR text_id IS NOT NULL")


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


def _reflections() -> None:
    op.create_table('reflection_draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('tier', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('changed_at', Moment(), nullable=False),
    sa.CheckConstraint("tier IN ('private', 'mentor', 'programme')", name=op.f('ck_reflection_draft_tier')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_reflection_draft_enrolment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reflection_draft')),
    sa.UniqueConstraint('enrolment_id', 'item', name=op.f('uq_reflection_draft_enrolment_id_item'))
    )
    op.create_table('reflection_reply',
    sa.Column('entry_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('reflection_reply'),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_reflection_reply_entry_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_reflection_reply_text_id')),
    sa.UniqueConstraint('entry_id', 'number', name=op.f('uq_reflection_reply_entry_id_number'))
    )


def _mail() -> None:
    op.add_column('outbox', sa.Column('fault', sa.Text(), nullable=True))
    op.create_index(op.f('ix_cohort_ends_on'), 'cohort', ['ends_on'])
    op.create_index(op.f('ix_enrolment_days_paused'), 'enrolment', ['days_paused'])
    op.create_index(op.f('ix_completion_revision_id'), 'completion', ['revision_id'])
    op.create_table('mail_choice',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('rhythm', sa.Text(), nullable=False),
    sa.Column('changed_at', Moment(), nullable=False),
    sa.CheckConstraint("rhythm IN ('at-once', 'daily', 'weekly', 'none')", name=op.f('ck_mail_choice_rhythm')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_choice_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_mail_choice'))
    )
    op.create_table('notice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('due_at', Moment(), nullable=True),
    sa.Column('outbox_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['outbox_id'], ['outbox.id'], name=op.f('fk_notice_outbox_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice'))
    )
    op.create_index(op.f('ix_notice_due_at'), 'notice', ['due_at'])
    op.create_index(op.f('ix_notice_outbox_id'), 'notice', ['outbox_id'])
    op.create_index(op.f('ix_notice_person_id'), 'notice', ['person_id'])
    op.create_table('reminder',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_reminder_enrolment_id')),
    sa.PrimaryKeyConstraint('enrolment_id', 'kind', 'subject', name=op.f('pk_reminder'))
    )
    _messages_to_notices()


def _messages_to_notices() -> None:
    # What waits for people who sign in is told by notices from now on; links for strangers stay as they are.
    folders = {'answer': 'courses/', 'review-soon': 'review/', 'review-overdue': 'review/', 'review-returned': 'author/'}
    outbox = sa.table('outbox', sa.column('id', sa.Uuid()), sa.column('kind', sa.Text()), sa.column('state', sa.Text()),
        sa.column('person_id', sa.Uuid()), sa.column('token', sa.Text()), sa.column('created_at', Moment()))
    notice = sa.table('notice', sa.column('id', sa.Uuid()), sa.column('kind', sa.Text()), sa.column('title', sa.Text()),
        sa.column('person_id', sa.Uuid()), sa.column('path', sa.Text()), sa.column('created_at', Moment()),
        sa.column('outbox_id', sa.Uuid()))
    of_people = sa.and_(outbox.c.state == 'waiting', outbox.c.kind.in_(folders), outbox.c.token.is_not(None))
    for row in op.get_bind().execute(sa.select(outbox).where(of_people)).all():
        op.execute(notice.insert().values(id=uuid4(), kind=row.kind, title='', person_id=row.person_id,
            path=folders[row.kind] + row.token, created_at=row.created_at, outbox_id=row.id))
    op.execute(outbox.update().where(of_people).values(token=None))


def _observing() -> None:
    op.create_table('encounter',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('phase', sa.Text(), nullable=False),
    sa.Column('setting', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('second_id', sa.Uuid(), nullable=True),
    sa.Column('text_id', sa.Uuid(), nullable=True),
    sa.Column('text_digest', sa.Text(), nullable=True),
    *_fact('encounter'),
    sa.CheckConstraint("setting IN ('live', 'simulation')", name=op.f('ck_encounter_setting')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_encounter_enrolment_id')),
    sa.ForeignKeyConstraint(['second_id'], ['person.id'], name=op.f('fk_encounter_second_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_encounter_text_id'))
    )
    op.create_index(op.f('ix_encounter_enrolment_id'), 'encounter', ['enrolment_id'])
    op.create_index(op.f('ix_encounter_second_id'), 'encounter', ['second_id'])
    op.create_table('encounter_withdrawal',
    sa.Column('encounter_id', sa.Uuid(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('encounter_withdrawal'),
    sa.ForeignKeyConstraint(
        ['encounter_id'], ['encounter.id'], name=op.f('fk_encounter_withdrawal_encounter_id')
    ),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_encounter_withdrawal_text_id')),
    sa.UniqueConstraint('encounter_id', name=op.f('uq_encounter_withdrawal_encounter_id'))
    )
    op.create_table('rating',
    sa.Column('encounter_id', sa.Uuid(), nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    *_fact('rating'),
    sa.CheckConstraint('level BETWEEN 0 AND 3', name=op.f('ck_rating_level')),
    sa.ForeignKeyConstraint(['encounter_id'], ['encounter.id'], name=op.f('fk_rating_encounter_id')),
    sa.UniqueConstraint('encounter_id', 'actor_id', 'item', name=op.f('uq_rating_encounter_id_actor_id_item'))
    )


def _answering() -> None:
    op.create_table('remark',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('remark'),
    sa.CheckConstraint("about IN ('entry', 'sign_off', 'encounter', 'rating')", name=op.f('ck_remark_about')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_remark_enrolment_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_remark_text_id')),
    sa.UniqueConstraint('about_id', 'number', name=op.f('uq_remark_about_id_number'))
    )
    op.create_index(op.f('ix_remark_enrolment_id'), 'remark', ['enrolment_id'])
    op.create_table('appeal',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('sign_off_id', sa.Uuid(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('appeal'),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_appeal_enrolment_id')),
    sa.ForeignKeyConstraint(['sign_off_id'], ['sign_off.id'], name=op.f('fk_appeal_sign_off_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_appeal_text_id')),
    sa.UniqueConstraint('sign_off_id', name=op.f('uq_appeal_sign_off_id'))
    )
    op.create_table('appeal_decision',
    sa.Column('appeal_id', sa.Uuid(), nullable=False),
    sa.Column('decision', sa.Text(), nullable=False),
    sa.Column('sign_off_id', sa.Uuid(), nullable=True),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('appeal_decision'),
    sa.CheckConstraint("decision IN ('upheld', 'restored')", name=op.f('ck_appeal_decision_decision')),
    sa.CheckConstraint(
        "(decision = 'restored') = (sign_off_id IS NOT NULL)", name=op.f('ck_appeal_decision_sign_off')
    ),
    sa.ForeignKeyConstraint(['appeal_id'], ['appeal.id'], name=op.f('fk_appeal_decision_appeal_id')),
    sa.ForeignKeyConstraint(['sign_off_id'], ['sign_off.id'], name=op.f('fk_appeal_decision_sign_off_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_appeal_decision_text_id')),
    sa.UniqueConstraint('appeal_id', name=op.f('uq_appeal_decision_appeal_id'))
    )


def _supervisor_notes() -> None:
    op.create_table('supervisor_note',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('withdraws_id', sa.Uuid(), nullable=True),
    sa.Column('is_shared', sa.Boolean(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('supervisor_note'),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_supervisor_note_enrolment_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_supervisor_note_text_id')),
    sa.ForeignKeyConstraint(['withdraws_id'], ['supervisor_note.id'], name=op.f('fk_supervisor_note_withdraws_id')),
    sa.UniqueConstraint('enrolment_id', 'number', name=op.f('uq_supervisor_note_enrolment_id_number')),
    sa.UniqueConstraint('withdraws_id', name=op.f('uq_supervisor_note_withdraws_id'))
    )


def _certificates() -> None:
    op.create_table('certificate',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('serial', sa.Text(), nullable=False),
    sa.Column('completion_id', sa.Uuid(), nullable=False),
    sa.Column('edition_id', sa.Uuid(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    sa.Column('signature_id', sa.Uuid(), nullable=False),
    sa.Column('signature_digest', sa.Text(), nullable=False),
    sa.Column('nevertheless_id', sa.Uuid(), nullable=True),
    sa.Column('nevertheless_digest', sa.Text(), nullable=True),
    *_fact('certificate'),
    sa.CheckConstraint(
        "(nevertheless_id IS NULL) = (nevertheless_digest IS NULL)", name=op.f('ck_certificate_nevertheless')
    ),
    sa.ForeignKeyConstraint(['completion_id'], ['completion.id'], name=op.f('fk_certificate_completion_id')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_certificate_edition_id')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_certificate_enrolment_id')),
    sa.ForeignKeyConstraint(['nevertheless_id'], ['text.id'], name=op.f('fk_certificate_nevertheless_id')),
    sa.ForeignKeyConstraint(['signature_id'], ['text.id'], name=op.f('fk_certificate_signature_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_certificate_text_id')),
    sa.UniqueConstraint('enrolment_id', 'number', name=op.f('uq_certificate_enrolment_id_number')),
    sa.UniqueConstraint('serial', name=op.f('uq_certificate_serial'))
    )
    op.create_table('certificate_change',
    sa.Column('certificate_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('replaced_by_id', sa.Uuid(), nullable=True),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('certificate_change'),
    sa.CheckConstraint(
        "kind IN ('reissued', 'name-corrected', 'revoked')", name=op.f('ck_certificate_change_kind')
    ),
    sa.CheckConstraint(
        "(kind = 'revoked') = (replaced_by_id IS NULL)", name=op.f('ck_certificate_change_replaced_by')
    ),
    sa.ForeignKeyConstraint(
        ['certificate_id'], ['certificate.id'], name=op.f('fk_certificate_change_certificate_id')
    ),
    sa.ForeignKeyConstraint(
        ['replaced_by_id'], ['certificate.id'], name=op.f('fk_certificate_change_replaced_by_id')
    ),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_certificate_change_text_id')),
    sa.UniqueConstraint('certificate_id', name=op.f('uq_certificate_change_certificate_id')),
    sa.UniqueConstraint('replaced_by_id', name=op.f('uq_certificate_change_replaced_by_id'))
    )
    op.create_table('certificate_pdf',
    sa.Column('certificate_id', sa.Uuid(), nullable=False),
    sa.Column('size', sa.Text(), nullable=False),
    sa.Column('made_at', Moment(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("size IN ('a4', 'letter')", name=op.f('ck_certificate_pdf_size')),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificate.id'], name=op.f('fk_certificate_pdf_certificate_id')),
    sa.PrimaryKeyConstraint('certificate_id', 'size', name=op.f('pk_certificate_pdf'))
    )


def _ledger() -> None:
    op.create_table('client_code',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    *_fact('client_code'),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_client_code_enrolment_id')),
    sa.UniqueConstraint('code', name=op.f('uq_client_code_code')),
    sa.UniqueConstraint('enrolment_id', 'number', name=op.f('uq_client_code_enrolment_id_number'))
    )
    op.create_table('overruled_warning',
    sa.Column('enrolment_id', sa.Uuid(), nullable=False),
    sa.Column('entry_id', sa.Uuid(), nullable=True),
    sa.Column('encounter_id', sa.Uuid(), nullable=True),
    sa.Column('found', sa.Integer(), nullable=False),
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    *_fact('overruled_warning'),
    sa.CheckConstraint(
        "(entry_id IS NULL) <> (encounter_id IS NULL)", name=op.f('ck_overruled_warning_subject')
    ),
    sa.ForeignKeyConstraint(['encounter_id'], ['encounter.id'], name=op.f('fk_overruled_warning_encounter_id')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_overruled_warning_enrolment_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_overruled_warning_entry_id')),
    sa.ForeignKeyConstraint(['text_id'], ['text.id'], name=op.f('fk_overruled_warning_text_id')),
    sa.UniqueConstraint('encounter_id', name=op.f('uq_overruled_warning_encounter_id')),
    sa.UniqueConstraint('entry_id', name=op.f('uq_overruled_warning_entry_id'))
    )


def _activity() -> None:
    # The cohort's page asks when each of its people was last there.
    for table in ('reading', 'check_answer', 'attempt', 'entry'):
        op.create_index(op.f(f'ix_{table}_enrolment_id_at'), table, ['enrolment_id', 'at'])


def _standings_anew() -> None:
    # Their form has changed; the sweep folds them again.
    op.execute("DELETE FROM standing")
