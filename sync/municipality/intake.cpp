#include "sync/municipality/intake.h"

#include "sync/municipality/judgement.h"
#include "terminal/calendar.h"

#include "crypto/seal.h"

#include <algorithm>
#include <utility>

namespace voucher {

namespace {

using namespace std::chrono_literals;

/// The tablet's own window for undoing; the intake honours it even when the redemption was already counted.
constexpr auto undoWindow = 15min;

constexpr int statusBadRequest = 400;
constexpr int statusUnauthorized = 401;
constexpr int statusUnavailable = 503;

/// The sealed attachments that an entry says it has.
std::vector<Hash> attachmentsOf(const EntryBody& body)
{
    std::vector<Hash> hashes;
    const auto add = [&hashes](const std::optional<Hash>& hash) {
        if (hash)
            hashes.push_back(*hash);
    };
    if (const auto* redemption = std::get_if<RedemptionBody>(&body)) {
        add(redemption->voucherAttachment);
        add(redemption->evidence);
    } else if (const auto* confirmation = std::get_if<ConfirmationBody>(&body)) {
        add(confirmation->evidence);
    } else if (const auto* note = std::get_if<NoteBody>(&body)) {
        add(note->voucherAttachment);
    }
    return hashes;
}

} // namespace

Intake::Intake(Register& registerOfAll, const ServerKeys& keys, const Roots& roots)
    : m_register(registerOfAll), m_keys(keys), m_roots(roots)
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
    auto transaction = Transaction::begin(m_register.database());
    if (!transaction)
        return {statusUnavailable, {}};
    auto terminal = m_register.terminal(request->terminal);
    if (!terminal)
        return {statusUnavailable, {}};
    if (!*terminal || !constantTimeEqual(bytesOf(sha256(uploadToken)), (*terminal)->uploadTokenHash))
        return {statusUnauthorized, {}};
    if ((*terminal)->upTo == 0 && !m_register.spendInvitation(request->terminal))
        return {statusUnavailable, {}};
    auto receipt = takeIn(*request, sha256(body), **terminal, now);
    if (!receipt || !transaction->commit())
        return {statusUnavailable, {}};
    return {200, std::move(*receipt)};
}

Stored<QByteArray> Intake::takeIn(const EntriesRequest& request, Hash requestHash, RegisteredTerminal& terminal,
                                  Instant now)
{
    const auto documentsNow = documents();
    if (!documentsNow)
        return tl::unexpected(documentsNow.error());
    Batch batch{**documentsNow, terminal, now, {}, {}};
    for (const Attachment& attachment : request.attachments)
        batch.attachments.emplace(attachment.hash.value, attachment.sealed);
    for (const QByteArray& message : request.entries) {
        const auto taken = takeEntry(message, batch);
        if (!taken)
            return tl::unexpected(taken.error());
        if (!*taken)
            break;
    }
    if (const auto updated = m_register.updateTerminal(terminal); !updated)
        return tl::unexpected(updated.error());
    return receiptFor(batch, requestHash, request.verdictCursor);
}

Stored<bool> Intake::takeEntry(const QByteArray& message, Batch& batch)
{
    RegisteredTerminal& terminal = batch.terminal;
    const auto entry = verifyEntry(message, terminal.key);
    if (!entry || entry->content().terminal != terminal.id)
        return false;
    const Sequence sequence = entry->content().sequence;
    if (sequence <= terminal.upTo)
        return takeAgain(*entry, batch);
    if (sequence != terminal.upTo + 1 || entry->content().previous != terminal.head)
        return false;
    if (const auto kept = keepAttachments(entry->content().body, batch); !kept || !*kept)
        return kept;
    if (const auto added = m_register.addEntry(terminal.id, sequence, entry->hash(), message, batch.now); !added)
        return tl::unexpected(added.error());
    if (const auto judged = judgeEntry(*entry, batch); !judged)
        return tl::unexpected(judged.error());
    terminal.upTo = sequence;
    terminal.head = entry->hash();
    return true;
}

