#pragma once

#include "crypto/keys.h"
#include "terminal/outgoing.h"

#include <optional>
#include <vector>

namespace voucher {

/// The bodies of the four calls (design §7), deterministic CBOR read strictly. The signed things inside are carried as
/// the bytes that were signed.

/// `POST /v1/enrolments`: the invitation, whose secret shows that the paper is held, and the new key.
struct EnrolmentRequest
{
    QByteArray invitation;  ///< the COSE message from the paper
    QByteArray terminalKey; ///< SPKI
};

/// The 200 of an enrolment; a 202 has an empty body. Everything in it is signed; the terminal id stands in the receipt.
struct EnrolmentAnswer
{
    TerminalId terminal;
    QByteArray trustList;
    QByteArray bulletin;
    QByteArray receipt;
};

/// `POST /v1/entries`: the next entries with their attachments, maybe none, and the verdict cursor. The answer's body
/// is the receipt itself.
struct EntriesRequest
{
    TerminalId terminal;
    QByteArray nonce; ///< 8 random bytes: two requests are never alike, so that an old receipt answers no new one
    std::int64_t verdictCursor = 0;
    std::vector<QByteArray> entries;
    std::vector<Attachment> attachments;
};

/// What the ledger has waiting, as a request that no other is like.
EntriesRequest requestFor(Outgoing outgoing);

/// A batch that a slow line still carries within one time-out.
inline constexpr int batchCount = 200;
inline constexpr qsizetype batchBytes = 512 * 1024;

/// How many verdicts one receipt tells at most; a terminal that was told so many asks for more at once.
inline constexpr std::size_t mostNews = 5000;

/// Largest request body that is sent and accepted.
inline constexpr qsizetype largestRequest = 4 * 1024 * 1024;

QByteArray encode(const EnrolmentRequest& request);
QByteArray encode(const EnrolmentAnswer& answer);
QByteArray encode(const EntriesRequest& request);
std::optional<EnrolmentRequest> enrolmentRequestFrom(QByteArrayView body);
std::optional<EnrolmentAnswer> enrolmentAnswerFrom(QByteArrayView body);
std::optional<EntriesRequest> entriesRequestFrom(QByteArrayView body);

} // namespace voucher
