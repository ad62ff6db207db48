// Copies of the register, its loss, and what it holds at the end.

#include "town_hall.h"

#include "sync/municipality/columns.h"
#include "tests/support/town_office.h"

#include <set>

namespace voucher::test {

namespace {

const std::string place = "/register";

/// What an entry says, as the checker needs it.
QJsonObject factsOf(const EntryContent& content)
{
    QJsonObject facts{{QStringLiteral("seq"), qint64(content.sequence)},
                      {QStringLiteral("previous"), hex(content.previous)},
                      {QStringLiteral("at"), milliseconds(content.at)}};
    if (const auto* redemption = std::get_if<RedemptionBody>(&content.body)) {
        facts.insert(QStringLiteral("kind"), QStringLiteral("redemption"));
        facts.insert(QStringLiteral("voucher"), hex(redemption->voucher));
        facts.insert(QStringLiteral("amount"), qint64(redemption->amount));
    } else if (const auto* undo = std::get_if<VoidBody>(&content.body)) {
        facts.insert(QStringLiteral("kind"), QStringLiteral("void"));
        facts.insert(QStringLiteral("voids"), qint64(undo->voided));
    } else {
        facts.insert(QStringLiteral("kind"), QStringLiteral("other"));
    }
    return facts;
}

} // namespace

struct TownHall::Lost
{
    std::vector<IssuedVoucher> vouchers;
    std::vector<RegisteredInvitation> invitations;
    std::vector<RegisteredTerminal> terminals;
    DocumentVersions versions;
    QByteArray trustList;
    QByteArray bulletin;
};

void TownHall::backUp()
{
    m_copy = m_disk.filesIn(place);
    m_storedInCopy = m_storedTold;
    m_history.tell("register copied", {});
}

void TownHall::restore(bool fromCopy)
{
    const Lost lost{m_register->vouchers().value(),
                    m_register->invitations().value(),
                    m_register->terminals().value(),
                    m_register->documentVersions().value(),
                    m_register->currentTrustList().value().value(),
                    m_register->currentBulletin().value().value()};
    m_intake.reset();
    m_register.reset();
    m_disk.replace(place, fromCopy ? m_copy : DiskImage());
    m_storedTold = fromCopy ? m_storedInCopy : std::map<TerminalId, Sequence>();
    open();
    if (!fromCopy)
        decideProgramme();
    doAgain(lost);
    m_history.tell("register restored", {{QStringLiteral("fromCopy"), fromCopy}});
    m_history.tell("server", {{QStringLiteral("up"), m_up}});
}

void TownHall::doAgain(const Lost& lost)
{
    auto transaction = Transaction::begin(m_register->database()).value();
    const DocumentVersions versions = m_register->documentVersions().value();
    if (versions.trustList < lost.versions.trustList)
        must(m_register->publishTrustList(lost.versions.trustList, lost.trustList));
    if (versions.bulletin < lost.versions.bulletin)
        must(m_register->publishBulletin(lost.versions.bulletin, lost.bulletin));
    std::set<VoucherId> known;
    for (const IssuedVoucher& voucher : given(m_register->vouchers()))
        known.insert(voucher.claims.id);
    for (const IssuedVoucher& voucher : lost.vouchers) {
        if (known.contains(voucher.claims.id))
            continue;
        must(m_register->addVoucher(voucher));
        if (voucher.account != voucher.claims.id)
            must(m_register->addAccountChange(voucher.account));
    }
    for (const DatedStatus& dated : m_statuses) {
        const auto history = m_register->statusHistories({dated.voucher}).value();
        const auto here = history.find(dated.voucher);
        if (here == history.end() || !here->second.contains(dated.from))
            must(m_register->setVoucherStatus(dated.voucher, dated.status, dated.from));
    }
    for (const RegisteredInvitation& invitation : lost.invitations) {
        if (!m_register->invitationBySecret(invitation.content.secret).value())
            must(m_register->addInvitation(invitation.message, invitation.content));
        must(m_register->updateInvitation(invitation));
    }
    for (RegisteredTerminal terminal : lost.terminals) {
        const auto here = m_register->terminal(terminal.id).value();
        terminal.upTo = here ? here->upTo : 0;
        terminal.head = here ? here->head : Hash{};
        must(here ? m_register->updateTerminal(terminal) : m_register->addTerminal(terminal));
    }
    must(transaction.commit());
}

void TownHall::tellRegister(const QString& label)
{
    const auto rows = [this](const char* sql) { return m_register->database().run(QLatin1StringView(sql)).value(); };
    const auto tell = [&](const char* what, QJsonObject facts) {
        facts.insert(QStringLiteral("register"), label);
        m_history.tell(what, facts);
    };
    std::map<TerminalId, PublicKey> keys;
    for (const RegisteredTerminal& terminal : given(m_register->terminals())) {
        keys.emplace(terminal.id, terminal.key);
        tell("terminal", {{QStringLiteral("terminal"), hex(terminal.id)},
                          {QStringLiteral("upTo"), qint64(terminal.upTo)},
                          {QStringLiteral("suspended"), terminal.suspended.has_value()}});
    }
    std::map<std::pair<TerminalId, Sequence>, std::pair<int, int>> verdicts;
    for (const Row& row : rows("SELECT terminal, seq, kind, reason FROM verdict ORDER BY terminal, number"))
        verdicts[{idFromColumn<TerminalId>(row[0]), integerOf(row[1])}] = {int(integerOf(row[2])),
                                                                           int(integerOf(row[3]))};
    for (const char* table : {"entry", "fork"}) {
        const auto sql = QStringLiteral("SELECT terminal, seq, hash, message FROM %1 ORDER BY terminal, seq, hash");
        for (const Row& row : given(m_register->database().run(sql.arg(QLatin1StringView(table))))) {
            const auto terminal = idFromColumn<TerminalId>(row[0]);
            const Entry entry = verifyEntry(bytesValueOf(row[3]), keys.at(terminal)).value();
            QJsonObject facts = factsOf(entry.content());
            facts.insert(QStringLiteral("terminal"), hex(terminal));
            facts.insert(QStringLiteral("hash"), hex(idFromColumn<Hash>(row[2])));
            if (const auto said = verdicts.find({terminal, integerOf(row[1])}); said != verdicts.end()) {
                facts.insert(QStringLiteral("verdict"), said->second.first);
                facts.insert(QStringLiteral("reason"), said->second.second);
            }
            tell(table, facts);
        }
    }
    for (const Row& row : rows("SELECT account, SUM(amount) FROM use GROUP BY account ORDER BY account"))
        tell("account", {{QStringLiteral("account"), hex(idFromColumn<VoucherId>(row[0]))},
                         {QStringLiteral("used"), qint64(integerOf(row[1]))}});
}

} // namespace voucher::test