Stored<bool> Intake::takeAgain(const Entry& entry, Batch& batch)
{
    RegisteredTerminal& terminal = batch.terminal;
    const Sequence sequence = entry.content().sequence;
    const auto kept = m_register.entry(terminal.id, sequence);
    if (!kept)
        return tl::unexpected(kept.error());
    const auto before = *kept ? verifyEntry(**kept, terminal.key) : tl::unexpected(DocumentError::Malformed);
    if (before && before->hash() == entry.hash())
        return true;
    // Two entries under one number: the tablet was cloned or restored. Both signatures are the proof.
    const auto fresh = m_register.addFork(terminal.id, sequence, entry.hash(), entry.message(), batch.now);
    if (!fresh)
        return tl::unexpected(fresh.error());
    if (!terminal.suspended)
        terminal.suspended = batch.now;
    if (*fresh) {
        const auto said = m_register.addVerdict(terminal.id, sequence, VerdictKind::Review, VerdictReason::Fork);
        if (!said)
            return tl::unexpected(said.error());
    }
    return false;
}

/// Stores what the entry says it has; false if something is neither here nor in the batch.
Stored<bool> Intake::keepAttachments(const EntryBody& body, const Batch& batch)
{
    for (const Hash& hash : attachmentsOf(body)) {
        const auto sent = batch.attachments.find(hash.value);
        if (sent != batch.attachments.end()) {
            if (const auto stored = m_register.addAttachment(hash, sent->second); !stored)
                return tl::unexpected(stored.error());
            continue;
        }
        const auto here = m_register.hasAttachment(hash);
        if (!here || !*here)
            return here;
    }
    return true;
}

Stored<void> Intake::judgeEntry(const Entry& entry, Batch& batch)
{
    const EntryBody& body = entry.content().body;
    if (const auto* redemption = std::get_if<RedemptionBody>(&body))
        return judgeRedemption(entry, *redemption, batch);
    if (const auto* undo = std::get_if<VoidBody>(&body))
        return judgeVoid(entry, *undo, batch);
    if (const auto* note = std::get_if<NoteBody>(&body)) {
        // A note is the operator's word alone: the office reads it, and only the office can make it count.
        if (note->voucher)
            batch.named.push_back(*note->voucher);
        return m_register
            .addVerdict(batch.terminal.id, entry.content().sequence, VerdictKind::Review, VerdictReason::Note)
            .map([](const Verdict&) {});
    }
    return {};
}

bool Intake::attachmentGood(const RedemptionBody& body, const TrustList& trustList)
{
    const auto sealed = m_register.attachment(body.voucherAttachment);
    if (!sealed || !*sealed)
        return false;
    const auto recipient = recipientOf(**sealed);
    for (const PrivateKey& key : m_keys.intake) {
        if (!recipient || key.publicKey().id() != *recipient)
            continue;
        const auto message = unseal(**sealed, key, voucherAttachment);
        const auto opened = message ? verifyVoucherMessage(*message, trustList) : tl::unexpected(Refusal::Unreadable);
        return opened && opened->claims().id == body.voucher;
    }
    return false;
}

Stored<void> Intake::judgeRedemption(const Entry& entry, const RedemptionBody& body, Batch& batch)
{
    const EntryContent& content = entry.content();
    const RegisteredTerminal& terminal = batch.terminal;
    const auto issued = m_register.voucherById(body.voucher);
    if (!issued)
        return tl::unexpected(issued.error());
    RedemptionCase redemption{&body,
                              content.at,
                              batch.now,
                              content.clockDoubtful,
                              terminal.provider,
                              terminal.suspended.has_value(),
                              *issued,
                              attachmentGood(body, batch.documents.trustList),
                              VoucherStatus::Valid,
                              {},
                              &batch.documents.bulletin};
    const QDate day = athensDay(content.at);
    if (*issued) {
        const auto status = m_register.voucherStatusAt(body.voucher, content.at);
        const auto used = m_register.usedOf((*issued)->account, day);
        if (!status || !used)
            return tl::unexpected(status ? used.error() : status.error());
        redemption.statusThen = *status;
        redemption.used = *used;
    }
    const Judgement judgement = judge(redemption);
    if (judgement.takes && *issued) {
        const Use use{terminal.id, content.sequence, body.voucher, (*issued)->account, body.amount, day};
        if (const auto added = m_register.addUse(use); !added)
            return tl::unexpected(added.error());
    }
    if (*issued) {
        if (const auto changed = accountChanged(body.voucher, (*issued)->account, batch); !changed)
            return tl::unexpected(changed.error());
    }
    return m_register.addVerdict(terminal.id, content.sequence, judgement.kind, judgement.reason)
        .map([](const Verdict&) {});
}

