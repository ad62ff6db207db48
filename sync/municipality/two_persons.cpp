#include "sync/municipality/two_persons.h"

#include "terminal/calendar.h"

namespace voucher {

namespace {

constexpr auto proposalLife = std::chrono::hours{7 * 24};

} // namespace

bool needsTwo(ActKind kind)
{
    switch (kind) {
    case ActKind::OfficerAdded:
    case ActKind::OfficerRemoved:
    case ActKind::Issued:
    case ActKind::Revoked:
    case ActKind::TrustListPublished:
    case ActKind::KeyChanged:
    case ActKind::KeyRevoked:
        return true;
    case ActKind::Opened:
    case ActKind::Adopted:
    case ActKind::Proposed:
    case ActKind::Countersigned:
    case ActKind::ProviderPut:
    case ActKind::Reprinted:
    case ActKind::Replaced:
    case ActKind::Suspended:
    case ActKind::Resumed:
    case ActKind::Invited:
    case ActKind::Confirmed:
    case ActKind::TerminalSuspended:
    case ActKind::BulletinPublished:
    case ActKind::RecoveryCodeRead:
    case ActKind::OperatorsRead:
    case ActKind::EntriesImported:
        return false;
    }
    Q_UNREACHABLE();
}

bool waitsForSecond(ActKind kind)
{
    return needsTwo(kind) && kind != ActKind::Revoked && kind != ActKind::KeyRevoked;
}

bool hasEnded(const FirstSigned& standing, Instant now)
{
    return standing.proposal && now - standing.at > proposalLife;
}

bool maySecond(const FirstSigned& standing, OfficerNumber officer, Instant now)
{
    if (standing.second || hasEnded(standing, now))
        return false;
    return officer != standing.officer || (standing.alone && athensDay(now) > athensDay(standing.at));
}

bool TwoPersons::second(const ActContent& act)
{
    const auto found = m_standing.find(*act.of);
    if (found == m_standing.end())
        return false;
    FirstSigned& standing = found->second;
    const bool fits = standing.proposal ? standing.kind == act.kind : act.kind == ActKind::Countersigned;
    if (!fits || !maySecond(standing, act.officer, act.at))
        return false;
    standing.second = act.number;
    standing.samePerson = standing.officer == act.officer;
    return true;
}

bool TwoPersons::take(const ActContent& act, std::size_t officers)
{
    if (act.of)
        return second(act);
    // Who is left of two when the other has gone for good must be able to go on: slowly, and for all to see.
    const bool alone = officers == 1 || act.proposed == ActKind::OfficerRemoved;
    if (act.proposed)
        m_standing[act.number] = {*act.proposed, true, act.officer, act.at, alone, {}};
    else if (needsTwo(act.kind))
        m_standing[act.number] = {act.kind, false, act.officer, act.at, alone, {}};
    return true;
}

} // namespace voucher
