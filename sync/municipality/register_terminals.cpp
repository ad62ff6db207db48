#include "sync/municipality/register.h"

#include "sync/municipality/columns.h"

namespace voucher {

namespace {

/// The paper's secret is not kept readable: whoever sees the register must not be able to enrol with it. The message
/// holds it too, so a row is only as secret as the file; the hash keeps it out of indexes and queries.
Value secretHash(const QByteArray& secret)
{
    return column(sha256(secret));
}

Stored<RegisteredInvitation> invitationFrom(const Row& row)
{
    const auto scanned = ScannedInvitation::fromText(invitationText(bytesValueOf(row[0])));
    if (!scanned)
        return tl::unexpected(DatabaseError::Corrupt);
    RegisteredInvitation invitation{
        scanned->message(), scanned->claimed(), static_cast<InvitationState>(integerOf(row[1])), {}, {}, {}};
    if (!isNull(row[2]))
        invitation.terminalKey = bytesValueOf(row[2]);
    if (!isNull(row[3]))
        invitation.firstContact = instantFromColumn(row[3]);
    if (!isNull(row[4]))
        invitation.terminal = idFromColumn<TerminalId>(row[4]);
    return invitation;
}

Stored<RegisteredTerminal> terminalFrom(const Row& row)
{
    auto key = PublicKey::fromSpki(Algorithm::ES256, bytesValueOf(row[2]));
    if (!key)
        return tl::unexpected(DatabaseError::Corrupt);
    RegisteredTerminal terminal{idFromColumn<TerminalId>(row[0]),
                                idFromColumn<ProviderId>(row[1]),
                                std::move(*key),
                                bytesValueOf(row[3]),
                                integerOf(row[4]),
                                idFromColumn<Hash>(row[5]),
                                {},
                                {}};
    if (!isNull(row[6]))
        terminal.suspended = instantFromColumn(row[6]);
    if (!isNull(row[7]))
        terminal.succeededAt = integerOf(row[7]);
    return terminal;
}

const QString selectInvitation =
    QStringLiteral("SELECT message, state, terminal_key, first_contact, terminal FROM invitation ");
const QString selectTerminal =
    QStringLiteral("SELECT id, provider, key, token_hash, up_to, head, suspended, "
                   "(SELECT MIN(up_to) FROM predecessor WHERE old = terminal.id) FROM terminal ");

/// All rows through a maker that may find a row damaged.
template <typename Type>
Stored<std::vector<Type>> allFrom(const tl::expected<Rows, DatabaseError>& rows, Stored<Type> (*make)(const Row&))
{
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<Type> values;
    for (const Row& row : *rows) {
        auto value = make(row);
        if (!value)
            return tl::unexpected(value.error());
        values.push_back(std::move(*value));
    }
    return values;
}

template <typename Type>
Stored<std::optional<Type>> firstFrom(const tl::expected<Rows, DatabaseError>& rows, Stored<Type> (*make)(const Row&))
{
    auto values = allFrom(rows, make);
    if (!values)
        return tl::unexpected(values.error());
    if (values->empty())
        return std::nullopt;
    return std::move(values->front());
}

} // namespace

Stored<void> Register::addInvitation(const QByteArray& message, const InvitationContent& content)
{
    return m_database
        ->run(QStringLiteral("INSERT INTO invitation(secret_hash, message, state) VALUES(?, ?, ?)"),
              {secretHash(content.secret), message, static_cast<std::int64_t>(InvitationState::Open)})
        .map([](const Rows&) {});
}

Stored<std::optional<RegisteredInvitation>> Register::invitationBySecret(const QByteArray& secret)
{
    return firstFrom(m_database->run(selectInvitation + QStringLiteral("WHERE secret_hash = ?"), {secretHash(secret)}),
                     &invitationFrom);
}

Stored<std::vector<RegisteredInvitation>> Register::invitations()
{
    return allFrom(m_database->run(selectInvitation), &invitationFrom);
}

Stored<void> Register::updateInvitation(const RegisteredInvitation& invitation)
{
    return m_database
        ->run(QStringLiteral("UPDATE invitation SET state = ?, terminal_key = ?, first_contact = ?, terminal = ? "
                             "WHERE secret_hash = ?"),
              {static_cast<std::int64_t>(invitation.state),
               invitation.terminalKey.isEmpty() ? Value{} : Value{invitation.terminalKey},
               columnOrNull(invitation.firstContact), columnOrNull(invitation.terminal),
               secretHash(invitation.content.secret)})
        .map([](const Rows&) {});
}

Stored<void> Register::spendInvitation(TerminalId terminal)
{
    return m_database
        ->run(QStringLiteral("UPDATE invitation SET state = ? WHERE terminal = ?"),
              {static_cast<std::int64_t>(InvitationState::Spent), column(terminal)})
        .map([](const Rows&) {});
}

Stored<void> Register::addTerminal(const RegisteredTerminal& terminal)
{
    return m_database
        ->run(QStringLiteral("INSERT INTO terminal(id, provider, key, token_hash, up_to, head, suspended) "
                             "VALUES(?, ?, ?, ?, ?, ?, ?)"),
              {column(terminal.id), column(terminal.provider), terminal.key.spki(), terminal.uploadTokenHash,
               terminal.upTo, column(terminal.head), columnOrNull(terminal.suspended)})
        .map([](const Rows&) {});
}

Stored<std::optional<RegisteredTerminal>> Register::terminal(TerminalId id)
{
    return firstFrom(m_database->run(selectTerminal + QStringLiteral("WHERE id = ?"), {column(id)}), &terminalFrom);
}

Stored<std::optional<RegisteredTerminal>> Register::lockTerminal(TerminalId id)
{
    return firstFrom(
        m_database->run(selectTerminal + QStringLiteral("WHERE id = ?") + m_database->rowLock(), {column(id)}),
        &terminalFrom);
}

Stored<std::vector<RegisteredTerminal>> Register::terminals()
{
    return allFrom(m_database->run(selectTerminal + QStringLiteral("ORDER BY provider, id")), &terminalFrom);
}

Stored<std::vector<RegisteredTerminal>> Register::successorsOf(TerminalId old)
{
    return allFrom(
        m_database->run(selectTerminal +
                            QStringLiteral("WHERE id IN (SELECT terminal FROM predecessor WHERE predecessor.old = ?)"),
                        {column(old)}),
        &terminalFrom);
}

Stored<void> Register::updateTerminal(const RegisteredTerminal& terminal)
{
    return m_database
        ->run(QStringLiteral("UPDATE terminal SET token_hash = ?, up_to = ?, head = ?, suspended = ? WHERE id = ?"),
              {terminal.uploadTokenHash, terminal.upTo, column(terminal.head), columnOrNull(terminal.suspended),
               column(terminal.id)})
        .map([](const Rows&) {});
}

} // namespace voucher
