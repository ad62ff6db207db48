#include "sync/municipality/columns.h"
#include "sync/municipality/facts.h"

namespace voucher {

namespace {

QString hexText(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.toByteArray().toHex());
}

/// What makes the intake suspend a terminal: two entries under one number (one alone after a hole is no reason), or an
/// entry at that very moment above what its successor knew of.
const QString suspendedByIntake = QStringLiteral(
    "SELECT fork.terminal FROM fork WHERE EXISTS(SELECT 1 FROM entry WHERE entry.terminal = fork.terminal "
    "AND entry.seq = fork.seq AND entry.hash <> fork.hash) OR EXISTS(SELECT 1 FROM fork other "
    "WHERE other.terminal = fork.terminal AND other.seq = fork.seq AND other.hash <> fork.hash) UNION "
    "SELECT terminal.id FROM terminal JOIN entry ON entry.terminal = terminal.id "
    "AND entry.received = terminal.suspended "
    "WHERE entry.seq > (SELECT MIN(up_to) FROM predecessor WHERE old = terminal.id)");

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
    const auto suspended = registerOfAll.database().run(suspendedByIntake);
    if (!terminals || !suspended)
        return tl::unexpected(DatabaseError::Other);
    std::set<TerminalId> byIntake;
    for (const Row& row : *suspended)
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
