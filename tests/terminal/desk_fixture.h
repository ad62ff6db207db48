#pragma once

#include "crypto/seal.h"
#include "terminal/desk.h"
#include "tests/support/fake_clock.h"
#include "tests/support/municipality_keys.h"

#include <QTemporaryDir>

#include <memory>

namespace voucher::test {

/// A change to the bulletin that gives this voucher the status.
inline auto withStatus(std::uint32_t number, VoucherStatus status)
{
    return [=](BulletinContent& content) { setStatus(content.statusList, number, status); };
}

/// A tablet with a real ledger, vault and desk, enrolled with the test municipality or not.
class DeskFixture
{
public:
    enum class Kind : std::uint8_t { Enrolled, NotEnrolled };

    explicit DeskFixture(Kind kind = Kind::Enrolled)
    {
        reopen();
        if (kind == Kind::Enrolled)
            enrol();
    }

    QString path() const { return m_folder.filePath(QStringLiteral("ledger")); }

    void close()
    {
        desk.reset();
        ledger.reset();
    }

    void reopen()
    {
        close();
        ledger = Ledger::open(path()).value();
        desk = std::make_unique<Desk>(*ledger, vault, clock);
    }

    void enrol()
    {
        must(ledger->storeVault(vault->stored(), vault->publicKey()));
        must(ledger->enrol({terminal, ourProvider, QStringLiteral("https://host:1"), QByteArray(16, 't')}, town.roots(),
                           town.trustList(), town.bulletin(), receipt({}), clock.read()));
    }

    Receipt receipt(ReceiptContent content)
    {
        content.terminal = terminal;
        if (content.serverTime == Instant())
            content.serverTime = baseInstant;
        return verifyReceipt(signReceipt(content, town.receipt), town.trustList(), terminal, content.request).value();
    }

    /// The municipality covers everything recorded so far and says what it knows.
    void acknowledge(std::vector<Account> accounts, std::vector<Verdict> verdicts = {})
    {
        ReceiptContent content{};
        content.upTo = ledger->head().sequence;
        content.head = ledger->head().hash;
        content.accounts = std::move(accounts);
        content.verdicts = std::move(verdicts);
        content.serverTime = clock.read().wall;
        must(ledger->acknowledge(receipt(content), clock.read()));
    }

    void publish(const std::function<void(BulletinContent&)>& change)
    {
        const Bulletin bulletin = town.bulletin([&](BulletinContent& content) {
            ++content.version;
            change(content);
        });
        must(ledger->store(bulletin, clock.read()));
    }

    void publish(const TrustList& trustList) { must(ledger->store(trustList, clock.read())); }

    Recorded redeem(const VoucherClaims& claims)
    {
        return desk->redeem(desk->check(town.voucherText(claims)).value(), {}).value();
    }

    /// The entry as it would be uploaded.
    EntryContent entry(Sequence sequence)
    {
        return verifyEntry(outgoing().entries.at(index(sequence)), key()).value().content();
    }

    /// What was sealed under this hash, opened with the municipality's key.
    std::optional<QByteArray> opened(const Hash& hash, const PrivateKey& with, QByteArrayView context)
    {
        for (const Attachment& attachment : outgoing().attachments) {
            if (attachment.hash == hash)
                return unseal(attachment.sealed, with, context);
        }
        return std::nullopt;
    }

    TestMunicipality town;
    FakeClock clock{baseInstant};
    std::optional<Vault> vault = Vault::create(u"402917", {.n = 1u << 10}).value();
    TerminalId terminal{{9, 9, 9, 9, 9, 9, 9, 9}};
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<Desk> desk;

private:
    static void must(const tl::expected<void, DatabaseError>& done)
    {
        if (!done)
            qFatal("the ledger of a test failed");
    }

    const PublicKey& key() const { return vault->publicKey(); }

    Outgoing outgoing() { return ledger->outgoing(1000, 1 << 24).value(); }

    std::size_t index(Sequence sequence) const
    {
        return static_cast<std::size_t>(sequence - ledger->acknowledgedUpTo() - 1);
    }

    QTemporaryDir m_folder;
};

} // namespace voucher::test
