#include "town_hall.h"

#include "sync/export.h"
#include "sync/municipality/columns.h"
#include "tests/support/town_office.h"

#include <algorithm>

namespace voucher::test {

namespace {

constexpr int httpUnavailable = 503;

} // namespace

TownHall::TownHall(EventQueue& queue, SimulatedDisk& disk, History& history, int providers)
    : m_queue(queue), m_disk(disk), m_history(history), m_providers(providers), m_keys(m_folder.path())
{
    m_roots = Roots{makeKey(QStringLiteral("root-active"), Algorithm::EdDSA).publicKey(),
                    makeKey(QStringLiteral("root-spare"), Algorithm::EdDSA).publicKey()};
    for (const KeyRole role :
         {KeyRole::Issuer, KeyRole::Bulletin, KeyRole::Enrolment, KeyRole::Receipt, KeyRole::Intake, KeyRole::Office})
        makeKey(keyFileName(role), algorithmOf(role));
    loadKeys();
    open();
    decideProgramme();
    TrustListChange change = listChange();
    change.added = unlistedKeys(*m_register, m_keys, m_queue.now()).value();
    publishDocuments(change);
    backUp();
}

void TownHall::open()
{
    m_register = Register::open(QStringLiteral("/register")).value();
    m_intake = std::make_unique<Intake>(*m_register, m_line, *m_serverKeys, *m_roots);
    m_trustListShelf = std::make_unique<DocumentShelf>();
    m_bulletinShelf = std::make_unique<DocumentShelf>();
}

void TownHall::loadKeys()
{
    m_serverKeys.emplace(ServerKeys{m_keys.read(QStringLiteral("receipt"), Algorithm::EdDSA).value(),
                                    m_keys.readAll(QStringLiteral("intake"), Algorithm::EcdhEs)});
    m_issuer = m_keys.read(QStringLiteral("issuer"), Algorithm::EdDSA).value();
}

void TownHall::setUp(bool up)
{
    m_up = up;
    m_history.tell("server", {{QStringLiteral("up"), up}});
}

HttpAnswer TownHall::answer(const HttpRequest& request)
{
    if (!m_up)
        return {HttpOutcome::NoNetwork};
    if (request.url.endsWith(QLatin1StringView("/v1/trust-list")))
        return document(request, *m_trustListShelf, &Register::currentTrustList);
    if (request.url.endsWith(QLatin1StringView("/v1/bulletin")))
        return document(request, *m_bulletinShelf, &Register::currentBulletin);
    if (request.url.endsWith(QLatin1StringView("/v1/entries")))
        return takeEntries(request);
    const IntakeAnswer given = m_intake->enrol(request.body, m_queue.now());
    if (given.status == 200)
        m_history.tell("welcome", {{QStringLiteral("time"),
                                    milliseconds(std::chrono::floor<std::chrono::seconds>(m_queue.now()))}});
    return {HttpOutcome::Answered, given.status, given.body};
}

HttpAnswer TownHall::document(const HttpRequest& request, DocumentShelf& shelf,
                              Stored<std::optional<QByteArray>> (Register::*current)())
{
    const auto found = shelf.current(m_queue.now(), [&] { return (*m_register.*current)(); });
    if (!found || !*found)
        return {HttpOutcome::Answered, httpUnavailable};
    const ShelvedDocument& shelved = **found;
    const QByteArray tag = QByteArray::fromStdString(shelved.tag);
    const bool same = request.ifNoneMatch == tag;
    return {HttpOutcome::Answered, same ? 304 : 200, same ? QByteArray() : QByteArray::fromStdString(shelved.body),
            tag};
}

HttpAnswer TownHall::takeEntries(const HttpRequest& request)
{
    const IntakeAnswer given = m_intake->entries(request.body, request.uploadToken, m_queue.now());
    if (given.status == 200)
        tellReceipt(request.body, given.body);
    else
        m_history.tell("no receipt", {{QStringLiteral("status"), given.status}});
    return {HttpOutcome::Answered, given.status, given.body};
}

QByteArray TownHall::import(const QByteArray& file)
{
    const KeyId exporter = claimedExporter(file).value();
    const std::vector<RegisteredTerminal> terminals = m_register->terminals().value();
    const auto by =
        std::ranges::find(terminals, exporter, [](const RegisteredTerminal& terminal) { return terminal.key.id(); });
    // A register that was lost before its nightly copy does not know the newest tablets.
    if (by == terminals.end())
        return {};
    QByteArrayList receipts;
    const QByteArrayList requests = verifyExport(file, by->key).value();
    for (const QByteArray& request : requests) {
        const auto taken = m_intake->exported(request, by->id, m_queue.now()).value();
        if (!taken)
            continue;
        receipts += signReceipt(taken->receipt, m_serverKeys->receipt);
        tellReceipt(request, receipts.back());
    }
    return receipts.isEmpty() ? QByteArray() : receiptsFile(receipts);
}

void TownHall::tellStored(TerminalId terminal)
{
    const auto rows = m_register->database().run(
        QStringLiteral("SELECT seq, hash FROM entry WHERE terminal = ? AND seq > ? ORDER BY seq"),
        {column(terminal), m_storedTold[terminal]});
    for (const Row& row : rows.value()) {
        m_storedTold[terminal] = integerOf(row[0]);
        m_history.tell("stored", {{QStringLiteral("terminal"), hex(terminal)},
                                  {QStringLiteral("seq"), qint64(integerOf(row[0]))},
                                  {QStringLiteral("hash"), hex(idFromColumn<Hash>(row[1]))}});
    }
}

void TownHall::tellReceipt(const QByteArray& request, const QByteArray& message)
{
    const TerminalId terminal = entriesRequestFrom(request)->terminal;
    tellStored(terminal);
    const Receipt receipt = verifyReceipt(message, *m_trustList, terminal, sha256(request)).value();
    const ReceiptContent& content = receipt.content();
    QJsonArray verdicts;
    for (const Verdict& verdict : content.verdicts)
        verdicts.append(QJsonArray{qint64(verdict.sequence), int(verdict.kind), int(verdict.reason)});
    QJsonArray accounts;
    for (const Account& account : content.accounts)
        accounts.append(QJsonArray{hex(account.voucher), qint64(account.used), qint64(account.upTo),
                                   account.lastDate ? account.lastDate->toString(Qt::ISODate) : QString(),
                                   qint64(account.usedThatDate)});
    const bool suspended = m_register->terminal(terminal).value()->suspended.has_value();
    m_history.tell("receipt", {{QStringLiteral("terminal"), hex(terminal)},
                               {QStringLiteral("id"), hex(sha256(message)).left(16)},
                               {QStringLiteral("upTo"), qint64(content.upTo)},
                               {QStringLiteral("head"), hex(content.head)},
                               {QStringLiteral("time"), milliseconds(content.serverTime)},
                               {QStringLiteral("verdicts"), verdicts},
                               {QStringLiteral("accounts"), accounts},
                               {QStringLiteral("suspended"), suspended}});
}

} // namespace voucher::test
