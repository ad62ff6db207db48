#pragma once

#include "crypto/entry.h"

#include <QDate>

namespace voucher {

/// The municipality's word on one entry.
enum class VerdictKind : std::uint8_t { Counted = 1, Remarked, Review, Rejected, Voided };

/// Why an entry is remarked, in review or rejected. Numbers stand in receipts: append, never renumber.
enum class VerdictReason : std::uint8_t {
    None = 0,
    ClosedDay,
    ClockDoubtful,
    AboveQuantity,
    AboveDayLimit,
    AboveMonthLimit,
    NotValidThen, ///< status, dates or contract at service time
    TerminalSuspended,
    Note,
    UnknownVoucher, ///< never issued by this register
    AttachmentMissing,
    Practice,
    LateEntry,
    VoidTooLate,
    Fork,
    Gap, ///< kept aside: entries before it are lost, so nothing shows where in the chain it stood
};

inline constexpr VerdictReason lastVerdictReason = VerdictReason::Gap;

struct Verdict
{
    std::int64_t number = 0; ///< rises with every verdict of the terminal: the cursor
    Sequence sequence = 0;
    VerdictKind kind = VerdictKind::Review;
    VerdictReason reason = VerdictReason::None;
};

/// Used quantity of one voucher, as all terminals together made it.
struct Account
{
    VoucherId voucher;
    std::int64_t used = 0;
    Sequence upTo = 0; ///< the receiving terminal's sequence that this count includes
    std::optional<QDate> lastDate;
    std::int64_t usedThatDate = 0;
    std::int64_t usedThisMonth = 0; ///< in the Athens month of lastDate
    friend bool operator==(const Account&, const Account&) = default;
};

struct ReceiptContent
{
    TerminalId terminal;
    Hash request;      ///< SHA-256 of the request body this answers
    Sequence upTo = 0; ///< entries 1 … upTo are stored, with their attachments; of later ones only a Gap is said
    Hash head;         ///< hash of entry upTo; all zero for 0
    std::vector<Verdict> verdicts;
    std::vector<Account> accounts;
    Instant serverTime;
    QByteArray uploadToken; ///< only in receipt 0 of an enrolment, else empty
};

/// The municipality's signed answer. Exists only verified.
class Receipt
{
public:
    const ReceiptContent& content() const { return m_content; }

    const QByteArray& message() const { return m_message; }

private:
    friend tl::expected<Receipt, DocumentError> verifyReceipt(QByteArrayView, const TrustList&, TerminalId, Hash);
    Receipt() = default;
    ReceiptContent m_content;
    QByteArray m_message;
};

/// The receipt in `message` if a receipt key of the list, neither revoked nor outside its window at the server's time
/// (UnknownKey), signed it, for this terminal, for this request (NotForUs). A verdict's reason that this program does
/// not know reads as None; an unknown verdict kind is Malformed.
tl::expected<Receipt, DocumentError> verifyReceipt(QByteArrayView message, const TrustList& trustList,
                                                   TerminalId terminal, Hash request);

/// The signed message. Content that `verifyReceipt` would refuse is the caller's mistake and asserts.
QByteArray signReceipt(const ReceiptContent& content, const PrivateKey& receiptKey);

} // namespace voucher
