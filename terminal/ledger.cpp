#include "terminal/ledger.h"

#include "crypto/sign1.h"
#include "terminal/ledger_derived.h"
#include "terminal/migration.h"
#include "terminal/schema.h"
#include "terminal/settings.h"

namespace voucher {

namespace {

/// A file that lost a table or a column answers Other: to the one who opens it, it is damaged.
DatabaseError asDamage(DatabaseError error)
{
    return error == DatabaseError::Other || error == DatabaseError::Constraint ? DatabaseError::Corrupt : error;
}

Head headOf(const Entry& entry)
{
    return {entry.content().sequence, entry.hash(), entry.content().clockDoubtful};
}

bool tellsOfTheFloor(const EntryContent& content)
{
    const auto* notice = std::get_if<NoticeBody>(&content.body);
    return notice != nullptr && notice->notice == NoticeKind::ClockFloorLowered;
}

} // namespace

tl::expected<std::unique_ptr<Ledger>, DatabaseError> Ledger::open(const QString& path)
{
    std::unique_ptr<Ledger> ledger(new Ledger(path));
    if (const auto opened = ledger->reopen(); !opened) {
        return tl::unexpected(opened.error());
    }
    return ledger;
}

/// After a failed write nobody knows what reached the disk. Reading the file anew and writing its log back says so: an
/// entry seen afterwards is durable, an entry not seen never was.
Ledger::Done Ledger::reopen()
{
    m_database.reset();
    auto opened = Database::open(DatabaseKind::TabletFile, m_path);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    if (const auto migrated = migrate(**opened, ledgerSchema()); !migrated) {
        return tl::unexpected(asDamage(migrated.error()));
    }
    const auto written = (*opened)->writeBack();
    if (!written && written.error() != DatabaseError::Full) {
        return tl::unexpected(asDamage(written.error()));
    }
    m_database = std::move(*opened);
    if (const auto reading = reread(); !reading) {
        m_database.reset();
        return tl::unexpected(asDamage(reading.error()));
    }
    return {};
}

bool Ledger::damaged() const
{
    return m_database && m_database->damaged();
}

Ledger::Done Ledger::reread()
{
    const auto settings = Settings::readAll(*m_database);
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    const auto spki = settings->bytes(QStringLiteral("device_key"));
    m_deviceKey = spki ? PublicKey::fromSpki(Algorithm::ES256, *spki) : std::nullopt;

    const auto last = m_database->run(QStringLiteral("SELECT seq, bytes FROM entry ORDER BY seq DESC LIMIT 1"));
    if (!last) {
        return tl::unexpected(last.error());
    }
    m_head = {};
    if (!last->empty()) {
        if (!m_deviceKey) {
            return tl::unexpected(DatabaseError::Corrupt);
        }
        const auto entry = verifyEntry(bytesValueOf(last->front()[1]), *m_deviceKey);
        if (!entry || entry->content().sequence != integerOf(last->front()[0])) {
            return tl::unexpected(DatabaseError::Corrupt);
        }
        m_head = headOf(*entry);
    }
    if (settings->bytes(QStringLiteral("head")).value_or(bytesOf(Hash{}).toByteArray()) != bytesOf(m_head.hash)) {
        return tl::unexpected(DatabaseError::Corrupt);
    }

    m_acknowledged = settings->integer(QStringLiteral("acknowledged"));
    m_verdictCursor = settings->integer(QStringLiteral("verdict_cursor"));
    m_receiptTime = Instant(std::chrono::milliseconds(settings->integer(QStringLiteral("receipt_time"))));
    m_halted = settings->integer(QStringLiteral("halted")) != 0;
    if (m_acknowledged < 0 || m_acknowledged > m_head.sequence) {
        return tl::unexpected(DatabaseError::Corrupt);
    }
    const std::int64_t mistakenFloor = settings->integer(QStringLiteral("mistaken_floor"));
    m_mistakenFloor =
        mistakenFloor != 0 ? std::optional(Instant(std::chrono::milliseconds(mistakenFloor))) : std::nullopt;
    const auto floor = settings->bytes(QStringLiteral("clock_floor"));
    m_clockFloor = floor ? clockFloorFrom(*floor) : std::nullopt;
    m_invitation = settings->bytes(QStringLiteral("invitation"));
    m_exported.clear();
    const QByteArray exported = settings->bytes(QStringLiteral("exported")).value_or(QByteArray());
    constexpr qsizetype hashLength = std::tuple_size_v<decltype(Hash::value)>;
    for (qsizetype at = 0; at + hashLength <= exported.size(); at += hashLength) {
        m_exported.push_back(idFrom<Hash>(QByteArrayView(exported).sliced(at, hashLength)));
    }
    m_predecessors = predecessorsFrom(settings->bytes(QStringLiteral("predecessors")).value_or(QByteArray()))
                         .value_or(std::vector<Predecessor>());
    const auto carried = m_database->run(QStringLiteral("SELECT count(*) FROM carried"));
    if (!carried) {
        return tl::unexpected(carried.error());
    }
    m_carried = integerOf(carried->front().front());

    m_enrolment.reset();
    const auto terminal = settings->bytes(QStringLiteral("terminal"));
    if (terminal && terminal->size() == static_cast<qsizetype>(TerminalId{}.value.size())) {
        m_enrolment = Enrolment{idFrom<TerminalId>(*terminal),
                                ProviderId{static_cast<std::uint32_t>(settings->integer(QStringLiteral("provider")))},
                                settings->text(QStringLiteral("url")).value_or(QString()),
                                settings->bytes(QStringLiteral("upload_token")).value_or(QByteArray())};
    }
    const auto active =
        PublicKey::fromSpki(Algorithm::EdDSA, settings->bytes(QStringLiteral("root_active")).value_or(QByteArray()));
    const auto spare =
        PublicKey::fromSpki(Algorithm::EdDSA, settings->bytes(QStringLiteral("root_spare")).value_or(QByteArray()));
    m_roots = active && spare ? std::optional(Roots{*active, *spare}) : std::nullopt;

    const auto documents = m_database->run(QStringLiteral("SELECT name, bytes FROM document"));
    if (!documents) {
        return tl::unexpected(documents.error());
    }
    std::optional<QByteArray> trustList;
    std::optional<QByteArray> bulletin;
    for (const Row& row : *documents) {
        (textOf(row[0]) == u"trust_list" ? trustList : bulletin) = bytesValueOf(row[1]);
    }
    readDocuments(trustList, bulletin);
    return {};
}

/// All writes of one purpose, in one transaction. What may have failed in the dark is read anew before this returns.
Ledger::Done Ledger::change(const std::function<Done()>& writes)
{
    if (!m_database) {
        if (const auto opened = reopen(); !opened) {
            return opened;
        }
    }
    if (damaged()) {
        return tl::unexpected(DatabaseError::Corrupt);
    }
    DatabaseError error;
    bool inDoubt = false;
    {
        auto transaction = Transaction::begin(*m_database);
        if (!transaction) {
            error = transaction.error();
        } else if (const auto written = writes(); !written) {
            error = written.error();
        } else if (const auto committed = transaction->commit(); !committed) {
            error = committed.error();
            inDoubt = true;
        } else {
            return {};
        }
    }
    // Lost also where only the rollback failed: its transaction is open still, and no other could begin.
    if (inDoubt || m_database->lost()) {
        (void)reopen();
    }
    return tl::unexpected(error);
}

/// A read whose caller has no way to answer an error: the next append or change of this thread answers it instead.
Rows Ledger::read(const QString& sql, std::initializer_list<Value> values)
{
    if (!m_database) {
        if (const auto opened = reopen(); !opened) {
            m_failedRead = opened.error();
            return {};
        }
    }
    auto rows = m_database->run(sql, values);
    if (!rows) {
        m_failedRead = rows.error();
        return {};
    }
    return std::move(*rows);
}

tl::expected<std::optional<Entry>, DatabaseError>
Ledger::append(const std::function<std::optional<Appended>(const Next&)>& make)
{
    std::optional<Appended> appended;
    m_failedRead.reset();
    bool refused = false;
    const auto written = change([&]() -> Done {
        if (!m_enrolment || !m_deviceKey) {
            return tl::unexpected(DatabaseError::Constraint);
        }
        appended = make({m_enrolment->terminal, m_head.sequence + 1, m_head.hash});
        if (m_failedRead) {
            return tl::unexpected(*m_failedRead);
        }
        if (!appended) {
            refused = true;
            return tl::unexpected(DatabaseError::Other);
        }
        const Entry& entry = appended->entry;
        const EntryContent& content = entry.content();
        if (content.terminal != m_enrolment->terminal || content.sequence != m_head.sequence + 1 ||
            content.previous != m_head.hash || !verifyEntry(entry.message(), *m_deviceKey)) {
            return tl::unexpected(DatabaseError::Constraint);
        }
        const auto inserted = m_database->run(QStringLiteral("INSERT INTO entry(seq, bytes) VALUES (?, ?)"),
                                              {content.sequence, entry.message()});
        if (!inserted) {
            return tl::unexpected(inserted.error());
        }
        for (const Attachment& attachment : appended->attachments) {
            const auto kept = m_database->run(
                QStringLiteral("INSERT INTO attachment(seq, at, sealed) VALUES (?, ?, ?)"),
                {content.sequence, std::int64_t{content.at.time_since_epoch().count()}, attachment.sealed});
            if (!kept) {
                return tl::unexpected(kept.error());
            }
        }
        if (!appended->vault.isNull()) {
            const auto kept = Settings::put(*m_database, QStringLiteral("vault"), appended->vault);
            if (!kept) {
                return kept;
            }
        }
        if (const auto derived = derive(*m_database, content); !derived) {
            return derived;
        }
        if (tellsOfTheFloor(content)) {
            if (const auto told = Settings::remove(*m_database, QStringLiteral("mistaken_floor")); !told) {
                return told;
            }
        }
        return Settings::put(*m_database, QStringLiteral("head"), bytesOf(entry.hash()).toByteArray());
    });
    if (refused) {
        return std::nullopt;
    }
    if (written) {
        m_head = headOf(appended->entry);
        if (tellsOfTheFloor(appended->entry.content())) {
            m_mistakenFloor.reset();
        }
        return std::move(appended->entry);
    }
    // A commit that failed late may have reached the disk all the same; the reopened file knows.
    if (appended && m_database && m_head.hash == appended->entry.hash()) {
        return std::move(appended->entry);
    }
    return tl::unexpected(written.error());
}

Ledger::Done Ledger::rebuildDerived()
{
    return change([&]() -> Done {
        if (!m_deviceKey) {
            return m_head.sequence == 0 ? Done() : tl::unexpected(DatabaseError::Corrupt);
        }
        return deriveAll(*m_database, *m_deviceKey);
    });
}

} // namespace voucher
