"""Which sources a room has, and the test programs whose promises must notice a change in them."""

CRYPTO = ["crypto_base45", "crypto_cbor", "crypto_text_rules", "crypto_keys", "crypto_sign1", "crypto_seal", "crypto_refusal",
          "documents_voucher", "documents_voucher_number", "documents_flipped_bits", "documents_trust_list",
          "documents_bulletin", "documents_invitation", "documents_entry", "documents_receipt", "documents_object_matrix",
          "documents_needed_keys", "documents_lengths", "documents_poster", "documents_act", "documents_predecessor"]
LEDGER = ["test_terminal_ledger", "test_terminal_ledger_file", "test_terminal_ledger_derived",
          "test_terminal_ledger_receipts", "test_terminal_ledger_salvage", "test_terminal_ledger_carried", "power_durability"]
DESK = ["test_terminal_desk", "test_terminal_desk_without_offer"]

ROOMS = {
    "crypto": {"sources": ["crypto/*.cpp"], "tests": CRYPTO},
    "decision": {"sources": ["terminal/decision.cpp", "terminal/counting.cpp", "terminal/calendar.cpp"],
                 "tests": ["test_terminal_decision", "test_terminal_decision_counting", "test_terminal_counting",
                           "test_terminal_calendar", *DESK]},
    "ledger": {"sources": ["terminal/ledger*.cpp"], "tests": [*LEDGER, *DESK]},
    "desk": {"sources": ["terminal/desk*.cpp"], "tests": [*DESK, "test_terminal_operators"]},
    "courier": {"sources": ["sync/courier*.cpp", "sync/export.cpp"],
                "tests": ["test_sync_courier", "test_sync_courier_enrolment", "test_sync_courier_pace",
                          "test_sync_carriers", "test_sync_carried", "test_sync_export"]},
    "intake": {"sources": ["sync/municipality/intake*.cpp", "sync/municipality/judgement.cpp", "sync/municipality/appointments.cpp"],
               "tests": ["test_municipality_intake", "test_municipality_judgement", "test_municipality_appointments", "test_sync_courier"]},
    "worker": {"sources": ["qml/models/worker*.cpp"],
               "tests": ["worker_test", "worker_group_test", "worker_operators_test", "worker_salvage_test", "worker_stick_test",
                         "worker_update_test"]},
}
