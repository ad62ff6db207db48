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
/// How much of a catch-up's news one receipt tells; the rest follows with the next.
constexpr std::size_t newsAtOnce = 5000;

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
    const auto trustListMessage = m_register.currentTrustList();
    const auto bulletinMessage = m_register.currentBulletin();
    if (!trustListMessage || !bulletinMessage)
        return tl::unexpected(DatabaseError::Other);
    if (!*trustListMessage || !*bulletinMessage)
        return tl::unexpected(DatabaseError::Other);
    if (!m_documents || m_documents->trustList.message() != **trustListMessage ||
        m_documents->bulletin.message() != **bulletinMessage) {
        auto trustList = verifyTrustList(**trustListMessage, m_roots);
        if (!trustList)
            return tl::unexpected(DatabaseError::Corrupt);
        auto bulletin = verifyBulletin(**bulletinMessage, *trustList);
        if (!bulletin)
            return tl::unexpected(DatabaseError::Corrupt);
        m_documents.emplace(Documents{std::move(*trustList), std::move(*bulletin)});
    }
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
    if (const auto ready = documents(); !ready)
        return tl::unexpected(ready.error());
    for (const Attachment& attachment : request.attachments) {
        if (const auto stored = m_register.addAttachment(attachment.hash, attachment.sealed); !stored)
            return tl::unexpected(stored.error());
    }
    std::vector<VoucherId> named;
    for (const QByteArray& message : request.entries) {
        const auto taken = takeEntry(message, terminal, now, named);
        if (!taken)
            return tl::unexpected(taken.error());
        if (!*taken)
            break;
    }
    if (const auto updated = m_register.updateTerminal(terminal); !updated)
        return tl::unexpected(updated.error());
    return receiptFor(terminal, requestHash, request.verdictCursor, std::move(named), now);
}

Stored<bool> Intake::takeEntry(const QByteArray& message, RegisteredTerminal& terminal, Instant now,
                               std::vector<VoucherId>& named)
{
    const auto entry = verifyEntry(message, terminal.key);
    if (!entry || entry->content().terminal != terminal.id)
        return false;
    const Sequence sequence = entry->content().sequence;
    if (sequence <= terminal.upTo) {
        const auto kept = m_register.entry(terminal.id, sequence);
        if (!kept)
            return tl::unexpected(kept.error());
        const auto before = *kept ? verifyEntry(**kept, terminal.key) : tl::unexpected(DocumentError::Malformed);
        if (before && before->hash() == entry->hash())
            return true;
        // Two entries under one number: the tablet was cloned or restored. Both signatures are the proof.
        if (const auto forked = m_register.addFork(terminal.id, sequence, message, now); !forked)
            return tl::unexpected(forked.error());
        if (!terminal.suspended)
            terminal.suspended = now;
        if (const auto said = m_register.addVerdict(terminal.id, sequence, VerdictKind::Review, VerdictReason::Fork);
            !said)
            return tl::unexpected(said.error());
        return false;
    }
    if (sequence != terminal.upTo + 1 || entry->content().previous != terminal.head)
        return false;
    for (const Hash& hash : attachmentsOf(entry->content().body)) {
        const auto here = m_register.hasAttachment(hash);
        if (!here)
            return tl::unexpected(here.error());
        if (!*here)
            return false;
    }
    if (const auto added = m_register.addEntry(terminal.id, sequence, entry->hash(), message, now); !added)
        return tl::unexpected(added.error());
    if (const auto judged = judgeEntry(*entry, terminal, named); !judged)
        return tl::unexpected(judged.error());
    terminal.upTo = sequence;
    terminal.head = entry->hash();
    return true;
}

