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

/// The log, and who of its officers signs.
struct Allowed
{
    OfficeLog log;
    OfficerNumber officer;
    std::optional<OfficerNumber> second; ///< signs directly behind
};

tl::expected<Allowed, ActError> allow(Register& registerOfAll, const Signers& signers, const ActContent& what,
                                      Instant now)
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
    // Whoever is removed signs nothing after that.
    const bool removed =
        second && what.kind == ActKind::OfficerRemoved && what.named && what.named->number == second->number;
    if (second && (second->number == officer->number || removed || !needsTwo(what.kind)))
        return tl::unexpected(ActError::NotASecond);
    if (what.of) {
        const auto& standing = log->twoPersons.standing();
        const auto found = standing.find(*what.of);
        const bool fits = found != standing.end() && (found->second.proposal ? found->second.kind == what.kind
                                                                             : what.kind == ActKind::Countersigned);
        if (!fits || !maySecond(found->second, officer->number, now))
            return tl::unexpected(ActError::NotASecond);
    } else if (waitsForSecond(what.kind) && log->officers.size() > 1 && !second) {
        return tl::unexpected(ActError::NeedsSecond);
    }
    const auto secondNumber = second ? std::optional(second->number) : std::nullopt;
    return Allowed{std::move(*log), officer->number, secondNumber};
}

} // namespace

std::optional<ActError> forbidden(Register& registerOfAll, const Signers& signers, const ActContent& what, Instant now)
{
    const auto allowed = allow(registerOfAll, signers, what, now);
    return allowed ? std::nullopt : std::optional(allowed.error());
}

tl::expected<Sequence, ActError> act(Register& registerOfAll, const Signers& signers, ActContent what, Instant now)
{
    auto allowed = allow(registerOfAll, signers, what, now);
    if (!allowed)
        return tl::unexpected(allowed.error());
    const auto number = append(registerOfAll, allowed->log, signers.officer, allowed->officer, std::move(what), now);
    if (!number || !allowed->second)
        return number;
    ActContent countersigned;
    countersigned.kind = ActKind::Countersigned;
    countersigned.of = *number;
    const auto seconded = append(registerOfAll, allowed->log, *signers.second, *allowed->second, countersigned, now);
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
