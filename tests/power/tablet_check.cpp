#include "raw_ledger.h"
#include "tablet.h"

namespace voucher::test {

namespace {

std::optional<VoucherId> voucherOf(const EntryBody& body)
{
    if (const auto* redemption = std::get_if<RedemptionBody>(&body)) {
        return redemption->voucher;
    }
    if (const auto* note = std::get_if<NoteBody>(&body)) {
        return note->voucher;
    }
    return {};
}

std::optional<QString> wrongIf(bool isWrong, const char* what)
{
    return isWrong ? std::optional(QString::fromLatin1(what)) : std::nullopt;
}

} // namespace

/// A signature that was found good once is good.
const Entry* Tablet::verified(const QByteArray& message)
{
    auto known = m_verified.find(message);
    if (known == m_verified.end()) {
        auto entry = verifyEntry(message, m_vault->publicKey());
        if (!entry) {
            return nullptr;
        }
        known = m_verified.emplace(message, std::move(*entry)).first;
    }
    return &known->second;
}

std::optional<QString> Tablet::wrong(bool exact)
{
    end();
    removeCopies();
    auto opened = Ledger::open(QStringLiteral("/ledger"));
    if (!opened) {
        return QStringLiteral("the ledger does not open: %1").arg(static_cast<int>(opened.error()));
    }
    ledger = std::move(*opened);
    desk = std::make_unique<Desk>(*ledger, m_vault, m_clock);
    if (auto entries = wrongEntries(exact)) {
        return entries;
    }
    if (auto broughtOver = wrongBroughtOver()) {
        return broughtOver;
    }
    const bool enrolled = ledger->enrolment().has_value();
    const bool whole = ledger->trustList() && ledger->bulletin() && ledger->pinnedRoots() && ledger->clockFloor() &&
                       ledger->enrolment()->uploadToken.size() == 16;
    if (enrolled ? !whole : ledger->head().sequence != 0) {
        return QStringLiteral("half an enrolment");
    }
    if (told.enrolled && !enrolled) {
        return QStringLiteral("the enrolment is lost");
    }
    if (told.invited && !ledger->keptInvitation() && !enrolled) {
        return QStringLiteral("the invitation is lost");
    }
    if (enrolled && ledger->bulletin()->content().version < told.bulletin) {
        return QStringLiteral("an older bulletin came back");
    }
    if (enrolled && ledger->clockFloor()->signedTime < told.floor) {
        return QStringLiteral("the clock's floor fell");
    }
    if (ledger->acknowledgedUpTo() > m_covered) {
        return QStringLiteral("the outbox moved beyond the receipt");
    }
    return wrongIf(ledger->acknowledgedUpTo() < told.acknowledged, "the outbox went back");
}

/// All or none of a damaged file's entries, until a receipt has covered some; and the first entry names whom they are
/// of.
std::optional<QString> Tablet::wrongBroughtOver() const
{
    constexpr auto all = static_cast<std::int64_t>(ofDamagedFile);
    constexpr std::int64_t left = all - coveredOfDamaged;
    const std::int64_t waiting = ledger->carriedWaiting();
    const bool possible = (waiting == 0 && !told.broughtOver) || (waiting == all && !told.toldOfThose) ||
                          (waiting == left && m_coveredOfDamaged);
    if (!possible) {
        return QStringLiteral("%1 entries of the damaged file wait").arg(waiting);
    }
    return wrongIf((waiting > 0) == ledger->predecessors().empty(), "nobody knows whose entries wait");
}

/// Every entry that was there and every one that was told lies there, byte for byte or signed; at most the one that
/// was being recorded follows.
std::optional<QString> Tablet::wrongEntries(bool exact)
{
    const auto found = m_disk.image().find("/ledger");
    const auto raw = readRaw(found == m_disk.image().end() ? std::string() : found->second.content.toString());
    if (!raw) {
        return QStringLiteral("SQLite finds the file damaged");
    }
    if (static_cast<Sequence>(raw->entries.size()) != ledger->head().sequence) {
        return QStringLiteral("the head is not the last entry");
    }
    if (raw->entries.size() < before.size() ||
        (!told.recorded.empty() && raw->entries.size() < static_cast<std::size_t>(told.recorded.rbegin()->first))) {
        return QStringLiteral("a recorded entry is lost");
    }
    m_verified.erase(m_verified.begin(), m_verified.size() > 5000 ? m_verified.end() : m_verified.begin());
    std::int64_t redemptions = 0;
    std::int64_t voids = 0;
    std::int64_t notes = 0;
    std::int64_t kept = 0;
    int untold = 0;
    bool recoveryTold = false;
    std::map<VoucherId, int> visits;
    const Entry* last = nullptr;
    for (std::size_t at = 0; at < raw->entries.size(); ++at) {
        const auto* entry = verified(raw->entries[at]);
        const auto sequence = static_cast<Sequence>(at) + 1;
        if (entry == nullptr || entry->content().sequence != sequence ||
            (last != nullptr && entry->content().previous != last->hash())) {
            return QStringLiteral("the chain is broken at %1").arg(sequence);
        }
        if (at < before.size() && before[at] != raw->entries[at]) {
            return QStringLiteral("entry %1 is another one now").arg(sequence);
        }
        const auto toldAs = told.recorded.find(sequence);
        const auto voucher = voucherOf(entry->content().body);
        if (toldAs != told.recorded.end() && toldAs->second != voucher) {
            return QStringLiteral("entry %1 is not the one that was told").arg(sequence);
        }
        const bool redeemed = std::holds_alternative<RedemptionBody>(entry->content().body);
        if (redeemed && ++visits[*voucher] > (*voucher == TestMunicipality::idOf(ofTwoVisits) ? 2 : 1)) {
            return QStringLiteral("a voucher was redeemed once too often");
        }
        const bool isVoid = std::holds_alternative<VoidBody>(entry->content().body);
        const bool isNote = std::holds_alternative<NoteBody>(entry->content().body);
        const auto* notice = std::get_if<NoticeBody>(&entry->content().body);
        recoveryTold = recoveryTold || (notice != nullptr && notice->attachment);
        redemptions += redeemed ? 1 : 0;
        kept += redeemed && sequence > ledger->acknowledgedUpTo() ? 1 : 0;
        voids += isVoid ? 1 : 0;
        notes += isNote ? 1 : 0;
        const bool isKnown = at < before.size() || toldAs != told.recorded.end();
        untold += !isKnown && (redeemed || isVoid || isNote) ? 1 : 0;
        last = entry;
    }
    const auto vault = Vault::fromStored(ledger->vault().value_or(QByteArray()));
    if (last && (!vault || vault->hasRecovery() != recoveryTold)) {
        return QStringLiteral("the vault is not what the entries say");
    }
    if (untold > (exact ? 0 : 1)) {
        return QStringLiteral("an entry is there that was told as not stored");
    }
    if (raw->redemptions != redemptions || raw->voided != voids || raw->notes != notes) {
        return QStringLiteral("what is derived does not match the entries");
    }
    if (raw->attachments != redemptions && raw->attachments != kept) {
        return QStringLiteral("an attachment is missing");
    }
    if (told.forgotten && raw->attachments != kept) {
        return QStringLiteral("an attachment came back");
    }
    if (raw->highestVerdict != raw->verdictCursor || raw->verdictCursor < told.verdictCursor) {
        return QStringLiteral("a verdict is lost");
    }
    return wrongIf(ledger->acknowledgedUpTo() > 0 && raw->accounts == 0, "half a receipt");
}

std::optional<QString> Tablet::wrongAfterwards()
{
    // While the disk failed the ledger could not be opened anew, and what it knew may be older than the file.
    (void)ledger->account({});
    if (!ledger->enrolment() && (!enrol() || !ledger->enrolment())) {
        return QStringLiteral("the enrolment does not work any more");
    }
    constexpr std::uint32_t fresh = 900;
    const Sequence head = ledger->head().sequence;
    if (!redeem(fresh)) {
        return QStringLiteral("the next visit is not recorded");
    }
    if (ledger->head().sequence != head + 1) {
        return QStringLiteral("the next visit has the wrong number");
    }
    return wrongIf(recordsTwice(fresh), "the same visit is recorded twice");
}

} // namespace voucher::test
