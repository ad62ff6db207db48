#include "terminal/desk.h"

#include "crypto/base45.h"
#include "crypto/seal.h"
#include "terminal/calendar.h"

#include <algorithm>
#include <utility>

namespace voucher {

namespace {

constexpr QLatin1StringView voucherPrefix{"EPT1:"};
constexpr qsizetype longestCode = 1200;
constexpr std::size_t mostConfirmed = 400;
/// More entries of other kinds than one operator makes in a quarter of an hour.
constexpr Sequence lookBack = 100;

std::optional<VoucherId> voucherOf(const EntryBody& body)
{
    if (const auto* redemption = std::get_if<RedemptionBody>(&body))
        return redemption->voucher;
    if (const auto* note = std::get_if<NoteBody>(&body))
        return note->voucher;
    return std::nullopt;
}

/// What a code of ours holds, whoever signed it.
std::optional<QByteArray> messageIn(QStringView text)
{
    if (!text.startsWith(voucherPrefix) || text.size() > longestCode)
        return std::nullopt;
    return fromBase45(text.sliced(voucherPrefix.size()));
}

} // namespace

tl::expected<Recorded, Desk::UndoError> Desk::undo(Sequence sequence)
{
    const auto line = m_ledger.line(sequence);
    if (!line)
        return tl::unexpected(UndoError::NotFound);
    if (line->voided || (line->verdict && line->verdict->kind == VerdictKind::Voided))
        return tl::unexpected(UndoError::AlreadyVoided);
    if (!m_vault || !m_vault->key())
        return tl::unexpected(UndoError::Locked);
    const Now current = now();
    if (current.instant > line->entry.at + undoWindow)
        return tl::unexpected(UndoError::TooLate);
    const auto entry = record(current, [&] { return Body{VoidBody{sequence}, {}}; });
    if (!entry)
        return tl::unexpected(UndoError::StorageFull);
    return Recorded{entry->content().sequence, current.instant, voucherOf(line->entry.body).value_or(VoucherId{})};
}

tl::expected<Recorded, Refused> Desk::recordSimple(const EntryBody& body, VoucherId voucher,
                                                   std::vector<Attachment> attachments)
{
    const Now current = now();
    const auto entry = record(current, [&] { return Body{body, attachments}; });
    if (!entry)
        return tl::unexpected(entry.error());
    Recorded recorded{entry->content().sequence, current.instant, voucher};
    if (std::holds_alternative<NoteBody>(body))
        recorded.undoUntil = current.instant + undoWindow;
    return recorded;
}

tl::expected<Recorded, Refused> Desk::noteRefused(QStringView text, Refusal refusal)
{
    NoteBody body{refusal == Refusal::Unreadable ? NoteReason::Unreadable : NoteReason::Refused, {}, refusal, {}};
    std::vector<Attachment> attachments;
    if (enrolled() && m_ledger.trustList()) {
        body.voucher = voucherIn(text);
        // Sealed unverified too: the office may hold the key that is missing here.
        const auto message = messageIn(text);
        auto attachment = message ? sealedFor(KeyRole::Intake, *message, voucherAttachment, now()) : std::nullopt;
        if (attachment) {
            body.voucherAttachment = attachment->hash;
            attachments.push_back(std::move(*attachment));
        }
    }
    return recordSimple(body, body.voucher.value_or(VoucherId{}), std::move(attachments));
}

tl::expected<Recorded, Refused> Desk::note(NoteReason reason, std::optional<VoucherId> voucher)
{
    return recordSimple(NoteBody{reason, voucher, {}, {}}, voucher.value_or(VoucherId{}));
}

tl::expected<Recorded, Refused> Desk::depart(Sequence redemption)
{
    const auto line = m_ledger.line(redemption);
    const auto* visit = line ? std::get_if<RedemptionBody>(&line->entry.body) : nullptr;
    if (!visit)
        return tl::unexpected(Refused{Refusal::AlreadyRedeemed});
    if (m_ledger.ownRecords(visit->voucher, 0, athensDay(now().instant)).openVisit != redemption)
        return tl::unexpected(Refused{Refusal::AlreadyRedeemed, line->entry.at});
    return recordSimple(DepartureBody{redemption}, visit->voucher);
}

tl::expected<Recorded, Refused> Desk::attend(VoucherId voucher, AttendanceState state)
{
    return recordSimple(AttendanceBody{voucher, state}, voucher);
}

tl::expected<Recorded, Refused> Desk::confirm(const std::vector<Sequence>& visits, QByteArrayView signature,
                                              std::uint8_t absenceReason)
{
    const bool rising = std::adjacent_find(visits.begin(), visits.end(), std::greater_equal<>()) == visits.end();
    const bool known = !visits.empty() && visits.size() <= mostConfirmed && rising &&
                       std::all_of(visits.begin(), visits.end(), [&](Sequence visit) {
                           const auto line = m_ledger.line(visit);
                           return line && !line->voided;
                       });
    const bool isSigned = !signature.isEmpty() && signature.size() <= longestPlain;
    if (!known || (absenceReason == 0 && !isSigned))
        return tl::unexpected(Refused{Refusal::Malformed});
    ConfirmationBody body{visits, {}, absenceReason};
    std::vector<Attachment> attachments;
    if (absenceReason == 0) {
        auto attachment =
            m_ledger.trustList() ? sealedFor(KeyRole::Office, signature, evidenceAttachment, now()) : std::nullopt;
        if (!attachment)
            return tl::unexpected(Refused{Refusal::ListsExpired});
        body.evidence = attachment->hash;
        attachments.push_back(std::move(*attachment));
    }
    return recordSimple(body, {}, std::move(attachments));
}

std::optional<LedgerLine> Desk::last()
{
    const Sequence head = m_ledger.head().sequence;
    for (Sequence sequence = head; sequence > std::max<Sequence>(0, head - lookBack); --sequence) {
        if (auto line = m_ledger.line(sequence)) {
            const bool shown = !line->voided && now().instant <= line->entry.at + undoWindow;
            return shown ? std::move(line) : std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace voucher
