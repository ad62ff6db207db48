#include "sync/municipality/intake.h"

#include "crypto/seal.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace voucher {

namespace {

constexpr int statusBadRequest = 400;
constexpr int statusUnauthorized = 401;
constexpr int statusUnavailable = 503;

} // namespace

Intake::Intake(Register& registerOfAll, WriteLine& line, const ServerKeys& keys, const Roots& roots)
    : m_register(registerOfAll), m_line(line), m_keys(keys), m_roots(roots)
{
}

Stored<const Intake::Documents*> Intake::documents()
{
    const auto versions = m_register.documentVersions();
    if (!versions)
        return tl::unexpected(versions.error());
    if (m_documents && m_documents->versions == *versions)
        return &*m_documents;
    const auto trustListMessage = m_register.currentTrustList();
    const auto bulletinMessage = m_register.currentBulletin();
    if (!trustListMessage || !bulletinMessage || !*trustListMessage || !*bulletinMessage)
        return tl::unexpected(DatabaseError::Other);
    auto trustList = verifyTrustList(**trustListMessage, m_roots);
    if (!trustList)
        return tl::unexpected(DatabaseError::Corrupt);
    m_roots = trustList->content().roots;
    auto bulletin = verifyBulletin(**bulletinMessage, *trustList);
    if (!bulletin)
        return tl::unexpected(DatabaseError::Corrupt);
    m_documents.emplace(Documents{*versions, std::move(*trustList), std::move(*bulletin)});
    return &*m_documents;
}

IntakeAnswer Intake::entries(QByteArrayView body, QByteArrayView uploadToken, Instant now)
{
    const auto request = entriesRequestFrom(body);
    if (!request)
        return {statusBadRequest, {}};
    const QByteArray hash = bytesOf(sha256(uploadToken)).toByteArray();
    const auto taken = take(
        body, *request, [&hash](const RegisteredTerminal& one) { return constantTimeEqual(hash, one.uploadTokenHash); },
        now);
    if (!taken)
        return {statusUnavailable, {}};
    if (!*taken)
        return {statusUnauthorized, {}};
    return {200, signReceipt((*taken)->receipt, m_keys.receipt), (*taken)->stored};
}

Stored<std::optional<TakenBatch>> Intake::exported(QByteArrayView body, TerminalId exporter, Instant now)
{
    const auto request = entriesRequestFrom(body);
    if (!request)
        return std::nullopt;
    return take(
        body, *request, [exporter](const RegisteredTerminal& one) { return one.id == exporter; }, now);
}

Stored<std::optional<TakenBatch>> Intake::take(QByteArrayView body, const EntriesRequest& request,
                                               const std::function<bool(const RegisteredTerminal&)>& sent, Instant now)
{
    auto reading = m_line.reading(m_register);
    const auto terminal = m_register.terminal(request.terminal);
    if (!terminal)
        return tl::unexpected(terminal.error());
    const auto sender = *terminal ? senderOf(**terminal, sent) : Sender::Stranger;
    if (!sender)
        return tl::unexpected(sender.error());
    if (*sender == Sender::Stranger)
        return std::nullopt;
    const auto documentsNow = documents();
    if (!documentsNow)
        return tl::unexpected(documentsNow.error());
    reading = {};
    auto batch = read(request, **terminal, *sender, **documentsNow);
    if (!batch)
        return tl::unexpected(batch.error());
    batch->request = sha256(body);
    batch->received = now;
    auto taken = m_line.run(m_register, [&batch](Register& registerOfAll) { return takeBatch(registerOfAll, *batch); });
    if (!taken)
        return tl::unexpected(taken.error());
    return std::move(*taken);
}

Stored<Intake::Sender> Intake::senderOf(const RegisteredTerminal& terminal,
                                        const std::function<bool(const RegisteredTerminal&)>& sent)
{
    if (sent(terminal))
        return Sender::Itself;
    const auto successors = m_register.successorsOf(terminal.id);
    if (!successors)
        return tl::unexpected(successors.error());
    // All are compared, so that the time tells nothing of which.
    bool one = false;
    for (const RegisteredTerminal& successor : *successors)
        one |= sent(successor);
    return one ? Sender::Successor : Sender::Stranger;
}

Stored<ReadBatch> Intake::read(const EntriesRequest& request, const RegisteredTerminal& terminal, Sender sender,
                               const Documents& documentsNow)
{
    ReadBatch batch{request.terminal,           {}, {}, {}, {}, request.verdictCursor, {}, &documentsNow.bulletin,
                    sender == Sender::Successor};
    std::vector<Hash> elsewhere;
    for (const Attachment& attachment : request.attachments)
        batch.sent.emplace(attachment.hash, attachment.sealed);
    for (const QByteArray& message : request.entries) {
        auto entry = verifyEntry(message, terminal.key);
        if (!entry || entry->content().terminal != terminal.id) {
            // What a damaged tablet has left may have anything between its entries.
            if (batch.salvaged)
                continue;
            break;
        }
        std::ranges::copy_if(attachmentsOf(entry->content().body), std::back_inserter(elsewhere),
                             [&](const Hash& hash) { return !batch.sent.contains(hash); });
        batch.entries.push_back({std::move(*entry), false});
    }
    {
        const auto reading = m_line.reading(m_register);
        auto here = m_register.attachmentsAmong(elsewhere);
        if (!here)
            return tl::unexpected(here.error());
        batch.here = std::move(*here);
    }
    for (ArrivedEntry& arrived : batch.entries) {
        if (const auto* redemption = std::get_if<RedemptionBody>(&arrived.entry.content().body))
            arrived.attachmentGood = attachmentGood(*redemption, batch, documentsNow.trustList);
    }
    return batch;
}

bool Intake::attachmentGood(const RedemptionBody& body, const ReadBatch& batch, const TrustList& trustList) const
{
    const bool sent = batch.sent.contains(body.voucherAttachment);
    const auto found = (sent ? batch.sent : batch.here).find(body.voucherAttachment);
    if (found == (sent ? batch.sent : batch.here).end())
        return false;
    const QByteArray& sealed = found->second;
    const auto recipient = recipientOf(sealed);
    for (const PrivateKey& key : m_keys.intake) {
        if (!recipient || key.publicKey().id() != *recipient)
            continue;
        const auto message = unseal(sealed, key, voucherAttachment);
        const auto opened = message ? verifyVoucherMessage(*message, trustList) : tl::unexpected(Refusal::Unreadable);
        return opened && opened->claims().id == body.voucher;
    }
    return false;
}

} // namespace voucher
