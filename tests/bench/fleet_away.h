#pragma once

#include "sync/courier.h"
#include "tests/support/town_office.h"

#include <vector>

namespace voucher::test {

inline constexpr TerminalId awayTerminal{{7, 7, 7, 7, 7, 7, 7, 7}};

/// A new ledger of `awayTerminal`, which the office has enrolled with this token.
std::unique_ptr<Ledger> enrolledLedger(TownOffice& office, const QString& path, const Vault& vault,
                                       const QByteArray& token);
Vault quickVault();

/// A tablet that was long without a network: the real ledger with its entries, in files that can be taken again.
class AwayTablet
{
public:
    /// Records `entries` redemptions, each of a voucher of its own that the register has issued.
    AwayTablet(TownOffice& office, int entries);

    /// What the receipt for entries 1 … `upTo` says when nothing is amiss; `after` was the one before.
    ReceiptContent receiptFor(Sequence after, Sequence upTo, Hash request) const;

    struct Sent
    {
        double seconds = 0;
        std::vector<QByteArray> bodies; ///< as they went out
    };

    /// The real courier sends everything from a fresh copy of the ledger to this port of 127.0.0.1.
    Sent catchUp(int port, const QByteArray& authorityDer) const;

    qsizetype stored = 0; ///< bytes of all entries and attachments
    QByteArray token = QByteArray(32, 'a');

private:
    Sequence redeem(Ledger& ledger, std::uint32_t number);

    TownOffice& m_office;
    QTemporaryDir m_folder;
    Vault m_vault;
    std::vector<Hash> m_hashes; ///< of entry n, at n
    std::vector<VoucherId> m_vouchers;
};

} // namespace voucher::test
