#include "sync/municipality/columns.h"
#include "sync/municipality/facts.h"

namespace voucher {

namespace {

QString hexText(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.toByteArray().toHex());
}

Stored<void> addVouchers(Register& registerOfAll, std::vector<HeldFact>& held)
{
    const auto vouchers = registerOfAll.vouchers();
    if (!vouchers)
        return tl::unexpected(vouchers.error());
    for (const IssuedVoucher& voucher : *vouchers)
        held.push_back({factOf(voucher), voucherNumber(voucher.claims.id)});
    const auto rows =
        registerOfAll.database().run(QStringLiteral("SELECT voucher, from_time, status FROM voucher_status"));
    if (!rows)
        return tl::unexpected(rows.error());
    for (const Row& row : *rows) {
        const auto voucher = idFromColumn<VoucherId>(row[0]);
        const auto status = static_cast<VoucherStatus>(integerOf(row[2]));
        held.push_back({factOf(voucher, instantFromColumn(row[1]), status), voucherNumber(voucher)});
    }
    return {};
}

Stored<void> addDocuments(Register& registerOfAll, std::vector<HeldFact>& held)
{
    const auto rows = registerOfAll.database().run(QStringLiteral("SELECT kind, version, message FROM document"));
    if (!rows)
        return tl::unexpected(rows.error());
    for (const Row& row : *rows) {
        const bool list = integerOf(row[0]) == 1;
        const std::int64_t version = integerOf(row[1]);
        const QByteArray message = bytesValueOf(row[2]);
        held.push_back({list ? trustListFact(version, message) : bulletinFact(version, message),
                        (list ? QStringLiteral("trust-list %1") : QStringLiteral("bulletin %1")).arg(version)});
    }
    return {};
}

Stored<void> addTerminals(Register& registerOfAll, std::vector<HeldFact>& held)
{
    const auto terminals = registerOfAll.terminals();
    const auto forked = registerOfAll.database().run(QStringLiteral("SELECT DISTINCT terminal FROM fork"));
    if (!terminals || !forked)
        return tl::unexpected(DatabaseError::Other);
    std::set<TerminalId> byIntake;
    for (const Row& row : *forked)
        byIntake.insert(idFromColumn<TerminalId>(row[0]));
    for (const RegisteredTerminal& terminal : *terminals) {
        const QString name = hexText(bytesOf(terminal.id));
        held.push_back({factOf(terminal), name});
        if (terminal.suspended)
            held.push_back({suspensionFact(terminal.id, *terminal.suspended), name, byIntake.contains(terminal.id)});
    }
    const auto invitations = registerOfAll.database().run(QStringLiteral("SELECT message FROM invitation"));
    if (!invitations)
        return tl::unexpected(invitations.error());
    for (const Row& row : *invitations) {
        const Fact fact = invitationFact(bytesValueOf(row[0]));
        held.push_back({fact, hexText(bytesOf(fact.hash).first(8))});
    }
    return {};
}

Stored<void> addSettings(Register& registerOfAll, std::vector<HeldFact>& held)
{
    const auto programme = programmeFact(registerOfAll);
    const auto providers = providersFact(registerOfAll);
    const auto words = registerOfAll.database().run(QStringLiteral("SELECT act, words FROM proposal"));
    if (!programme || !providers || !words)
        return tl::unexpected(DatabaseError::Other);
    held.push_back({*programme, {}});
    held.push_back({*providers, {}});
    for (const Row& row : *words)
        held.push_back({wordsFact(bytesValueOf(row[1])), QString::number(integerOf(row[0]))});
    return {};
}

} // namespace

Stored<std::vector<HeldFact>> heldFacts(Register& registerOfAll)
{
    std::vector<HeldFact> held;
    for (const auto add : {&addVouchers, &addDocuments, &addTerminals, &addSettings}) {
        if (const auto added = add(registerOfAll, held); !added)
            return tl::unexpected(added.error());
    }
    return held;
}

} // namespace voucher