Stored<void> Intake::judgeEntry(const Entry& entry, const RegisteredTerminal& terminal, std::vector<VoucherId>& named)
{
    const EntryBody& body = entry.content().body;
    if (const auto* redemption = std::get_if<RedemptionBody>(&body))
        return judgeRedemption(entry, *redemption, terminal, named);
    if (const auto* undo = std::get_if<VoidBody>(&body))
        return judgeVoid(entry, *undo, terminal, named);
    if (const auto* note = std::get_if<NoteBody>(&body)) {
        // A note is the operator's word alone: the office reads it, and only the office can make it count.
        if (note->voucher)
            named.push_back(*note->voucher);
        return m_register.addVerdict(terminal.id, entry.content().sequence, VerdictKind::Review, VerdictReason::Note)
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

Stored<void> Intake::judgeRedemption(const Entry& entry, const RedemptionBody& body, const RegisteredTerminal& terminal,
                                     std::vector<VoucherId>& named)
{
    const EntryContent& content = entry.content();
    const auto documentsNow = documents();
    if (!documentsNow)
        return tl::unexpected(documentsNow.error());
    const auto issued = m_register.voucherById(body.voucher);
    if (!issued)
        return tl::unexpected(issued.error());
    RedemptionCase redemption{&body,
                              content.at,
                              content.clockDoubtful,
                              terminal.provider,
                              terminal.suspended && *terminal.suspended <= content.at,
                              *issued,
                              attachmentGood(body, (*documentsNow)->trustList),
                              VoucherStatus::Valid,
                              {},
                              &(*documentsNow)->bulletin};
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
        if (const auto changed = accountChanged(body.voucher, (*issued)->claims.provider, terminal.provider, named);
            !changed)
            return tl::unexpected(changed.error());
    }
    return m_register.addVerdict(terminal.id, content.sequence, judgement.kind, judgement.reason)
        .map([](const Verdict&) {});
}

Stored<void> Intake::judgeVoid(const Entry& entry, const VoidBody& body, const RegisteredTerminal& terminal,
                               std::vector<VoucherId>& named)
{
    const EntryContent& content = entry.content();
    const auto message = m_register.entry(terminal.id, body.voided);
    if (!message)
        return tl::unexpected(message.error());
    const auto voided = *message ? verifyEntry(**message, terminal.key) : tl::unexpected(DocumentError::Malformed);
    const auto say = [&](Sequence sequence, VerdictKind kind, VerdictReason reason) {
        return m_register.addVerdict(terminal.id, sequence, kind, reason).map([](const Verdict&) {});
    };
    const bool takesBack = voided && (std::holds_alternative<RedemptionBody>(voided->content().body) ||
                                      std::holds_alternative<NoteBody>(voided->content().body));
    if (!takesBack || content.at < voided->content().at || content.at > voided->content().at + undoWindow)
        return say(content.sequence, VerdictKind::Review, VerdictReason::VoidTooLate);
    const auto freed = m_register.removeUse(terminal.id, body.voided);
    if (!freed)
        return tl::unexpected(freed.error());
    if (*freed) {
        const auto issued = m_register.voucherById((*freed)->voucher);
        if (!issued)
            return tl::unexpected(issued.error());
        const auto bound = *issued ? (*issued)->claims.provider : std::nullopt;
        if (const auto changed = accountChanged((*freed)->voucher, bound, terminal.provider, named); !changed)
            return tl::unexpected(changed.error());
    }
    return say(body.voided, VerdictKind::Voided, VerdictReason::None);
}

Stored<void> Intake::accountChanged(VoucherId voucher, const std::optional<ProviderId>& bound, ProviderId redeemer,
                                    std::vector<VoucherId>& named)
{
    named.push_back(voucher);
    if (const auto told = m_register.addChange(voucher, redeemer); !told)
        return told;
    if (bound && *bound != redeemer)
        return m_register.addChange(voucher, *bound);
    return {};
}

Stored<QByteArray> Intake::receiptFor(const RegisteredTerminal& terminal, Hash request, std::int64_t cursor,
                                      std::vector<VoucherId> named, Instant now)
{
    auto verdicts = m_register.verdictsAbove(terminal.id, cursor);
    const auto changed = m_register.changedAbove(terminal.provider, cursor);
    if (!verdicts || !changed)
        return tl::unexpected(DatabaseError::Other);
    if (verdicts->size() > newsAtOnce)
        verdicts->resize(newsAtOnce);
    named.insert(named.end(), changed->begin(), changed->end());
    std::ranges::sort(named);
    named.erase(std::unique(named.begin(), named.end()), named.end());

    ReceiptContent content{terminal.id, request, terminal.upTo, terminal.head, std::move(*verdicts), {}, now, {}};
    for (const VoucherId& id : named) {
        const auto issued = m_register.voucherById(id);
        if (!issued)
            return tl::unexpected(issued.error());
        if (!*issued)
            continue;
        const auto account = m_register.accountOf(id, (*issued)->account, terminal.upTo);
        if (!account)
            return tl::unexpected(account.error());
        content.accounts.push_back(*account);
    }
    return signReceipt(content, m_keys.receipt);
}

} // namespace voucher
