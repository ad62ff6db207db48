#include "sync/municipality/audit.h"

#include "sync/municipality/facts.h"
#include "terminal/calendar.h"

#include <algorithm>

namespace voucher {

namespace {

/// Whether acts of this kind make such a fact; others only touch it. A voucher with an account of its own, and so with
/// new money, comes from issuing alone.
bool makes(ActKind act, FactKind fact)
{
    switch (fact) {
    case FactKind::Voucher:
        return act == ActKind::Issued || act == ActKind::Adopted;
    case FactKind::Replacement:
        return act == ActKind::Replaced || act == ActKind::Adopted;
    case FactKind::Status:
        return act == ActKind::Suspended || act == ActKind::Resumed || act == ActKind::Replaced ||
               act == ActKind::Adopted;
    case FactKind::Revocation:
        return act == ActKind::Revoked || act == ActKind::Adopted;
    case FactKind::TrustList:
        return act == ActKind::TrustListPublished || act == ActKind::KeyChanged || act == ActKind::KeyRevoked ||
               act == ActKind::Adopted;
    case FactKind::Bulletin:
        return act == ActKind::BulletinPublished || makes(act, FactKind::TrustList);
    case FactKind::Providers:
        return act == ActKind::ProviderPut || act == ActKind::Adopted;
    case FactKind::Programme:
        return act == ActKind::KeyChanged || act == ActKind::KeyRevoked || act == ActKind::Adopted;
    case FactKind::Invitation:
        return act == ActKind::Invited || act == ActKind::Adopted;
    case FactKind::Terminal:
        return act == ActKind::Confirmed || act == ActKind::Adopted;
    case FactKind::Suspension:
        return act == ActKind::TerminalSuspended || act == ActKind::Adopted;
    case FactKind::Words:
        return act == ActKind::Proposed;
    }
    Q_UNREACHABLE();
}

bool isState(FactKind kind)
{
    return kind == FactKind::Providers || kind == FactKind::Programme;
}

/// Everything the acts made, each with the act that made it, and the two states as the last act left them.
class Made
{
public:
    Made(const std::vector<Act>& acts, std::vector<Finding>& findings) : m_findings(findings)
    {
        for (const Act& act : acts) {
            std::map<FactKind, int> states;
            for (const Fact& fact : act.content().facts) {
                if (!makes(act.content().kind, fact.kind))
                    continue;
                if (isState(fact.kind))
                    state(act.content(), fact, states[fact.kind]++ == 0);
                else
                    m_facts.emplace(fact, act.content().number);
            }
        }
    }

    const std::map<Fact, Sequence>& facts() const { return m_facts; }

    bool has(const Fact& fact) const { return m_facts.contains(fact); }

    bool isNow(const Fact& fact) const
    {
        const auto found = m_states.find(fact.kind);
        return found != m_states.end() && found->second == fact.hash;
    }

private:
    /// An act that changes a state holds it before and after, so that what happened in between is not taken over.
    void state(const ActContent& act, const Fact& fact, bool first)
    {
        if (first && act.kind != ActKind::Adopted && !isNow(fact))
            m_findings.push_back({FindingKind::Changed, act.number, {}});
        m_states[fact.kind] = fact.hash;
    }

    std::vector<Finding>& m_findings;
    std::map<Fact, Sequence> m_facts;
    std::map<FactKind, Hash> m_states;
};

void compare(const std::vector<HeldFact>& held, const Made& made, AuditReport& report)
{
    std::set<Fact> present;
    for (const HeldFact& one : held) {
        present.insert(one.fact);
        if (isState(one.fact.kind)) {
            if (!made.isNow(one.fact))
                report.findings.push_back({FindingKind::Changed, {}, {}});
        } else if (made.has(one.fact) || one.byIntake) {
            ++report.held;
        } else {
            report.findings.push_back({FindingKind::WithoutAct, {}, one.name});
        }
    }
    for (const auto& [fact, act] : made.facts()) {
        if (!present.contains(fact))
            report.findings.push_back({FindingKind::Gone, act, {}});
    }
}

void countSeconds(const TwoPersons& twoPersons, Instant now, AuditReport& report)
{
    for (const auto& [number, standing] : twoPersons.standing()) {
        report.samePerson += standing.samePerson ? 1 : 0;
        if (standing.second || hasEnded(standing, now))
            continue;
        if (standing.proposal || athensDay(standing.at) >= athensDay(now))
            ++report.waiting;
        else
            report.findings.push_back({FindingKind::NoSecond, number, {}});
    }
}

void holdTo(const AuditAnchors& anchors, const OfficeLog& log, AuditReport& report)
{
    const bool mine = !anchors.ownKey || std::ranges::any_of(log.everybody, [&](const Officer& officer) {
        return officer.key == *anchors.ownKey;
    });
    if (!mine)
        report.findings.push_back({FindingKind::OtherKey, {}, {}});
    const bool same = !anchors.known || std::ranges::any_of(log.acts, [&](const Act& act) {
        return act.content().number == anchors.known->number && act.hash() == anchors.known->hash;
    });
    if (!same)
        report.findings.push_back({FindingKind::OtherPast, anchors.known->number, {}});
}

} // namespace

Stored<AuditReport> audit(Register& registerOfAll, const AuditAnchors& anchors, Instant now)
{
    auto log = officeLog(registerOfAll);
    const auto held = heldFacts(registerOfAll);
    if (!log || !held)
        return tl::unexpected(log ? held.error() : log.error());
    AuditReport report;
    report.findings = std::move(log->findings);
    report.acts = log->last;
    report.head = log->head;
    report.officers = log->officers.size();
    const Made made(log->acts, report.findings);
    compare(*held, made, report);
    countSeconds(log->twoPersons, now, report);
    holdTo(anchors, *log, report);
    return report;
}

} // namespace voucher
