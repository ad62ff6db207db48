#include "sync/municipality/acting.h"

#include "sync/municipality/facts.h"

#include <algorithm>

namespace voucher {

namespace {

/// Signs what comes next and follows the log with it.
tl::expected<Sequence, ActError> append(Register& registerOfAll, OfficeLog& log, const PrivateKey& key,
                                        OfficerNumber officer, ActContent what, Instant now)
{
    if (what.facts.size() > mostFacts)
        return tl::unexpected(ActError::TooMuch);
    what.number = log.last + 1;
    what.previous = log.head;
    what.at = now;
    what.officer = officer;
    const Act signedAct = signAct(what, key);
    if (!addAct(registerOfAll, signedAct))
        return tl::unexpected(ActError::RegisterTrouble);
    log.last = what.number;
    log.head = signedAct.hash();
    return what.number;
}

/// Whether the rule lets this officer do this now; with `second`, another one signs directly behind.
std::optional<ActError> forbidden(const OfficeLog& log, const ActContent& what, OfficerNumber officer,
                                  const Officer* second, Instant now)
{
    // Whoever is removed signs nothing after that.
    const bool removed = second && what.kind == ActKind::OfficerRemoved && what.named->number == second->number;
    if (second && (second->number == officer || removed || !needsTwo(what.kind)))
        return ActError::NotASecond;
    if (what.of) {
        const auto& standing = log.twoPersons.standing();
        const auto found = standing.find(*what.of);
        const bool fits = found != standing.end() && (found->second.proposal ? found->second.kind == what.kind
                                                                             : what.kind == ActKind::Countersigned);
        if (!fits || !maySecond(found->second, officer, now))
            return ActError::NotASecond;
        return {};
    }
    if (waitsForSecond(what.kind) && log.officers.size() > 1 && !second)
        return ActError::NeedsSecond;
    return {};
}

} // namespace

tl::expected<Sequence, ActError> act(Register& registerOfAll, const Signers& signers, ActContent what, Instant now)
{
    auto log = officeLog(registerOfAll);
    if (!log)
        return tl::unexpected(ActError::RegisterTrouble);
    if (log->last == 0)
        return tl::unexpected(ActError::NoLog);
    const Officer* officer = log->byKey(signers.officer.publicKey().id());
    const Officer* second = signers.second ? log->byKey(signers.second->publicKey().id()) : nullptr;
    if (!officer || (signers.second && !second))
        return tl::unexpected(ActError::NotAnOfficer);
    if (const auto error = forbidden(*log, what, officer->number, second, now))
        return tl::unexpected(*error);
    const auto number = append(registerOfAll, *log, signers.officer, officer->number, std::move(what), now);
    if (!number || !second)
        return number;
    ActContent countersigned;
    countersigned.kind = ActKind::Countersigned;
    countersigned.of = *number;
    const auto seconded = append(registerOfAll, *log, *signers.second, second->number, countersigned, now);
    return seconded ? number : seconded;
}

tl::expected<void, ActError> openLog(Register& registerOfAll, const PrivateKey& key, const QString& name, Instant now)
{
    const auto held = heldFacts(registerOfAll);
    if (!held || !setFirstOfficer(registerOfAll, key.publicKey()))
        return tl::unexpected(ActError::RegisterTrouble);
    OfficeLog log;
    ActContent opened;
    opened.kind = ActKind::Opened;
    opened.named = Officer{OfficerNumber{1}, name, key.publicKey()};
    auto done = append(registerOfAll, log, key, OfficerNumber{1}, opened, now);
    for (std::size_t begin = 0; begin < held->size() && done; begin += mostFacts) {
        ActContent adopted;
        adopted.kind = ActKind::Adopted;
        for (std::size_t at = begin; at < std::min(begin + mostFacts, held->size()); ++at)
            adopted.facts.push_back((*held)[at].fact);
        done = append(registerOfAll, log, key, OfficerNumber{1}, adopted, now);
    }
    return done.map([](Sequence) {});
}

} // namespace voucher
