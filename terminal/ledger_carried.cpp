#include "terminal/ledger.h"
#include "terminal/settings.h"

#include <algorithm>
#include <utility>

namespace voucher {

namespace {

using Done = tl::expected<void, DatabaseError>;

QByteArray column(const auto& id)
{
    return bytesOf(id).toByteArray();
}

/// One entry with those of the attachments that it names.
Done put(Database& database, std::int64_t id, const Entry& entry, const std::map<Hash, QByteArray>& sealed)
{
    const EntryContent& content = entry.content();
    const auto kept = database.run(QStringLiteral("INSERT INTO carried(id, terminal, seq, bytes) VALUES (?, ?, ?, ?)"),
                                   {id, column(content.terminal), content.sequence, entry.message()});
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    for (const Hash& hash : attachmentsOf(content.body)) {
        const auto found = sealed.find(hash);
        if (found == sealed.end()) {
            continue;
        }
        const auto attached = database.run(
            QStringLiteral(
                "INSERT INTO carried_attachment(entry, hash, sealed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
            {id, column(hash), found->second});
        if (!attached) {
            return tl::unexpected(attached.error());
        }
    }
    return {};
}

} // namespace

std::optional<Predecessor> Salvaged::predecessor() const
{
    if (entries.empty()) {
        return std::nullopt;
    }
    const EntryContent& last = entries.back().content();
    return Predecessor{last.terminal, last.sequence, entries.back().hash()};
}

Ledger::Done Ledger::carry(const std::vector<Salvaged>& found)
{
    std::vector<Predecessor> predecessors;
    std::int64_t count = 0;
    const Done written = change([&]() -> Done {
        if (m_head.sequence != 0) {
            return tl::unexpected(DatabaseError::Constraint);
        }
        for (const char* table : {"carried_attachment", "carried"}) {
            const auto emptied = m_database->run(QStringLiteral("DELETE FROM %1").arg(QLatin1StringView(table)));
            if (!emptied) {
                return tl::unexpected(emptied.error());
            }
        }
        for (const Salvaged& salvaged : found) {
            if (const auto predecessor = salvaged.predecessor()) {
                predecessors.push_back(*predecessor);
            }
            std::map<Hash, QByteArray> sealed;
            for (const Attachment& attachment : salvaged.attachments) {
                sealed.emplace(attachment.hash, attachment.sealed);
            }
            for (const Entry& entry : salvaged.entries) {
                if (const Done kept = put(*m_database, ++count, entry, sealed); !kept) {
                    return kept;
                }
            }
        }
        const QString name = QStringLiteral("predecessors");
        return predecessors.empty() ? Settings::remove(*m_database, name)
                                    : Settings::put(*m_database, name, encode(predecessors));
    });
    if (written) {
        m_predecessors = std::move(predecessors);
        m_carried = count;
    }
    return written;
}

tl::expected<Outgoing, DatabaseError> Ledger::outgoingCarried(int count, qsizetype bytes, std::int64_t after)
{
    m_failedRead.reset();
    Outgoing outgoing;
    const Rows first = read(QStringLiteral("SELECT terminal FROM carried WHERE id>? ORDER BY id LIMIT 1"), {after});
    if (!first.empty()) {
        outgoing.terminal = idFrom<TerminalId>(bytesValueOf(first.front().front()));
        outgoing.verdictCursor = m_carriedCursors[outgoing.terminal];
    }
    outgoing.end = after;
    const Rows entries =
        read(QStringLiteral("SELECT id, bytes FROM carried WHERE terminal=? AND id>? ORDER BY id LIMIT ?"),
             {column(outgoing.terminal), after, std::int64_t{count}});
    qsizetype size = 0;
    for (const Row& entry : entries) {
        const Rows attached =
            read(QStringLiteral("SELECT sealed FROM carried_attachment WHERE entry=? ORDER BY hash"), {entry[0]});
        size += bytesValueOf(entry[1]).size();
        for (const Row& row : attached) {
            size += bytesValueOf(row[0]).size();
        }
        if (size > bytes && !outgoing.entries.empty()) {
            break;
        }
        outgoing.entries.push_back(bytesValueOf(entry[1]));
        for (const Row& row : attached) {
            const QByteArray sealed = bytesValueOf(row[0]);
            outgoing.attachments.push_back({sha256(sealed), sealed});
        }
        outgoing.end = integerOf(entry[0]);
    }
    if (m_failedRead) {
        return tl::unexpected(*m_failedRead);
    }
    return outgoing;
}

tl::expected<bool, DatabaseError> Ledger::acknowledgeCarried(const Receipt& receipt)
{
    const ReceiptContent& content = receipt.content();
    std::int64_t left = m_carried;
    const Done written = change([&]() -> Done {
        const auto remove = [&](const QString& which, Sequence sequence) -> Done {
            const auto gone = m_database->run(
                QStringLiteral("DELETE FROM carried_attachment WHERE entry IN (SELECT id FROM carried WHERE %1)")
                    .arg(which),
                {column(content.terminal), sequence});
            return gone
                .and_then([&](const Rows&) {
                    return m_database->run(QStringLiteral("DELETE FROM carried WHERE %1").arg(which),
                                           {column(content.terminal), sequence});
                })
                .map([](const Rows&) {});
        };
        if (const Done covered = remove(QStringLiteral("terminal=? AND seq<=?"), content.upTo); !covered) {
            return covered;
        }
        for (const Verdict& verdict : content.verdicts) {
            if (const Done named = remove(QStringLiteral("terminal=? AND seq=?"), verdict.sequence); !named) {
                return named;
            }
        }
        const auto counted = m_database->run(QStringLiteral("SELECT count(*) FROM carried"));
        if (!counted) {
            return tl::unexpected(counted.error());
        }
        left = integerOf(counted->front().front());
        return {};
    });
    if (!written) {
        return tl::unexpected(written.error());
    }
    std::int64_t& cursor = m_carriedCursors[content.terminal];
    const std::int64_t told = cursor;
    for (const Verdict& verdict : content.verdicts) {
        cursor = std::max(cursor, verdict.number);
    }
    return std::exchange(m_carried, left) != left || cursor != told;
}

} // namespace voucher
