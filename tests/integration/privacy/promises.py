"""Each sentence of the privacy page, and the tests that hold it: promise → file::test."""

_GUIDANCE = "tests/integration/guidance"
_PRIVACY = "tests/integration/privacy"
_STORE = f"{_GUIDANCE}/session/test_store.py"
_SHARE = f"{_GUIDANCE}/test_share.py"
_LINE = f"{_GUIDANCE}/test_session_line.py"
_CANARIES = f"{_PRIVACY}/test_canaries.py::test_nothing_of_who_you_are_is_left"

PROMISES: dict[str, tuple[str, ...]] = {
    "no-account": (f"{_PRIVACY}/test_no_register.py::test_no_form_makes_an_account",),
    "no-register": (
        f"{_PRIVACY}/test_no_register.py::test_the_citizens_apps_have_no_personal_field",
        f"{_PRIVACY}/test_no_register.py::test_every_field_says_what_it_is_about",
    ),
    "promises-are-tests": (
        f"{_PRIVACY}/test_promises.py::test_every_sentence_is_a_promise",
        f"{_PRIVACY}/test_promises.py::test_every_promise_has_tests_that_exist",
    ),
    "cv-in-memory": (
        f"{_PRIVACY}/test_no_register.py::test_the_pages_queue_nothing",
        f"{_PRIVACY}/test_canaries.py::test_the_reader_process_writes_nothing",
        _CANARIES,
    ),
    "cv-not-stored": (_CANARIES,),
    "cv-redacted": (_CANARIES, f"{_GUIDANCE}/test_cv.py::test_identity_never_reaches_the_session"),
    "cv-fails-closed": (
        f"{_PRIVACY}/test_canaries.py::test_where_identity_cannot_be_removed_nothing_is_read",
        f"{_PRIVACY}/test_canaries.py::test_an_error_report_quotes_nobody",
    ),
    "cv-eight-words": (
        f"{_GUIDANCE}/test_cv.py::test_a_pasted_cv_becomes_concepts_and_short_quotes",
        "tests/unit/guidance/test_journey.py::test_a_quote_is_at_most_eight_words_on_one_line",
    ),
    "file-name-dropped": (
        f"{_GUIDANCE}/test_cv.py::test_a_file_is_read_and_its_name_is_dropped",
        _CANARIES,
    ),
    "cv-nobody-else": (
        "tests/test_network.py::test_a_connection_to_the_outside_is_stopped",
        f"{_PRIVACY}/test_no_register.py::test_no_task_takes_anything_of_a_person",
    ),
    "session-encrypted": (
        f"{_STORE}::test_the_store_holds_no_plain_text_and_no_cookie_value",
        f"{_STORE}::test_tampering_is_noticed",
    ),
    "key-in-cookie": (
        f"{_STORE}::test_another_key_opens_nothing",
        f"{_PRIVACY}/test_access.py::test_the_name_of_an_entry_opens_nothing",
    ),
    "session-idle": (f"{_STORE}::test_it_ends_after_an_idle_hour",),
    "session-absolute": (f"{_STORE}::test_it_ends_after_a_day_however_busy",),
    "session-said": (
        f"{_LINE}::test_every_page_says_until_when",
        f"{_LINE}::test_one_click_keeps_them_another_hour_and_leads_back",
    ),
    "mine-shows-all": (
        f"{_GUIDANCE}/test_mine.py::test_every_field_of_what_is_held_is_shown",
        f"{_SHARE}::test_the_person_sees_that_it_was_used",
    ),
    "wipe": (
        f"{_GUIDANCE}/test_mine.py::test_wiping_leaves_nothing_and_gives_a_receipt",
        f"{_GUIDANCE}/test_mine.py::test_a_receipt_says_what_was_processed_when_and_what_is_left",
    ),
    "same-answer": (f"{_PRIVACY}/test_invariance.py::test_the_answer_is_the_same_byte_for_byte",),
    "plan-file-yours": (
        f"{_PRIVACY}/test_no_register.py::test_no_table_is_untagged_and_no_tag_is_left_over",
        (
            f"{_GUIDANCE}/test_plan_file.py::"
            "test_the_file_is_signed_follows_the_schema_and_is_never_stored"
        ),
    ),
    "plan-file-nobody": (_CANARIES,),
    "plan-file-signed": (
        "tests/unit/guidance/session/test_plan_file.py::test_tampering_is_noticed",
        (
            "tests/unit/guidance/session/test_plan_file.py::"
            "test_any_changed_sign_of_the_content_is_noticed"
        ),
    ),
    "code-yours": (f"{_SHARE}::test_the_page_shows_what_the_code_will_show",),
    "code-once": (f"{_SHARE}::test_it_opens_once",),
    "code-hour": (
        f"{_SHARE}::test_it_lasts_an_hour",
        f"{_SHARE}::test_a_copy_stays_an_hour_at_most",
    ),
    "code-revoked": (f"{_SHARE}::test_it_can_be_revoked",),
    "code-encrypted": (f"{_SHARE}::test_redis_holds_neither_the_code_nor_what_it_shows",),
    "code-unguessable": (
        f"{_SHARE}::test_guessing_is_stopped_in_words",
        f"{_SHARE}::test_codes_are_drawn_from_a_large_enough_room",
    ),
    "no-list": (f"{_PRIVACY}/test_no_register.py::test_nothing_lists_codes_or_people",),
    "copy-needs-yes": (
        f"{_SHARE}::test_co_edit_goes_there_and_back_and_changes_nothing_before_a_yes",
        f"{_SHARE}::test_a_no_leaves_all_as_it_was",
    ),
    "notes-redacted": (
        f"{_GUIDANCE}/test_plan_file.py::test_a_note_is_redacted_and_kept_with_the_plan",
        f"{_GUIDANCE}/test_plan_file.py::test_a_note_that_cannot_be_redacted_is_not_kept",
    ),
    "no-cookie-first": (
        f"{_GUIDANCE}/test_same_origin.py::test_looking_at_a_form_sets_no_cookie",
        f"{_GUIDANCE}/test_start.py::test_it_sets_no_cookie",
    ),
    "one-cookie": (
        (
            f"{_GUIDANCE}/test_same_origin.py::"
            "test_an_answer_to_our_own_form_sets_the_session_cookie_alone"
        ),
        f"{_PRIVACY}/test_origins.py::test_nothing_is_kept_in_the_browser_but_cookies_of_ours",
    ),
    "no-third-party": (
        f"{_PRIVACY}/test_origins.py::test_every_address_on_a_page_is_ours",
        f"{_PRIVACY}/test_origins.py::test_styles_and_scripts_fetch_nothing_from_elsewhere",
    ),
    "no-log": (
        "tests/integration/test_access_log.py::test_a_line_holds_method_route_status_and_time",
        "tests/integration/test_access_log.py::test_nothing_that_was_sent_is_logged",
    ),
    "address-hashed": (
        "tests/integration/test_limits.py::test_no_address_is_stored_and_counters_end",
        "tests/integration/test_limits.py::test_tomorrow_nobody_can_tell_whom_it_was_about",
    ),
    "not-in-address": (f"{_PRIVACY}/test_access.py::test_what_is_sent_is_never_in_an_address",),
    "objection-counted": (
        f"{_GUIDANCE}/test_objection.py::test_what_is_counted_has_no_person_in_it",
        f"{_GUIDANCE}/test_objection.py::test_free_text_is_never_counted",
    ),
    "objection-five": (f"{_GUIDANCE}/test_objection.py::test_fewer_than_five_are_not_told",),
    "objection-forgotten": (f"{_GUIDANCE}/test_objection.py::test_after_two_years_it_is_gone",),
    "finance-not-kept": (f"{_GUIDANCE}/test_finance.py::test_nothing_of_it_is_kept",),
    "no-store": (f"{_PRIVACY}/test_access.py::test_the_back_button_finds_nothing",),
}
