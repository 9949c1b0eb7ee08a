"""Every address of the site, and who gets something there. A test asks each of them as everybody.

`sees` is who gets a page with GET; `does` whose POST is taken. Everybody else gets the page that cannot be opened, the
login page, or a redirect to a page of this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.house.url_people import (
    ASKS_WHAT_IF,
    CHECKS_HERE,
    CHECKS_SIGNS,
    DEPARTMENT,
    EVERYBODY,
    GIVES_ROLES,
    KEEPS_DIRECTORY,
    KEEPS_FILES,
    KEEPS_PROMISES,
    KNOWS_DRAFT,
    MANAGES,
    NOBODY,
    OPENS_ROUNDS,
    OUDEVEEN,
    OVERSIGHT,
    PROPOSES,
    READS_NORMS,
    READS_PEOPLE,
    RECEIVES_SIGNALS,
    REPORTER,
    SETS_UP,
    SIGNED_IN,
    TEAM,
    WRITES_LIST,
    Who,
    who,
)

MOVES_OF_APPROACH = ("check", "power", "goal", "add", "change", "send", "drop", "plan_look", "look")


@dataclass(frozen=True)
class Page:
    sees: Who = NOBODY
    does: Who = NOBODY


def read_by(people: Who) -> Page:
    return Page(sees=people)


def used_by(people: Who) -> Page:
    return Page(sees=people, does=people)


def sent_by(people: Who) -> Page:
    return Page(does=people)


MATRIX: dict[str, Page] = {
    # with or without an account
    "health": read_by(EVERYBODY),
    "empty_screen": read_by(EVERYBODY),
    "help": read_by(EVERYBODY),
    "privacy": read_by(EVERYBODY),
    "accessibility": read_by(EVERYBODY),
    "mailbox": read_by(NOBODY),  # a demo only
    "mailbox_letter": read_by(NOBODY),
    "styleguide": read_by(NOBODY),
    # the account
    "account_login": Page(sees=who("anonymous"), does=EVERYBODY),  # whoever is in already goes to the start
    "account_signup": used_by(NOBODY),
    "oidc_start": used_by(NOBODY),  # without an identity provider
    "oidc_callback": used_by(NOBODY),
    "oidc_local_login": used_by(NOBODY),
    "account_set_password": used_by(NOBODY),
    "account_logout": Page(sees=SIGNED_IN, does=EVERYBODY),  # who is half way in goes out too
    "account_inactive": read_by(EVERYBODY),
    "account_change_password": used_by(SIGNED_IN),
    "account_reset_password": used_by(EVERYBODY),
    "account_reset_password_done": read_by(EVERYBODY),
    "account_reset_password_from_key": used_by(EVERYBODY),
    "account_reset_password_from_key_done": read_by(EVERYBODY),
    "network:register": used_by(EVERYBODY),
    "network:registered": read_by(EVERYBODY),
    "network:enter": read_by(NOBODY),  # leads on, with the link in the session
    "network:come_in": used_by(NOBODY),  # without a link in the session
    "account": used_by(SIGNED_IN),
    "log_out_everywhere": sent_by(SIGNED_IN),
    "account_reauthenticate": used_by(SIGNED_IN),
    # the second step of logging in; who signed in long ago, as here, first types the password again
    "second_proof": read_by(SIGNED_IN),
    "mfa_index": read_by(SIGNED_IN),
    "mfa_activate_totp": used_by(SIGNED_IN),
    "mfa_deactivate_totp": used_by(NOBODY),  # nobody of the cast has an app
    "mfa_add_webauthn": used_by(SIGNED_IN),
    "mfa_edit_webauthn": used_by(NOBODY),
    "mfa_remove_webauthn": used_by(NOBODY),
    "mfa_generate_recovery_codes": used_by(SIGNED_IN),
    "mfa_view_recovery_codes": used_by(NOBODY),
    "mfa_reauthenticate": sent_by(SIGNED_IN),  # led to the password
    "mfa_reauthenticate_webauthn": sent_by(SIGNED_IN),
    "mfa_authenticate": sent_by(EVERYBODY),  # shown after a password only; anybody else is led to the log-in page
    "mfa_login_webauthn": sent_by(EVERYBODY),
    # everybody with an account
    "home": read_by(SIGNED_IN),
    "outbox:inbox": read_by(SIGNED_IN),
    "outbox:read_all": sent_by(SIGNED_IN),
    "outbox:open": sent_by(who("coordinator")),  # a message to omar
    "network:contacts": used_by(SIGNED_IN),
    "network:matrix": read_by(SIGNED_IN),
    "network:matrix_on": read_by(SIGNED_IN),
    "network:matrix_history": read_by(SIGNED_IN),
    "network:cell": read_by(SIGNED_IN - {"elsewhere", "team_elsewhere"}),  # of Oudeveen
    "network:cell_at_level": Page(sees=SIGNED_IN - {"elsewhere", "team_elsewhere"}, does=who("directory_keeper")),
    "network:department_card": read_by(SIGNED_IN),  # of one's own municipality
    # people and places; the department stands in both municipalities, partner and colleague in Oudeveen
    "network:find": used_by(SIGNED_IN),
    "network:colleague": read_by(OUDEVEEN),
    "network:colleague_photo": read_by(OUDEVEEN),
    "network:own_card": used_by(SIGNED_IN),
    "network:department": read_by(SIGNED_IN),
    "network:department_add": used_by(who("directory_keeper", "application_manager")),  # his Veenwijk practises
    "network:department_change": used_by(who("directory_keeper")),
    "network:department_retire": sent_by(who("directory_keeper")),
    "network:department_return": sent_by(who("directory_keeper")),
    "network:partners": read_by(SIGNED_IN),
    "network:partner": read_by(OUDEVEEN),
    "network:partner_add": used_by(who("directory_keeper", "application_manager")),
    "network:partner_change": used_by(who("directory_keeper")),
    "network:partner_retire": sent_by(who("directory_keeper")),
    "network:partner_return": sent_by(who("directory_keeper")),
    "network:liaison_add": used_by(who("directory_keeper")),
    "network:liaison_change": used_by(who("directory_keeper")),
    "network:liaison_retire": sent_by(who("directory_keeper")),
    # the register of sources: BRP of the Publieksplein, for which karin answers
    "network:sources": read_by(SIGNED_IN),
    "network:source_add": used_by(who("directory_keeper", "other_contact")),
    "network:source_change": used_by(who("directory_keeper", "other_contact")),
    "network:source_retire": sent_by(who("directory_keeper", "other_contact")),
    "network:source_return": sent_by(who("directory_keeper", "other_contact")),
    "network:picture": read_by(SIGNED_IN),
    "network:picture_data": read_by(SIGNED_IN),
    # the workshop: a round about a theme that nobody answered yet, opened by noor
    "network:blind_rounds": read_by(PROPOSES | who("team_elsewhere")),
    "network:blind_round_new": used_by(OPENS_ROUNDS),
    "network:blind_round": read_by(PROPOSES),
    "network:blind_round_close": sent_by(who("directory_keeper")),  # who opened it
    "network:blind_answer": used_by(DEPARTMENT),  # of Vastgoed
    "network:theme_sheet": read_by(SIGNED_IN - {"elsewhere", "team_elsewhere"}),  # Veenwijk does not watch it
    "network:interest": used_by(DEPARTMENT),  # of Vastgoed
    "network:question_ask": used_by(PROPOSES),
    "network:question_answer": used_by(PROPOSES),
    "network:absence": used_by(SIGNED_IN),
    "network:joint_acts": read_by(RECEIVES_SIGNALS | who("directory_keeper", "application_manager")),
    "network:joint_act": Page(sees=who("coordinator", "privacy_officer"), does=who("privacy_officer")),
    "network:joint_act_withdraw": sent_by(who("coordinator")),  # who asked
    "network:absence_end": sent_by(SIGNED_IN),  # of somebody else: nothing happens
    # somebody files
    "signals:new": used_by(SIGNED_IN),
    "signals:save_draft": sent_by(SIGNED_IN),
    "signals:care": sent_by(SIGNED_IN),
    "signals:discard_draft": sent_by(SIGNED_IN),
    "signals:resume_draft": read_by(REPORTER),
    "signals:ask_first": used_by(SIGNED_IN),
    # and follows it
    "signals:own_list": read_by(SIGNED_IN),
    "signals:receipt": read_by(REPORTER),
    "signals:own_detail": read_by(REPORTER),
    "signals:answer": sent_by(REPORTER),
    "signals:add": used_by(REPORTER),
    "signals:value_feedback": sent_by(REPORTER),
    "signals:correct": used_by(REPORTER),
    "signals:shield": used_by(REPORTER),
    "signals:withdraw": sent_by(REPORTER),  # omar has it: too late
    "signals:own_attachment": read_by(REPORTER),
    # a municipality starts, and its settings once it is live
    "network:known": read_by(SETS_UP),
    "network:poster": read_by(SETS_UP),
    "network:definition_write": used_by(SETS_UP),
    "network:definition": read_by(SIGNED_IN),
    "network:remark": used_by(SIGNED_IN),
    "network:remarks": read_by(who("application_manager")),
    "network:remark_handled": sent_by(who("application_manager")),
    "network:setup": read_by(who("application_manager")),  # of two; who has one goes straight to it
    "network:setup_add": used_by(who("application_manager")),
    "network:setup_steps": read_by(SETS_UP),
    "network:setup_remaining": read_by(WRITES_LIST | OVERSIGHT),
    "network:setup_remaining_done": sent_by(SETS_UP),
    "network:setup_line": used_by(WRITES_LIST),
    "network:setup_awareness": sent_by(WRITES_LIST),
    "network:go_live": sent_by(who("coordinator")),
    "network:joint_rules": used_by(SETS_UP),
    "signals:retention_terms": used_by(WRITES_LIST),
    "network:setup_machine": used_by(who("application_manager")),
    "network:setup_municipality": used_by(SETS_UP),
    "network:setup_people": used_by(SETS_UP),
    "network:setup_reading": used_by(KEEPS_PROMISES),
    "network:reading_sentence": sent_by(KEEPS_PROMISES),
    "network:setup_closed_days": used_by(KEEPS_PROMISES),
    "network:closed_day_open": sent_by(KEEPS_PROMISES),
    "signals:form_preview": read_by(SETS_UP),
    "signals:deadlines": used_by(KEEPS_PROMISES),
    "signals:choose_protocol": used_by(KEEPS_PROMISES),
    "signals:stop_scoring_along": sent_by(KEEPS_PROMISES),
    "signals:protocol": read_by(SIGNED_IN),
    "network:setup_directory": used_by(SETS_UP),
    "network:directory_sheet": read_by(SETS_UP),
    "network:directory_import": sent_by(SETS_UP),
    "network:directory_themes": sent_by(SETS_UP),
    "network:directory_done": sent_by(SETS_UP),
    "signals:test_ride": used_by(SETS_UP),
    "signals:ride_followed": read_by(SETS_UP),
    # what if
    "signals:what_if": used_by(ASKS_WHAT_IF),
    "signals:drill": used_by(ASKS_WHAT_IF),
    "signals:drill_scenario": used_by(ASKS_WHAT_IF),
    # the queues
    "signals:queue": used_by(RECEIVES_SIGNALS),
    "signals:queue_count": read_by(RECEIVES_SIGNALS),
    "signals:archive": used_by(RECEIVES_SIGNALS),
    "signals:call_backs": read_by(TEAM | who("safety_member", "team_elsewhere")),
    "signals:called": sent_by(who("coordinator")),  # who was asked to call
    # one signal, in the queue of the team
    "signals:team_detail": read_by(TEAM),
    "signals:team_attachment": read_by(TEAM),
    "signals:mark_seen": used_by(TEAM),
    "signals:claim": used_by(TEAM),
    "signals:take_over": used_by(TEAM),
    "signals:pass_on": used_by(TEAM),
    "signals:step_aside": used_by(TEAM),
    "signals:note": used_by(TEAM),
    "signals:headline": used_by(TEAM),
    "signals:urgency": used_by(TEAM),
    "signals:theme": used_by(TEAM),
    "signals:route": used_by(TEAM),
    "signals:regime": used_by(TEAM),
    "signals:tell_reporter": used_by(TEAM),
    "signals:answer_reporter": used_by(TEAM),
    "signals:ask_reporter": used_by(TEAM),
    "signals:hand_over_new": Page(sees=who("coordinator"), does=TEAM),  # who has it
    "signals:split": used_by(who("coordinator")),
    "signals:second_reading": used_by(TEAM),
    "signals:answer_department": used_by(TEAM),
    "signals:take_back": used_by(TEAM),
    "signals:flag": Page(sees=TEAM, does=who("coordinator")),
    "signals:transfer": Page(sees=TEAM, does=who("coordinator")),
    "signals:transfer_receipt": sent_by(who("coordinator")),
    "signals:transfer_package": read_by(who("coordinator")),
    "signals:admit": sent_by(who("coordinator")),
    "signals:admit_end": sent_by(who("coordinator")),
    "signals:quick_close": used_by(TEAM),
    "signals:weighing": used_by(TEAM),
    "signals:go_on": used_by(TEAM),
    "signals:ask_name": used_by(TEAM),
    "signals:reporter_name": sent_by(TEAM),  # nobody agreed: it sends them back
    "signals:close": used_by(TEAM),
    # the approach
    "signals:approach": read_by(TEAM),
    **{f"signals:approach_{one}": sent_by(TEAM) for one in MOVES_OF_APPROACH},
    # dirk holds one
    "signals:improvements": read_by(who("coordinator", "board_member", "contact_person")),
    "signals:improvement_done": sent_by(who("coordinator", "contact_person")),
    # sources
    "signals:research": used_by(TEAM),
    "signals:source_questions": read_by(who("source_holder")),
    "signals:source_question": used_by(who("source_holder")),
    # privacy checks
    "signals:checks": read_by(who("privacy_officer")),
    "signals:check": used_by(who("privacy_officer")),
    # scored by several; bea was asked about a signal of her team
    "signals:scoring": used_by(TEAM),
    "signals:scoring_ask_more": sent_by(TEAM),
    "signals:scoring_show": sent_by(TEAM),
    "signals:score_sheet": used_by(who("team_member")),
    "signals:score_step_back": sent_by(who("team_member")),
    # the norm book, with an agreement of bea; and a calibration that omar prepares
    "signals:norms": read_by(READS_NORMS | who("team_elsewhere")),
    "signals:norm_new": used_by(TEAM | who("team_elsewhere")),  # in the book of Veenwijk
    "signals:norm": read_by(READS_NORMS),
    "signals:norm_change": used_by(TEAM),
    "signals:norm_retire": used_by(TEAM),
    "signals:calibrations": read_by(TEAM | who("team_elsewhere")),
    "signals:calibration_new": sent_by(who("coordinator")),
    "signals:calibration": read_by(who("coordinator")),
    "signals:calibration_case": used_by(who("coordinator")),
    "signals:calibration_rewrite": used_by(NOBODY),  # the signal is not closed
    "signals:calibration_open": sent_by(who("coordinator")),
    "signals:calibration_score": used_by(NOBODY),  # nobody has a sheet yet
    "signals:calibration_close": sent_by(who("coordinator")),
    "signals:calibration_discard": sent_by(who("coordinator")),
    # the signals meeting: omar prepared it, bea is in the chair, dirk of Vastgoed is asked to come
    "signals:meetings": read_by(TEAM | DEPARTMENT | who("other_contact", "privacy_officer", "team_elsewhere")),
    "signals:meeting_new": used_by(who("coordinator")),
    "signals:meeting": read_by(TEAM | DEPARTMENT | who("privacy_officer")),
    "signals:meeting_change": used_by(who("coordinator")),
    "signals:meeting_cancel": sent_by(who("coordinator")),
    "signals:meeting_item": sent_by(who("coordinator")),
    "signals:meeting_send": sent_by(who("coordinator")),
    "signals:meeting_begin": sent_by(TEAM),
    "signals:meeting_now": read_by(TEAM),
    "signals:meeting_discuss": sent_by(TEAM),
    "signals:meeting_end": sent_by(TEAM),
    "signals:meeting_report": read_by(TEAM | DEPARTMENT | who("privacy_officer")),
    # the department that was asked
    "signals:hand_overs": read_by(DEPARTMENT | who("other_contact", "team_elsewhere")),
    "signals:hand_over": read_by(DEPARTMENT),
    "signals:hand_over_reply": sent_by(DEPARTMENT),
    "signals:hand_over_give": sent_by(DEPARTMENT),
    "signals:hand_over_result": sent_by(DEPARTMENT),
    "signals:department_attachment": read_by(DEPARTMENT),
    # a change of the matrix that noor proposed, taking no lead from anybody
    "network:change_sets": read_by(PROPOSES | who("team_elsewhere")),
    "network:change_set_new": used_by(PROPOSES | who("team_elsewhere")),
    "network:change_set": read_by(PROPOSES),
    "network:change_set_words": used_by(who("directory_keeper")),
    "network:change_set_cell": used_by(who("directory_keeper")),
    "network:change_set_drop": sent_by(who("directory_keeper")),
    "network:change_set_propose": sent_by(who("directory_keeper")),
    "network:change_set_take_back": sent_by(who("directory_keeper")),
    "network:change_set_withdraw": sent_by(who("directory_keeper")),
    "network:change_set_decide": sent_by(who("coordinator", "directory_keeper")),
    # what is watched for; signs are written by the keeper and checked by somebody else
    "network:themes": read_by(SIGNED_IN),
    "network:theme": read_by(SIGNED_IN),
    "network:indicator": read_by(SIGNED_IN),
    "network:theme_add": used_by(KEEPS_DIRECTORY),
    "network:theme_change": used_by(KEEPS_DIRECTORY),
    "network:theme_switch": sent_by(SETS_UP),
    "network:theme_retire": used_by(NOBODY),  # T01 is shared with another municipality
    "network:theme_delete": sent_by(NOBODY),
    "network:theme_revive": sent_by(NOBODY),
    "network:theme_powers": used_by(KEEPS_DIRECTORY),
    "network:theme_power": used_by(NOBODY),
    "network:theme_power_switch": sent_by(NOBODY),
    "network:indicator_add": used_by(KEEPS_DIRECTORY),
    "network:indicator_reword": used_by(KEEPS_DIRECTORY),
    "network:indicator_retire": used_by(KEEPS_DIRECTORY),
    "network:indicator_revive": sent_by(KEEPS_DIRECTORY),
    "network:indicator_drafts": read_by(CHECKS_SIGNS | who("data_protection_officer", "application_manager")),
    "network:indicator_draft": Page(sees=KNOWS_DRAFT, does=CHECKS_HERE),
    "network:indicator_withdraw": sent_by(who("directory_keeper")),  # who wrote it
    "network:indicator_rewrite": used_by(NOBODY),  # it was not refused
    "network:theme_priority": used_by(who("board_member", "application_manager")),
    "network:theme_priority_end": used_by(who("board_member")),
    # who has an account, and what they hold: dirk, but for who was invited and who left
    "network:people": used_by(READS_PEOPLE),
    "network:person": read_by(READS_PEOPLE),
    "network:person_invite": used_by(GIVES_ROLES),
    "network:person_invite_again": sent_by(GIVES_ROLES),
    "network:person_invite_withdraw": sent_by(GIVES_ROLES),
    "network:person_role": used_by(GIVES_ROLES),
    "network:person_role_end": used_by(GIVES_ROLES),
    "network:person_deputy": used_by(GIVES_ROLES),
    "network:person_details": used_by(MANAGES),
    "network:person_sessions": used_by(MANAGES),
    "network:person_unlock": used_by(MANAGES),
    "network:person_proof": used_by(MANAGES),
    "network:person_leaves": used_by(MANAGES),
    "network:person_returns": used_by(MANAGES),
    # in and out: the file of the scene is one of departments, brought in by noor
    "network:import_start": read_by(KEEPS_FILES),
    "network:import_new": used_by(KEEPS_FILES),
    "network:import_template": read_by(KEEPS_FILES),
    "network:import_template_csv": read_by(KEEPS_FILES),
    "network:export": read_by(KEEPS_FILES),
    "network:export_csv": read_by(KEEPS_FILES),
    "network:import_run": read_by(who("directory_keeper")),
    "network:import_progress": read_by(NOBODY),  # without htmx it leads to the page
    "network:import_yes": sent_by(who("directory_keeper")),
    "network:import_drop": sent_by(who("directory_keeper")),
    # who keeps it going
    "network:holes": read_by(who("directory_keeper", "coordinator")),
    "network:hole_mended": sent_by(who("directory_keeper")),
    "network:hole_reopen": sent_by(who("directory_keeper")),
    "network:hole_accept": used_by(who("directory_keeper")),
    "network:hole_ask": sent_by(who("directory_keeper")),
    "network:hole_name_away": sent_by(who("directory_keeper")),
    "network:hole_asked": read_by(NOBODY),  # of a theme: no department was asked
    # "klopt dit?", of Vastgoed; whoever speaks for no department and keeps nothing sees none of it
    "network:confirmations": Page(
        sees=DEPARTMENT
        | who("coordinator", "directory_keeper", "other_contact", "team_elsewhere", "team_manager")
        | MANAGES,  # Veenwijk practises
        does=MANAGES | who("directory_keeper"),
    ),
    "network:confirm_department": Page(sees=DEPARTMENT | who("coordinator", "directory_keeper"), does=DEPARTMENT),
    "network:contest_cell": used_by(DEPARTMENT),
    "network:contest": Page(sees=DEPARTMENT | who("coordinator", "directory_keeper"), does=who("coordinator")),
    "network:contest_withdraw": sent_by(DEPARTMENT),
    "privacy:log": used_by(OVERSIGHT),
    "outbox:deliveries": read_by(who("application_manager")),
    "outbox:retry_all": sent_by(who("application_manager")),
    "outbox:retry": sent_by(who("application_manager")),
    "machine:machine": read_by(who("application_manager")),
    "machine:send_mail": sent_by(who("application_manager")),
    "machine:mail_code": sent_by(who("application_manager")),
    "machine:fingerprints": sent_by(who("application_manager")),
}
