#include "terminal/desk.h"

#include "crypto/seal.h"
#include "terminal/calendar.h"
#include "terminal/practice.h"

#include <utility>

namespace voucher {

namespace {

using namespace std::chrono_literals;

constexpr auto undoWindow = 15min;
/// One operator until a manager adds others.
constexpr OperatorNumber firstOperator{1};

/// Foreign codes: nothing of them is kept but a counter.
bool foreign(Refusal refusal)
{
    return refusal == Refusal::NotOurCode || refusal == Refusal::WrongKindOfCode;
}

Refused refusedBy(DatabaseError)
{
    // Whatever the disk's trouble: nothing can be stored here now, and what is stored is safe.
    return {Refusal::StorageFull};
}

Refused locked()
{
    return {Refusal::TerminalSuspended};
}

} // namespace

Desk::Desk(Ledger& ledger, std::optional<Vault>& vault, Clock& clock) : m_ledger(ledger), m_vault(vault), m_clock(clock)
{
}

Now Desk::now() const
{
    return nowFrom(m_clock.read(), m_ledger.clockFloor());
}

Situation Desk::situation(const VoucherClaims& claims, const Now& now)
{
    Situation situation;
    situation.now = now;
    if (!enrolled()) {
        situation.bulletin = &practiceDocuments().bulletin;
        situation.trustList = &practiceDocuments().trustList;
        situation.provider = practiceProvider;
        return situation;
    }
    situation.bulletin = &*m_ledger.bulletin();
    situation.trustList = &*m_ledger.trustList();
    situation.provider = m_ledger.enrolment()->provider;
    situation.terminal = m_ledger.enrolment()->terminal;
    situation.halted = m_ledger.halted();
    situation.account = m_ledger.account(claims.id);
    situation.own = m_ledger.ownRecords(claims.id, athensDay(now.instant));
    situation.unsent = m_ledger.unsent();
    return situation;
}

tl::expected<Offer, Refused> Desk::check(QStringView text)
{
    if (enrolled() && (!m_ledger.trustList() || !m_ledger.bulletin()))
        return tl::unexpected(Refused{Refusal::ListsExpired});
    const TrustList& trustList = enrolled() ? *m_ledger.trustList() : practiceDocuments().trustList;
    const auto voucher = verifyVoucher(text, trustList);
    if (!voucher) {
        if (foreign(voucher.error()))
            m_ledger.countForeignCode();
        return tl::unexpected(Refused{voucher.error()});
    }
    const Now current = now();
    auto offer = decide(*voucher, situation(voucher->claims(), current));
    if (!offer)
        recordRefusal(*voucher, offer.error(), current);
    return offer;
}

void Desk::recordRefusal(const VerifiedVoucher& voucher, const Refused& refused, const Now& now)
{
    const VoucherId id = voucher.claims().id;
    if (!enrolled() || !m_vault || !m_vault->key() || refused.code == Refusal::StorageFull ||
        m_ledger.refusedThatDay(id, refused.code, athensDay(now.instant)))
        return;
    // If it cannot be stored the person still gets the same answer: a refusal takes nothing from anybody.
    (void)record(now, [&] { return Body{RefusalBody{refused.code, id}, {}}; });
}

tl::expected<Entry, Refused> Desk::record(const Now& now, const std::function<tl::expected<Body, Refused>()>& body)
{
    if (!enrolled() || !m_vault || !m_vault->key())
        return tl::unexpected(locked());
    std::optional<Refused> refused;
    auto appended = m_ledger.append([&](const Ledger::Next& next) -> std::optional<Ledger::Appended> {
        auto made = body();
        if (!made) {
            refused = made.error();
            return std::nullopt;
        }
        EntryContent content{next.terminal, next.sequence, next.previous,        now.instant,
                             firstOperator, now.doubtful,  std::move(made->body)};
        return Ledger::Appended{signEntry(content, *m_vault->key()), std::move(made->attachments)};
    });
    if (!appended)
        return tl::unexpected(refusedBy(appended.error()));
    if (!*appended)
        return tl::unexpected(refused.value_or(locked()));
    return std::move(**appended);
}

std::optional<Attachment> Desk::sealedFor(KeyRole role, QByteArrayView plain, QByteArrayView context,
                                          const Now& now) const
{
    const TrustedKey* key = m_ledger.trustList()->newest(role, now.instant);
    if (!key)
        return std::nullopt;
    const QByteArray sealed = seal(plain, key->key, context);
    return Attachment{sha256(sealed), sealed};
}

tl::expected<Offer, Refused> Desk::decideAgain(const VerifiedVoucher& voucher, const Now& now)
{
    // The lists may have changed since the offer was shown: signature and decision are taken anew.
    const auto verified = verifyVoucherMessage(voucher.message(), *m_ledger.trustList());
    if (!verified)
        return tl::unexpected(Refused{verified.error()});
    auto offer = decide(*verified, situation(verified->claims(), now));
    if (offer && offer->openVisit())
        return tl::unexpected(Refused{Refusal::AlreadyRedeemed});
    return offer;
}

tl::expected<Recorded, Refused> Desk::redeem(const Offer& offer, const Answers& answers)
{
    const VoucherClaims& claims = offer.voucher().claims();
    const Now current = now();
    const auto recordedOf = [&](Sequence sequence, std::int64_t left) {
        return Recorded{sequence,
                        current.instant,
                        claims.id,
                        left,
                        claims.quantity - left,
                        claims.practice,
                        current.instant + undoWindow};
    };
    if (!enrolled())
        return recordedOf(0, offer.left() - offer.amount());
    std::int64_t left = 0;
    const auto entry = record(current, [&]() -> tl::expected<Body, Refused> {
        const auto again = decideAgain(offer.voucher(), current);
        if (!again)
            return tl::unexpected(again.error());
        auto attachment = sealedFor(KeyRole::Intake, offer.voucher().message(), voucherAttachment, current);
        if (!attachment)
            return tl::unexpected(Refused{Refusal::ListsExpired});
        left = again->left() - again->amount();
        RedemptionBody body{claims.id,           claims.service,          claims.kind,      again->amount(),
                            again->conditions(), answers.closedDayReason, attachment->hash, {}};
        return Body{body, {std::move(*attachment)}};
    });
    if (!entry)
        return tl::unexpected(entry.error());
    return recordedOf(entry->content().sequence, left);
}

tl::expected<Recorded, Desk::UndoError> Desk::undo(Sequence sequence)
{
    const auto line = m_ledger.line(sequence);
    if (!line)
        return tl::unexpected(UndoError::NotFound);
    if (line->voided)
        return tl::unexpected(UndoError::AlreadyVoided);
    if (!m_vault || !m_vault->key())
        return tl::unexpected(UndoError::Locked);
    const Now current = now();
    if (current.instant > line->entry.at + undoWindow)
        return tl::unexpected(UndoError::TooLate);
    const auto entry = record(current, [&] { return Body{VoidBody{sequence}, {}}; });
    if (!entry)
        return tl::unexpected(UndoError::StorageFull);
    const auto* redemption = std::get_if<RedemptionBody>(&line->entry.body);
    return Recorded{entry->content().sequence, current.instant, redemption ? redemption->voucher : VoucherId{}};
}

tl::expected<Recorded, Refused> Desk::recordSimple(const EntryBody& body, VoucherId voucher,
                                                   std::vector<Attachment> attachments)
{
    const Now current = now();
    const auto entry = record(current, [&] { return Body{body, attachments}; });
    if (!entry)
        return tl::unexpected(entry.error());
    Recorded recorded{entry->content().sequence, current.instant, voucher};
    recorded.undoUntil = current.instant + undoWindow;
    return recorded;
}

tl::expected<Recorded, Refused> Desk::noteRefused(QStringView text, Refusal refusal)
{
    if (!enrolled() || !m_ledger.trustList())
        return tl::unexpected(locked());
    NoteBody body{refusal == Refusal::Unreadable ? NoteReason::Unreadable : NoteReason::Refused, {}, refusal, {}};
    std::vector<Attachment> attachments;
    if (const auto voucher = verifyVoucher(text, *m_ledger.trustList())) {
        body.voucher = voucher->claims().id;
        if (auto attachment = sealedFor(KeyRole::Intake, voucher->message(), voucherAttachment, now())) {
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
    return recordSimple(DepartureBody{redemption}, {});
}

tl::expected<Recorded, Refused> Desk::attend(VoucherId voucher, AttendanceState state)
{
    return recordSimple(AttendanceBody{voucher, state}, voucher);
}

tl::expected<Recorded, Refused> Desk::confirm(const std::vector<Sequence>& visits, QByteArrayView signature,
                                              std::uint8_t absenceReason)
{
    if (!enrolled() || !m_ledger.trustList())
        return tl::unexpected(locked());
    ConfirmationBody body{visits, {}, absenceReason};
    std::vector<Attachment> attachments;
    if (absenceReason == 0) {
        auto attachment = sealedFor(KeyRole::Office, signature, evidenceAttachment, now());
        if (!attachment)
            return tl::unexpected(Refused{Refusal::ListsExpired});
        body.evidence = attachment->hash;
        attachments.push_back(std::move(*attachment));
    }
    return recordSimple(body, {}, std::move(attachments));
}

std::optional<LedgerLine> Desk::last()
{
    return m_ledger.line(m_ledger.head().sequence);
}

tl::expected<void, Refused> Desk::opened()
{
    if (!enrolled() || m_ledger.head().sequence != 0)
        return {};
    return recordSimple(NoticeBody{NoticeKind::Enrolled, {}}, {}).map([](const Recorded&) {});
}

} // namespace voucher
