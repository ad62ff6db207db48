#include "crypto/receipt.h"

#include "crypto/document.h"
#include "crypto/fields.h"

namespace voucher {

namespace {

// A tablet back from a restored register may get thousands of verdicts and accounts in one answer.
constexpr CborLimits limits{.bytes = 4 * 1024 * 1024, .depth = 6, .items = 500000};
constexpr qsizetype mostVerdicts = 50000;
constexpr qsizetype mostAccounts = 50000;
constexpr qsizetype longestToken = 64;
constexpr std::int64_t mostUsed = 1'000'000'000;

VerdictReason readReason(CborCursor& cursor)
{
    const std::int64_t number = cursor.integer(0, 255);
    // A newer register may give a reason that this program has no words for; the verdict itself still holds.
    return number > static_cast<std::int64_t>(lastVerdictReason) ? VerdictReason::None
                                                                 : static_cast<VerdictReason>(number);
}

Verdict readVerdict(CborCursor& cursor)
{
    readArrayHead(cursor, 4);
    Verdict verdict;
    verdict.number = cursor.integer(1, highestNumber);
    verdict.sequence = cursor.integer(1, highestNumber);
    verdict.kind = static_cast<VerdictKind>(cursor.integer(1, static_cast<std::int64_t>(VerdictKind::Voided)));
    verdict.reason = readReason(cursor);
    return verdict;
}

Account readAccount(CborCursor& cursor)
{
    readArrayHead(cursor, 6);
    Account account;
    account.voucher = cursor.id<VoucherId>();
    account.used = cursor.integer(0, mostUsed);
    account.upTo = cursor.integer(0, highestNumber);
    if (!cursor.nullNext())
        account.lastDate = readDay(cursor);
    account.usedThatDate = cursor.integer(0, account.used);
    account.usedThisMonth = cursor.integer(account.usedThatDate, account.used);
    return account;
}

/// Verdict numbers are a cursor, so they rise; verdicts and accounts speak of entries that the receipt covers. The one
/// word on a later entry is that it is kept aside, which never says that it counts.
bool consistent(const ReceiptContent& content)
{
    std::int64_t before = 0;
    for (const Verdict& verdict : content.verdicts) {
        const bool keptAside = verdict.kind == VerdictKind::Review && verdict.reason == VerdictReason::Gap;
        if (verdict.number <= before || (verdict.sequence > content.upTo && !keptAside))
            return false;
        before = verdict.number;
    }
    for (const Account& account : content.accounts) {
        if (account.upTo > content.upTo)
            return false;
    }
    return content.upTo > 0 || content.head == Hash{};
}

std::optional<ReceiptContent> read(QByteArrayView payload)
{
    CborCursor cursor(payload, limits);
    ReceiptContent content;
    readMap(cursor, UnknownKeys::Ignored, {1, 2, 3, 4, 5, 6, 7}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            content.terminal = cursor.id<TerminalId>();
            return true;
        case 2:
            content.request = cursor.id<Hash>();
            return true;
        case 3:
            content.upTo = cursor.integer(0, highestNumber);
            return true;
        case 4:
            content.head = cursor.id<Hash>();
            return true;
        case 5:
            content.verdicts = readArray(cursor, mostVerdicts, [&] { return readVerdict(cursor); });
            return true;
        case 6:
            content.accounts = readArray(cursor, mostAccounts, [&] { return readAccount(cursor); });
            return true;
        case 7:
            content.serverTime = readSeconds(cursor);
            return true;
        case 8:
            content.uploadToken = cursor.bytes().toByteArray();
            if (content.uploadToken.isEmpty() || content.uploadToken.size() > longestToken)
                cursor.fail();
            return true;
        }
        return false;
    });
    if (!cursor.finish() || !consistent(content))
        return {};
    return content;
}

QByteArray write(const ReceiptContent& content)
{
    CborWriter writer;
    writer.map(content.uploadToken.isEmpty() ? 7 : 8).integer(1).bytes(bytesOf(content.terminal));
    writer.integer(2).bytes(bytesOf(content.request)).integer(3).integer(content.upTo);
    writer.integer(4).bytes(bytesOf(content.head));
    writer.integer(5).array(static_cast<qsizetype>(content.verdicts.size()));
    for (const Verdict& verdict : content.verdicts) {
        writer.array(4).integer(verdict.number).integer(verdict.sequence);
        writer.integer(static_cast<std::int64_t>(verdict.kind)).integer(static_cast<std::int64_t>(verdict.reason));
    }
    writer.integer(6).array(static_cast<qsizetype>(content.accounts.size()));
    for (const Account& account : content.accounts) {
        writer.array(6).bytes(bytesOf(account.voucher)).integer(account.used).integer(account.upTo);
        if (account.lastDate)
            writeDay(writer, *account.lastDate);
        else
            writer.null();
        writer.integer(account.usedThatDate).integer(account.usedThisMonth);
    }
    writer.integer(7);
    writeSeconds(writer, content.serverTime);
    if (!content.uploadToken.isEmpty())
        writer.integer(8).bytes(content.uploadToken);
    return writer.take();
}

} // namespace

tl::expected<Receipt, DocumentError> verifyReceipt(QByteArrayView message, const TrustList& trustList,
                                                   TerminalId terminal, Hash request)
{
    const auto opened = openDocument(message, limits, Object::Receipt, trustList, KeyRole::Receipt);
    if (!opened)
        return tl::unexpected(opened.error());
    std::optional<ReceiptContent> content = read(opened->payload);
    if (!content)
        return tl::unexpected(DocumentError::Malformed);
    if (!opened->key->inWindow(content->serverTime))
        return tl::unexpected(DocumentError::UnknownKey);
    if (content->terminal != terminal || !constantTimeEqual(bytesOf(content->request), bytesOf(request)))
        return tl::unexpected(DocumentError::NotForUs);
    Receipt receipt;
    receipt.m_content = std::move(*content);
    receipt.m_message = message.toByteArray();
    return receipt;
}

QByteArray signReceipt(const ReceiptContent& content, const PrivateKey& receiptKey)
{
    const QByteArray payload = write(content);
    Q_ASSERT(read(payload));
    return sign1(receiptKey, Object::Receipt, payload);
}

} // namespace voucher
