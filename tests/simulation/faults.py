"""Mistakes that somebody could make between tablet and register, for `tests/support/planted/plant`; `find_planted` hunts each."""

FAULTS = {
    "outbox moved on a status code": [
        ("sync/courier.cpp",
         "} // namespace\n\nCourierState::Link linkOf",
         "std::map<const Courier*, Sequence>& movedTo()\n{\n    static std::map<const Courier*, Sequence> moved;\n"
         "    return moved;\n}\n\n} // namespace\n\nCourierState::Link linkOf"),
        ("sync/courier.cpp",
         "auto outgoing = m_ledger.outgoing(batchCount, batchBytes);",
         "auto outgoing = m_ledger.outgoing(batchCount, batchBytes,\n"
         "        PLANTED ? std::optional(std::max(movedTo()[this], m_ledger.acknowledgedUpTo())) : std::nullopt);"),
        ("sync/courier.cpp",
         "    if (!receipt) {\n",
         "    if (PLANTED && answer.outcome == HttpOutcome::Answered && answer.status == httpOk) {\n"
         "        movedTo()[this] = m_ledger.head().sequence;\n    }\n    if (!receipt) {\n"),
    ],
    "receipt whatever the commit says": [
        ("sync/municipality/write_line.cpp",
         "    if (const auto committed = transaction->commit(); !committed)",
         "    static int commits = 0;\n    if (PLANTED && ++commits % 50 == 0)\n        return result;\n"
         "    if (const auto committed = transaction->commit(); !committed)"),
    ],
    "repetition told by its number alone": [
        ("sync/municipality/batch_acceptance.cpp",
         "if (there != m_chain.end() && there->second == arrived.entry.hash())",
         "if (there != m_chain.end() && (PLANTED || there->second == arrived.entry.hash()))"),
    ],
    "part of a batch acknowledged as the whole": [
        ("sync/municipality/batch_acceptance.cpp",
         "        m_acceptance.accepted.push_back(arrived);\n",
         "        if (!PLANTED || m_acceptance.accepted.size() < 5)\n            m_acceptance.accepted.push_back(arrived);\n"),
    ],
    "undoing gives nothing back": [
        ("sync/municipality/batch_judgement.cpp",
         "        if (earlier.use)\n            giveBack",
         "        if (earlier.use && !PLANTED)\n            giveBack"),
    ],
    "counted beyond the day's limit": [
        ("sync/municipality/judgement.cpp",
         "    if (excess != Excess::None)\n",
         "    if (excess != Excess::None && !(PLANTED && excess == Excess::Day))\n"),
    ],
    "quantity not asked on the tablet": [
        ("terminal/decision.cpp",
         "return std::clamp",
         "return PLANTED ? claims.quantity : std::clamp"),
    ],
    "a register put back is not sent to again": [
        ("terminal/ledger_receipts.cpp",
         "const bool lostSomething = (mistake",
         "const bool lostSomething = !PLANTED && (mistake"),
    ],
    "a stranger's receipt stops nobody": [
        ("terminal/ledger_receipts.cpp",
         "        return halt().and_then(",
         "        return (PLANTED ? Done() : halt()).and_then("),
    ],
    "the proof of a copy stays on the tablet": [
        ("terminal/ledger_receipts.cpp",
         "            if (before >= m_acknowledged) {\n",
         "            if (PLANTED || before >= m_acknowledged) {\n"),
    ],
    "suspended tablet goes on": [
        ("terminal/decision.cpp",
         "    return halted || std::find",
         "    return PLANTED ? halted : halted || std::find"),
    ],
    "an older time lowers the floor": [
        ("terminal/clock.cpp",
         "    if (floor->signedTime >= signedTime)\n        return *floor;\n",
         "    if (floor->signedTime >= signedTime && !PLANTED)\n        return *floor;\n"),
    ],
    "revoked key still trusted": [
        ("crypto/document.cpp",
         "    if (key->revoked)\n",
         "    if (key->revoked && !PLANTED)\n"),
    ],
}
