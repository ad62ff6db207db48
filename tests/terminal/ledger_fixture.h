#pragma once

#include "terminal/ledger.h"
#include "tests/support/municipality_keys.h"

#include <QTemporaryDir>

#include <memory>

namespace voucher::test {

/// An enrolled ledger in a folder of its own, with a municipality that answers it.
class LedgerFixture
{
public:
    LedgerFixture() : LedgerFixture(QString()) {}

    /// At a place that outlives the fixture.
    explicit LedgerFixture(const QString& path)
        : m_path(path.isEmpty() ? m_folder.filePath(QStringLiteral("ledger")) : path)
    {
        reopen();
    }

    QString path() const { return m_path; }

    void reopen()
    {
        ledger.reset();
        auto opened = Ledger::open(path());
        ledger = opened ? std::move(*opened) : nullptr;
    }

    static ClockReading reading() { return {baseInstant, std::chrono::hours(1), QByteArrayLiteral("boot")}; }

    tl::expected<void, DatabaseError> enrol()
    {
        const auto vaulted = ledger->storeVault(QByteArrayLiteral("sealed"), device.publicKey());
        return vaulted ? ledger->enrol({terminal, ourProvider, QStringLiteral("https://host:1"), QByteArray(16, 't')},
                                       town.roots(), town.trustList(), town.bulletin(), receipt({}), reading())
                       : vaulted;
    }

    /// Appends one entry; its time rises by a minute with each sequence number unless given.
    Entry append(const EntryBody& body, std::vector<Attachment> attachments = {}, std::optional<Instant> at = {})
    {
        const auto appended = ledger->append([&](const Ledger::Next& next) -> std::optional<Ledger::Appended> {
            return Ledger::Appended{sign(next, body, at), attachments};
        });
        return appended.value().value();
    }

    Entry sign(const Ledger::Next& next, const EntryBody& body, std::optional<Instant> at = {}) const
    {
        EntryContent content{};
        content.terminal = next.terminal;
        content.sequence = next.sequence;
        content.previous = next.previous;
        content.at = at.value_or(baseInstant + std::chrono::minutes(next.sequence));
        content.operatorNumber = OperatorNumber{1};
        content.body = body;
        return signEntry(content, device);
    }

    static VoucherId voucher(std::uint8_t number) { return VoucherId{{1, 2, 3, 4, 5, 6, 7, number}}; }

    static RedemptionBody redemption(std::uint8_t number, Conditions conditions = {}, ServiceCode service = speech)
    {
        RedemptionBody body{};
        body.voucher = voucher(number);
        body.service = service;
        body.kind = AmountKind::Visits;
        body.amount = 1;
        body.conditions = conditions;
        body.voucherAttachment = sha256(QByteArrayLiteral("sealed voucher"));
        return body;
    }

    /// A receipt of the municipality; terminal and, if it is not set, time are filled in.
    Receipt receipt(ReceiptContent content) const
    {
        content.terminal = terminal;
        if (content.serverTime == Instant()) {
            content.serverTime = baseInstant;
        }
        return verifyReceipt(signReceipt(content, town.receipt), town.trustList(), terminal, content.request).value();
    }

    /// A receipt for everything up to `upTo`, `minutes` after the base instant.
    ReceiptContent upTo(Sequence sequence, Hash head, int minutes) const
    {
        ReceiptContent content{};
        content.upTo = sequence;
        content.head = head;
        content.serverTime = baseInstant + std::chrono::minutes(minutes);
        return content;
    }

    TestMunicipality town;
    PrivateKey device = PrivateKey::generate(Algorithm::ES256);
    TerminalId terminal{{9, 9, 9, 9, 9, 9, 9, 9}};
    std::unique_ptr<Ledger> ledger;

private:
    QTemporaryDir m_folder;
    QString m_path;
};

} // namespace voucher::test
