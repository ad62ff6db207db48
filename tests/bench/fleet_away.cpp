#include "tests/bench/fleet_away.h"

#include "sync/https_transport.h"

#include <QEventLoop>
#include <QFile>
#include <QTimer>

namespace voucher::test {

namespace {

using namespace std::chrono_literals;

/// The clock of the event loop, at the fixture's day.
class LoopClock : public Clock
{
public:
    ClockReading read() const override
    {
        const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - m_begun);
        return {baseInstant + 1h + elapsed, elapsed, QByteArrayLiteral("boot")};
    }

    void callAfter(std::chrono::milliseconds delay, std::function<void()> action) override
    {
        QTimer::singleShot(delay, &m_context, std::move(action));
    }

private:
    using Steady = std::chrono::steady_clock;
    QObject m_context;
    Steady::time_point m_begun = Steady::now();
};

/// The real transport, to wherever the measurement's server stands; remembers what was posted.
class Recording : public Transport
{
public:
    Recording(int port, QByteArray authority) : m_port(port), m_authority(std::move(authority)) {}

    void send(const HttpRequest& request, std::function<void(const HttpAnswer&)> callback) override
    {
        HttpRequest there = request;
        there.url = QStringLiteral("https://127.0.0.1:%1/v1/entries").arg(m_port);
        there.trust = QByteArrayList{m_authority};
        posted.push_back(request.body);
        m_https.send(there, std::move(callback));
    }

    std::vector<QByteArray> posted;

private:
    HttpsTransport m_https;
    int m_port;
    QByteArray m_authority;
};

/// A ledger is built where no disk is waited for, and measured where one is.
QString quickPlace()
{
    return QFile::exists(QStringLiteral("/dev/shm")) ? QStringLiteral("/dev/shm/voucher-away-XXXXXX")
                                                     : QStringLiteral("/tmp/voucher-away-XXXXXX");
}

} // namespace

Vault quickVault()
{
    return Vault::create(u"271828", ScryptCost{1U << 10U, 8, 1}).value();
}

std::unique_ptr<Ledger> enrolledLedger(TownOffice& office, const QString& path, const Vault& vault,
                                       const QByteArray& token)
{
    must(office.registerOfAll->addTerminal(
        {awayTerminal, ourProvider, vault.publicKey(), bytesOf(sha256(token)).toByteArray(), 0, {}, {}}));
    auto ledger = Ledger::open(path).value();
    must(ledger->storeVault(vault.stored(), vault.publicKey()));
    ReceiptContent zero{};
    zero.terminal = awayTerminal;
    zero.serverTime = baseInstant;
    const TrustList trustList = office.town.trustList();
    const auto receipt = verifyReceipt(signReceipt(zero, office.town.receipt), trustList, awayTerminal, {});
    must(ledger->enrol({awayTerminal, ourProvider, QStringLiteral("https://127.0.0.1"), token}, office.town.roots(),
                       trustList, office.town.bulletin(), receipt.value(), LoopClock().read()));
    return ledger;
}

AwayTablet::AwayTablet(TownOffice& office, int entries)
    : m_office(office), m_folder(quickPlace()), m_vault(quickVault()), m_hashes(1), m_vouchers(1)
{
    const auto ledger = enrolledLedger(office, m_folder.filePath(QStringLiteral("ledger")), m_vault, token);
    auto transaction = Transaction::begin(office.registerOfAll->database()).value();
    for (int number = 1; number <= entries; ++number)
        redeem(*ledger, std::uint32_t(number));
    must(transaction.commit());
}

Sequence AwayTablet::redeem(Ledger& ledger, std::uint32_t number)
{
    const IssuedVoucher voucher = m_office.issue(m_office.town.claims(number));
    const QByteArray sealed = seal(voucher.message, m_office.town.intake.publicKey(), voucherAttachment);
    const RedemptionBody body = redemptionOf(voucher, sha256(sealed));
    const auto appended = ledger.append([&](const Ledger::Next& next) -> std::optional<Ledger::Appended> {
        EntryContent content{};
        content.terminal = next.terminal;
        content.sequence = next.sequence;
        content.previous = next.previous;
        content.at = baseInstant;
        content.operatorNumber = OperatorNumber{1};
        content.body = body;
        return Ledger::Appended{signEntry(content, *m_vault.key()), {{body.voucherAttachment, sealed}}};
    });
    const Entry& entry = appended.value().value();
    m_hashes.push_back(entry.hash());
    m_vouchers.push_back(body.voucher);
    stored += entry.message().size() + sealed.size();
    return entry.content().sequence;
}

ReceiptContent AwayTablet::receiptFor(Sequence after, Sequence upTo, Hash request) const
{
    ReceiptContent content{awayTerminal, request, upTo, m_hashes[std::size_t(upTo)], {}, {}, baseInstant + 1h, {}};
    for (Sequence sequence = after + 1; sequence <= upTo; ++sequence) {
        content.verdicts.push_back({sequence, sequence, VerdictKind::Counted, VerdictReason::None});
        content.accounts.push_back({m_vouchers[std::size_t(sequence)], 1, upTo, QDate(2026, 11, 22), 1, 1});
    }
    std::ranges::sort(content.accounts, {}, &Account::voucher);
    return content;
}

AwayTablet::Sent AwayTablet::catchUp(int port, const QByteArray& authorityDer) const
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ledger"));
    if (!QFile::copy(m_folder.filePath(QStringLiteral("ledger")), path))
        qFatal("the ledger cannot be copied");
    const auto ledger = Ledger::open(path).value();
    auto vault = std::optional(Vault::fromStored(ledger->vault().value()).value());
    Recording transport(port, authorityDer);
    LoopClock clock;
    QEventLoop loop;
    Courier courier(*ledger, vault, transport, clock, [] { return 0.5; },
                    {[&loop, began = false](const CourierState& state) mutable {
                         if (state.link != CourierState::Link::Idle && state.link != CourierState::Link::Working)
                             qFatal("the way to the municipality is broken");
                         began = began || state.waiting > 0;
                         if (began && state.waiting == 0)
                             loop.quit();
                     },
                     {}});
    const auto begun = std::chrono::steady_clock::now();
    courier.wake();
    loop.exec();
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(),
            std::move(transport.posted)};
}

} // namespace voucher::test