Stored<void> Intake::judgeVoid(const Entry& entry, const VoidBody& body, Batch& batch)
{
    const EntryContent& content = entry.content();
    const RegisteredTerminal& terminal = batch.terminal;
    const auto message = m_register.entry(terminal.id, body.voided);
    const auto word = m_register.verdictOf(terminal.id, body.voided);
    if (!message || !word)
        return tl::unexpected(message ? word.error() : message.error());
    const auto voided = *message ? verifyEntry(**message, terminal.key) : tl::unexpected(DocumentError::Malformed);
    const auto say = [&](Sequence sequence, VerdictKind kind, VerdictReason reason) {
        return m_register.addVerdict(terminal.id, sequence, kind, reason).map([](const Verdict&) {});
    };
    const bool takesBack = voided && (std::holds_alternative<RedemptionBody>(voided->content().body) ||
                                      std::holds_alternative<NoteBody>(voided->content().body));
    if (!takesBack || content.at < voided->content().at || content.at > voided->content().at + undoWindow)
        return say(content.sequence, VerdictKind::Review, VerdictReason::VoidTooLate);
    if (*word && (*word)->kind == VerdictKind::Voided)
        return {};
    const auto freed = m_register.removeUse(terminal.id, body.voided);
    if (!freed)
        return tl::unexpected(freed.error());
    if (*freed) {
        if (const auto changed = accountChanged((*freed)->voucher, (*freed)->account, batch); !changed)
            return tl::unexpected(changed.error());
    }
    return say(body.voided, VerdictKind::Voided, VerdictReason::None);
}

Stored<void> Intake::accountChanged(VoucherId voucher, VoucherId account, Batch& batch)
{
    batch.named.push_back(voucher);
    return m_register.addAccountChange(account, batch.terminal.provider);
}

Stored<QByteArray> Intake::receiptFor(const Batch& batch, Hash request, std::int64_t cursor)
{
    const RegisteredTerminal& terminal = batch.terminal;
    const auto last = m_register.lastNumber();
    if (!last)
        return tl::unexpected(last.error());
    // A number that was never given: this register is an older copy of itself. Everything is news then.
    const std::int64_t seen = cursor > *last ? 0 : cursor;
    auto verdicts = m_register.verdictsAbove(terminal.id, seen, mostNews);
    const auto changed = m_register.changedAbove(terminal.provider, seen);
    if (!verdicts || !changed)
        return tl::unexpected(verdicts ? changed.error() : verdicts.error());
    std::vector<VoucherId> told = batch.named;
    told.insert(told.end(), changed->begin(), changed->end());
    std::ranges::sort(told);
    told.erase(std::unique(told.begin(), told.end()), told.end());

    ReceiptContent content{terminal.id, request, terminal.upTo, terminal.head, std::move(*verdicts), {}, batch.now, {}};
    for (const VoucherId& id : told) {
        const auto issued = m_register.voucherById(id);
        if (!issued)
            return tl::unexpected(issued.error());
        if (!*issued)
            continue;
        const auto account = m_register.accountOf(id, (*issued)->account, terminal.upTo, athensDay(batch.now));
        if (!account)
            return tl::unexpected(account.error());
        content.accounts.push_back(*account);
    }
    return signReceipt(content, m_keys.receipt);
}

} // namespace voucher
