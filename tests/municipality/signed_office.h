#pragma once

#include "sync/municipality/register.h"
#include "tests/municipality/office_program.h"

namespace voucher::test {

/// An office with a provider. Its first officer's key lies with the other keys; Vaso's on a stick of her own.
class SignedOffice : public OfficeProgram
{
public:
    SignedOffice()
    {
        init();
        run(QStringLiteral("provider add --id 12 --name Φορέας --service 7:2026-01-01:2199-12-31"));
    }

    QString stick() const { return folder() + QStringLiteral("/vaso"); }

    int addVaso()
    {
        return run({QStringLiteral("officer"), QStringLiteral("add"), QStringLiteral("--name"), QStringLiteral("Βάσω"),
                    QStringLiteral("--keys"), stick()});
    }

    QStringList asVaso() const { return {QStringLiteral("--officer"), stick()}; }

    QStringList withVaso() const { return {QStringLiteral("--second"), stick()}; }

    static QStringList countersigning(int act) { return {QStringLiteral("countersign"), QString::number(act)}; }

    /// The number of what the last act proposed.
    int proposed() const { return lines.value(0)[QStringLiteral("proposal")].toInt(); }

    qsizetype vouchers()
    {
        run(QStringLiteral("show vouchers"));
        return lines.size();
    }

    bool isWhole() { return run(QStringLiteral("audit")) == 0 && lines.size() == 1 && lines[0][u"whole"].toBool(); }

    /// Writes into the database past everything that forbids it.
    void tamper(const char* sql)
    {
        const auto registerOfAll = Register::open(place).value();
        Database& database = registerOfAll->database();
        if (inCluster())
            database.run(QStringLiteral("SELECT set_config('session_replication_role', 'replica', false)")).value();
        for (const char* trigger : {"act_never_changes", "act_never_leaves", "proposal_never_changes"}) {
            if (!inCluster())
                database.run(QStringLiteral("DROP TRIGGER IF EXISTS %1").arg(QLatin1StringView(trigger))).value();
        }
        database.run(QLatin1StringView(sql)).value();
    }
};

} // namespace voucher::test
