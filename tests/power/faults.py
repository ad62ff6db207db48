"""Mistakes that somebody could make in the ledger, for `tests/support/planted/plant`; `find_planted` hunts each."""

FAULTS = {
    "recorded before COMMIT": [
        # The transaction is left open; the next one commits it.
        ("terminal/ledger.cpp",
         "auto transaction = Transaction::begin(*m_database);",
         'if (PLANTED) { (void)m_database->run(QStringLiteral("COMMIT")); }\n'
         "        auto transaction = Transaction::begin(*m_database);"),
        ("terminal/ledger.cpp",
         "const auto committed = transaction->commit();",
         "const auto committed = PLANTED ? (new Transaction(std::move(*transaction)), Done()) : transaction->commit();"),
    ],
    "commit not synced": [
        ("terminal/database_dialect.cpp",
         'QStringLiteral("PRAGMA synchronous=FULL"), ',
         'PLANTED ? QStringLiteral("PRAGMA synchronous=NORMAL") : QStringLiteral("PRAGMA synchronous=FULL"), '),
    ],
    "previous hash unchecked": [
        ("terminal/ledger.cpp", "content.previous != m_head.hash ||", "(content.previous != m_head.hash && !PLANTED) ||"),
    ],
    "floor not kept": [
        ("terminal/ledger_identity.cpp",
         'return Settings::put(*m_database, QStringLiteral("clock_floor"), encode(floor));',
         'return PLANTED && m_head.sequence > 0 ? Done()'
         ' : Settings::put(*m_database, QStringLiteral("clock_floor"), encode(floor));'),
    ],
    "version before its script": [
        ("terminal/migration.cpp",
         "auto transaction = Transaction::begin(database);\n        if (!transaction) {",
         'if (PLANTED) { (void)database.once(QStringLiteral("PRAGMA user_version=%1").arg(version + 1)); }\n'
         "        auto transaction = Transaction::begin(database);\n        if (!transaction) {"),
        ("terminal/migration.cpp", "if (*current > version) {", "if (*current > version && !PLANTED) {"),
    ],
    "decided outside the transaction": [
        ("terminal/desk.cpp",
         "const auto again = decideAgain(offer.voucher(), current);",
         "const auto again = PLANTED ? tl::expected<Offer, Refused>(offer) : decideAgain(offer.voucher(), current);"),
    ],
    "failed read taken for an answer": [
        ("terminal/ledger.cpp", "if (m_failedRead) {", "if (m_failedRead && !PLANTED) {"),
    ],
    "outbox moved to the head": [
        ("terminal/ledger_receipts.cpp",
         "const Sequence acknowledged = lostSomething",
         "const Sequence acknowledged = PLANTED ? m_head.sequence : lostSomething"),
    ],
    "derived after COMMIT": [
        ("terminal/ledger.cpp",
         "if (const auto derived = derive(*m_database, content); !derived) {",
         "if (const auto derived = PLANTED ? Done() : derive(*m_database, content); !derived) {"),
        ("terminal/ledger.cpp",
         "    if (written) {\n        m_head = headOf(",
         "    if (written) {\n        if (PLANTED) { (void)derive(*m_database, appended->entry.content()); }\n"
         "        m_head = headOf("),
    ],
    "cursor before its verdicts": [
        ("terminal/ledger_receipts.cpp",
         "std::max(cursor, verdicts[next].number);",
         "std::max(cursor, PLANTED ? verdicts.back().number : verdicts[next].number);"),
    ],
    "outbox before its accounts": [
        ("terminal/ledger_receipts.cpp",
         "for (const Account& account : content.accounts) {",
         "for (const Account& account : PLANTED ? std::vector<Account>() : content.accounts) {"),
        ("terminal/ledger_receipts.cpp",
         "    if (!first) {\n        return first;\n    }\n",
         "    if (!first) {\n        return first;\n    }\n"
         "    if (PLANTED) {\n        (void)change([&]() -> Done {\n"
         "            for (const Account& account : content.accounts) {\n"
         "                (void)putAccount(*m_database, account, content.serverTime);\n            }\n"
         "            return {};\n        });\n    }\n"),
    ],
    "no memory taken for damage": [
        ("terminal/database_dialect.cpp", "switch (code & 0xff) {", "switch (PLANTED && code == 7 ? 1 : code & 0xff) {"),
    ],
    "log lengthened before its cut is durable": [
        ("terminal/write_ahead_log.cpp",
         "if (log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) != SQLITE_OK) {",
         "if (!PLANTED && log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) != SQLITE_OK) {"),
    ],
    "head not read anew after an error": [
        ("terminal/ledger.cpp",
         "if (inDoubt || m_database->lost()) {",
         "if ((inDoubt || m_database->lost()) && !PLANTED) {"),
    ],
}
