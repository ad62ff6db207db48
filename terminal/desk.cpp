#include "terminal/desk.h"

#include "crypto/cbor.h"
#include "crypto/seal.h"
#include "terminal/calendar.h"
#include "terminal/practice.h"

#include <algorithm>
#include <utility>

namespace voucher {

namespace {

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

bool asksFirst(const Offer& offer)
{
    return (offer.conditions() & askingConditions) || offer.openVisit();
}

std::int64_t millisecondsOf(Instant instant)
{
    return instant.time_since_epoch().count();
}

bool isForeign(Refusal refusal)
{
    return refusal == Refusal::NotOurCode || refusal == Refusal::WrongKindOfCode;
}

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
    if (!enrolled()) {
        situation.bulletin = &practiceDocuments().bulletin;
        situation.trustList = &practiceDocuments().trustList;
        situation.provider = practiceProvider;
        // A first start with a dead battery's clock must not refuse practice: it has no date.
        situation.now.instant = practiceInstant;
        return situation;
    }
    situation.now = now;
    situation.bulletin = &*m_ledger.bulletin();
    situation.trustList = &*m_ledger.trustList();
    situation.provider = m_ledger.enrolment()->provider;
    situation.terminal = m_ledger.enrolment()->terminal;
    situation.halted = m_ledger.halted();
    situation.account = m_ledger.account(claims.id);
    situation.own =
        m_ledger.ownRecords(claims.id, situation.account ? situation.account->upTo : 0, athensDay(now.instant));
    situation.unsent = m_ledger.unsent();
    return situation;
}

tl::expected<Offer, Refused> Desk::check(QStringView text)
{
    if (enrolled() && !hasLists())
        return tl::unexpected(Refused{Refusal::ListsExpired});
    const TrustList& trustList = enrolled() ? *m_ledger.trustList() : practiceDocuments().trustList;
    const auto voucher = verifyVoucher(text, trustList);
    if (!voucher) {
        if (isForeign(voucher.error()))
            m_ledger.countForeignCode();
        return tl::unexpected(Refused{voucher.error()});
    }
    const Now current = now();
    m_ledger.readFailed(); // what failed before says nothing of this voucher
    auto offer = decide(*voucher, situation(voucher->claims(), current));
    // What could not be read would look like a voucher that was never redeemed.
    if (m_ledger.readFailed())
        return tl::unexpected(Refused{Refusal::StorageFull});
    m_sealed.reset();
    if (!offer)
        recordRefusal(*voucher, offer.error(), current);
    else if (auto attachment = enrolled() ? takeSealed(*voucher, current) : std::nullopt)
        m_sealed = Sealed{sha256(voucher->message()), std::move(*attachment)};
    return offer;
}

bool Desk::suspended() const
{
    return enrolled() && m_ledger.bulletin() &&
           terminalSuspended(m_ledger.enrolment()->terminal, m_ledger.halted(), m_ledger.bulletin()->content());
}

bool Desk::beginsAnew(QStringView text) const
{
    const auto invitation = suspended() ? ScannedInvitation::fromText(text) : std::nullopt;
    return invitation && m_ledger.trustList() && invitation->claimed().provider == m_ledger.enrolment()->provider &&
           verifyInvitation(*invitation, m_ledger.trustList()->message(), now().instant).has_value();
}

std::optional<VoucherId> Desk::voucherIn(QStringView text) const
{
    if (!enrolled() || !m_ledger.trustList())
        return std::nullopt;
    const auto voucher = verifyVoucher(text, *m_ledger.trustList());
    return voucher ? std::optional(voucher->claims().id) : std::nullopt;
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
    // What the municipality should know before the entry that may depend on it.
    std::vector<NoticeBody> notices;
    if (const auto mistaken = m_ledger.mistakenFloor())
        notices.push_back(
            {NoticeKind::ClockFloorLowered, CborWriter().integer(millisecondsOf(*mistaken)).take(), {}, {}});
    if (const auto changed = clockChanged(now))
        notices.push_back({NoticeKind::ClockSet, *changed, {}, {}});
    for (const NoticeBody& notice : notices) {
        if (auto told = append(now, [&] { return Body{notice, {}}; }); !told)
            return told;
    }
    return append(now, body);
}

/// A doubt that the entry before did not have: what the wall clock says, and what time it must at least be. The first
/// entry of a chain has nothing before it.
std::optional<QByteArray> Desk::clockChanged(const Now& now) const
{
    const auto& floor = m_ledger.clockFloor();
    if (!now.doubtful || !floor || m_ledger.head().sequence == 0 || m_ledger.head().clockDoubtful)
        return std::nullopt;
    const ClockReading reading = m_clock.read();
    return CborWriter()
        .array(2)
        .integer(millisecondsOf(reading.wall))
        .integer(millisecondsOf(reckoning(reading, *floor)))
        .take();
}

tl::expected<Entry, Refused> Desk::append(const Now& now, const std::function<tl::expected<Body, Refused>()>& body)
{
    std::optional<Refused> refused;
    auto appended = m_ledger.append([&](const Ledger::Next& next) -> std::optional<Ledger::Appended> {
        auto made = body();
        if (!made) {
            refused = made.error();
            return std::nullopt;
        }
        EntryContent content{next.terminal,   next.sequence, next.previous,        now.instant,
                             m_vault->open(), now.doubtful,  std::move(made->body)};
        return Ledger::Appended{signEntry(content, *m_vault->key()), std::move(made->attachments),
                                std::move(made->vault)};
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

std::optional<Attachment> Desk::takeSealed(const VerifiedVoucher& voucher, const Now& now)
{
    auto ahead = std::exchange(m_sealed, std::nullopt);
    const TrustedKey* key = m_ledger.trustList()->newest(KeyRole::Intake, now.instant);
    if (ahead && key && ahead->message == sha256(voucher.message()) &&
        recipientOf(ahead->attachment.sealed) == key->key.id())
        return std::move(ahead->attachment);
    return sealedFor(KeyRole::Intake, voucher.message(), voucherAttachment, now);
}

tl::expected<Offer, Refused> Desk::decideAgain(const VerifiedVoucher& voucher, const Now& now)
{
    // The lists may have changed since the offer was shown: the signer is looked up and the decision is taken anew.
    if (!hasLists())
        return tl::unexpected(Refused{Refusal::ListsExpired});
    if (const auto refusal = voucher.refusalUnder(*m_ledger.trustList()))
        return tl::unexpected(Refused{*refusal});
    const Situation current = situation(voucher.claims(), now);
    auto offer = decide(voucher, current);
    if (offer && offer->openVisit())
        return tl::unexpected(Refused{Refusal::AlreadyRedeemed, current.own.lastUnvoided});
    return offer;
}

tl::expected<Recorded, Refused> Desk::redeem(const Offer& offer, const Answers& answers)
{
    const VoucherClaims& claims = offer.voucher().claims();
    const Now current = now();
    Recorded recorded{0, current.instant, claims.id, claims.kind, offer.left() - offer.amount()};
    recorded.practice = claims.practice;
    if (enrolled()) {
        const auto entry = record(current, [&]() -> tl::expected<Body, Refused> {
            const auto again = decideAgain(offer.voucher(), current);
            if (!again)
                return tl::unexpected(again.error());
            auto attachment = takeSealed(offer.voucher(), current);
            if (!attachment)
                return tl::unexpected(Refused{Refusal::ListsExpired});
            recorded.left = again->left() - again->amount();
            const bool closedDay = again->conditions().testFlag(Condition::ClosedDay);
            const std::uint8_t reason = closedDay ? answers.closedDayReason : std::uint8_t{0};
            RedemptionBody body{claims.id,           claims.service, claims.kind,      again->amount(),
                                again->conditions(), reason,         attachment->hash, {}};
            return Body{body, {std::move(*attachment)}};
        });
        if (!entry)
            return tl::unexpected(entry.error());
        recorded.sequence = entry->content().sequence;
        recorded.undoUntil = current.instant + undoWindow;
    }
    if (claims.kind == AmountKind::Visits)
        recorded.visit = claims.quantity - *recorded.left;
    return recorded;
}

} // namespace voucher
