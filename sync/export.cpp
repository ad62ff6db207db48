#include "sync/export.h"

#include "crypto/fields.h"
#include "crypto/poster.h"
#include "crypto/sign1.h"
#include "sync/messages.h"

#include <functional>
#include <utility>

namespace voucher {

namespace {

constexpr qsizetype mostParts = 4096;
constexpr CborLimits fileLimits{largestExport, 1, mostParts + 1};
constexpr CborLimits receiptsLimits{largestUpdate, 2, mostParts + 3};
/// A request in its envelope.
constexpr CborLimits partLimits{largestRequest + 256, 2, 16};

std::vector<QByteArrayView> partsOf(QByteArrayView file)
{
    CborCursor cursor(file, fileLimits);
    std::vector<QByteArrayView> parts = readArray(cursor, mostParts, [&] { return cursor.bytes(); });
    if (!cursor.finish())
        parts.clear();
    return parts;
}

/// The receipt, if it answers something that left this tablet on a stick, as itself or as a terminal it was before.
std::optional<Receipt> answered(const Ledger& ledger, QByteArrayView message)
{
    std::vector<TerminalId> terminals{ledger.enrolment()->terminal};
    for (const Predecessor& before : ledger.predecessors())
        terminals.push_back(before.terminal);
    const std::vector<Hash>& requests = ledger.exported();
    for (auto request = requests.rbegin(); request != requests.rend(); ++request) {
        for (const TerminalId& terminal : terminals) {
            if (auto receipt = verifyReceipt(message, *ledger.trustList(), terminal, *request))
                return std::move(*receipt);
        }
    }
    return std::nullopt;
}

/// The parts of a file that is being written.
class Exporting
{
public:
    using Next = std::function<tl::expected<Outgoing, DatabaseError>(std::int64_t after)>;

    explicit Exporting(const PrivateKey& deviceKey) : m_key(deviceKey) {}

    /// Adds batch after batch of what comes after `end`, until there are no more or the file is full.
    tl::expected<void, DatabaseError> addAll(std::int64_t end, const Next& next)
    {
        while (true) {
            auto outgoing = next(end);
            if (!outgoing)
                return tl::unexpected(outgoing.error());
            end = outgoing->end;
            if (outgoing->entries.empty() || !add(std::move(*outgoing)))
                return {};
        }
    }

    Export done() const
    {
        CborWriter writer;
        writer.array(m_parts.size());
        for (const QByteArray& part : m_parts)
            writer.bytes(part);
        return {writer.take(), m_entries, m_requests};
    }

private:
    bool add(Outgoing outgoing)
    {
        const auto count = std::ssize(outgoing.entries);
        const QByteArray request = encode(requestFor(std::move(outgoing)));
        const QByteArray part = sign1(m_key, Object::Export, request);
        constexpr qsizetype longestHead = 9;
        m_full = m_full || m_parts.size() == mostParts || m_size + longestHead + part.size() > largestExport;
        if (m_full)
            return false;
        m_size += longestHead + part.size();
        m_parts.push_back(part);
        m_requests.push_back(sha256(request));
        m_entries += count;
        return true;
    }

    const PrivateKey& m_key;
    QByteArrayList m_parts;
    qsizetype m_size = 9;
    std::vector<Hash> m_requests;
    std::int64_t m_entries = 0;
    bool m_full = false;
};

} // namespace

tl::expected<Export, DatabaseError> exportWaiting(Ledger& ledger, const PrivateKey& deviceKey)
{
    Exporting exporting(deviceKey);
    // The own entries come first: the very first says whose place this terminal took.
    return exporting
        .addAll(ledger.acknowledgedUpTo(),
                [&ledger](std::int64_t after) { return ledger.outgoing(batchCount, batchBytes, after); })
        .and_then([&] {
            return exporting.addAll(
                0, [&ledger](std::int64_t after) { return ledger.outgoingCarried(batchCount, batchBytes, after); });
        })
        .map([&exporting] { return exporting.done(); });
}

std::optional<KeyId> claimedExporter(QByteArrayView file)
{
    const std::vector<QByteArrayView> parts = partsOf(file);
    const auto first = parts.empty() ? std::nullopt : Sign1::parse(parts.front(), partLimits);
    return first ? std::optional(first->keyId()) : std::nullopt;
}

tl::expected<QByteArrayList, DocumentError> verifyExport(QByteArrayView file, const PublicKey& terminalKey)
{
    const std::vector<QByteArrayView> parts = partsOf(file);
    if (parts.empty())
        return tl::unexpected(DocumentError::Malformed);
    QByteArrayList requests;
    for (const QByteArrayView part : parts) {
        const auto signedMessage = Sign1::parse(part, partLimits);
        if (!signedMessage)
            return tl::unexpected(DocumentError::Malformed);
        if (terminalKey.algorithm() != Algorithm::ES256 || signedMessage->keyId() != terminalKey.id())
            return tl::unexpected(DocumentError::UnknownKey);
        auto request = signedMessage->payloadIfSigned(terminalKey, Object::Export);
        if (!request)
            return tl::unexpected(DocumentError::BadSignature);
        requests += std::move(*request);
    }
    return requests;
}

QByteArray receiptsFile(const QByteArrayList& receipts)
{
    CborWriter writer;
    writer.map(1).integer(1).array(receipts.size());
    for (const QByteArray& receipt : receipts)
        writer.bytes(receipt);
    return writer.take();
}

std::optional<QByteArrayList> receiptsIn(QByteArrayView file)
{
    CborCursor cursor(file, receiptsLimits);
    std::vector<QByteArray> receipts;
    readMap(cursor, UnknownKeys::Refused, {1}, [&](std::int64_t key) {
        if (key == 1)
            receipts = readArray(cursor, mostParts, [&] { return cursor.bytes().toByteArray(); });
        return key == 1;
    });
    if (!cursor.finish() || receipts.empty())
        return std::nullopt;
    return QByteArrayList(receipts.begin(), receipts.end());
}

tl::expected<bool, NotTaken> takeReceipts(Ledger& ledger, QByteArrayView file, const ClockReading& reading)
{
    const auto receipts = receiptsIn(file);
    if (!receipts)
        return tl::unexpected(NotTaken{DocumentError::Malformed});
    if (!ledger.enrolment() || !ledger.trustList())
        return tl::unexpected(NotTaken{DocumentError::NotForUs});
    bool anythingNew = false;
    for (const QByteArray& message : *receipts) {
        const auto receipt = answered(ledger, message);
        // A stranger's file may hold thousands: the first one tells.
        if (!receipt)
            return anythingNew ? tl::expected<bool, NotTaken>(true) : tl::unexpected(NotTaken{DocumentError::NotForUs});
        const Sequence before = ledger.acknowledgedUpTo();
        const bool own = receipt->content().terminal == ledger.enrolment()->terminal;
        const auto moved = own ? ledger.acknowledge(*receipt, reading, Ledger::Arrival::Late).map([&ledger, before] {
            return ledger.acknowledgedUpTo() != before;
        })
                               : ledger.acknowledgeCarried(*receipt);
        if (!moved)
            return tl::unexpected(NotTaken{});
        anythingNew |= *moved;
    }
    return anythingNew;
}

} // namespace voucher
