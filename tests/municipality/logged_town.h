#pragma once

#include "sync/municipality/acting.h"
#include "sync/municipality/audit.h"
#include "sync/municipality/facts.h"
#include "tests/support/town_office.h"

namespace voucher::test {

using Kinds = std::vector<FindingKind>;

/// An office with a log: what the town held before was adopted by its first officer at the base instant.
class LoggedTown : public TownOffice
{
public:
    LoggedTown()
    {
        if (!openLog(*registerOfAll, anna, QStringLiteral("Άννα"), baseInstant))
            qFatal("the log does not open");
    }

    tl::expected<Sequence, ActError> act(ActContent what, Instant at, const PrivateKey& by,
                                         const PrivateKey* second = nullptr)
    {
        return voucher::act(*registerOfAll, {by, second}, std::move(what), at);
    }

    static ActContent of(ActKind kind, std::vector<Fact> facts = {}, std::optional<Sequence> earlier = {})
    {
        ActContent what;
        what.kind = kind;
        what.facts = std::move(facts);
        what.of = earlier;
        return what;
    }

    /// Vaso joins, and signs at once for that.
    void addVaso(Instant at)
    {
        ActContent what = of(ActKind::OfficerAdded);
        what.named = Officer{OfficerNumber{2}, QStringLiteral("Βάσω"), vaso.publicKey()};
        vasoAdded = act(what, at, anna).value();
        if (!act(of(ActKind::Countersigned, {}, vasoAdded), at, vaso))
            qFatal("the second officer may not sign");
    }

    /// Voucher `number`, issued by Anna, alone or with Vaso.
    Sequence issueLogged(std::uint32_t number, Instant at, const PrivateKey* second = nullptr)
    {
        issued = issue(town.claims(number));
        return act(of(ActKind::Issued, {factOf(issued)}), at, anna, second).value();
    }

    Sequence setStatus(VoucherStatus status, ActKind kind, Instant at)
    {
        must(registerOfAll->setVoucherStatus(issued.claims.id, status, at));
        return act(of(kind, {factOf(issued.claims.id, at, status)}), at, anna).value();
    }

    tl::expected<Sequence, ActError> countersign(Sequence earlier, Instant at, const PrivateKey& by)
    {
        return act(of(ActKind::Countersigned, {}, earlier), at, by);
    }

    /// What somebody appends who has the register and a key, but not the program.
    void appendByHand(ActContent what, OfficerNumber officer, const PrivateKey& key, Instant at)
    {
        const OfficeLog log = officeLog(*registerOfAll).value();
        what.number = log.last + 1;
        what.previous = log.head;
        what.at = at;
        what.officer = officer;
        must(addAct(*registerOfAll, signAct(what, key)));
    }

    /// Writes into the database past everything that forbids it.
    void tamper(const QString& sql, const std::vector<Value>& values = {})
    {
        Database& database = registerOfAll->database();
        if (PostgresCluster::ofThisTest()) {
            database.run(QStringLiteral("SELECT set_config('session_replication_role', 'replica', false)")).value();
        } else {
            database.run(QStringLiteral("DROP TRIGGER IF EXISTS act_never_changes")).value();
            database.run(QStringLiteral("DROP TRIGGER IF EXISTS act_never_leaves")).value();
        }
        database.run(sql, values).value();
    }

    /// What an audit finds, each kind as often as it does.
    Kinds found(Instant now, const AuditAnchors& anchors = {})
    {
        report = audit(*registerOfAll, anchors, now).value();
        Kinds kinds;
        for (const Finding& finding : report.findings)
            kinds.push_back(finding.kind);
        return kinds;
    }

    PrivateKey anna = PrivateKey::generate(Algorithm::EdDSA);
    PrivateKey vaso = PrivateKey::generate(Algorithm::EdDSA);
    Sequence vasoAdded = 0;
    IssuedVoucher issued;
    AuditReport report;
};

} // namespace voucher::test
