#include "sync/municipality/office_log.h"

#include <algorithm>

namespace voucher {

namespace {

using namespace std::chrono_literals;

constexpr auto clocksDiffer = 10min;

const QString firstOfficerSetting = QStringLiteral("first-officer");

/// Follows the acts one after the other; what a damaged act would have said is not known, the next ones are read on.
class Walk
{
public:
    explicit Walk(OfficeLog& log, const std::optional<PublicKey>& firstKey) : m_log(log)
    {
        if (firstKey)
            m_log.officers.push_back({OfficerNumber{1}, {}, *firstKey});
    }

    void next(Sequence number, const QByteArray& message)
    {
        const bool gap = number != m_log.last + 1;
        if (gap)
            find(FindingKind::Gap, m_log.last + 1);
        const auto claimed = claimedActHash(message);
        if (const auto act = verifyAct(message, m_log.officers))
            take(*act, number, gap);
        else
            find(claimed ? FindingKind::NotAnOfficer : FindingKind::Unreadable, number);
        m_log.last = number;
        m_log.head = claimed.value_or(Hash{});
        m_linked = claimed.has_value();
    }

    void end()
    {
        if (m_alone)
            find(FindingKind::ActedAlone, *m_alone);
    }

private:
    void find(FindingKind kind, Sequence act) { m_log.findings.push_back({kind, act, {}}); }

    void take(const Act& act, Sequence number, bool gap)
    {
        const ActContent& content = act.content();
        if (content.number != number || (!gap && m_linked && content.previous != m_log.head))
            find(FindingKind::BrokenLink, number);
        if (m_before && content.at < *m_before - clocksDiffer)
            find(FindingKind::Backdated, number);
        const bool placed = inPlace(content);
        if (!placed)
            find(FindingKind::OutOfPlace, number);
        if (m_alone && content.of != m_alone)
            find(FindingKind::ActedAlone, *m_alone);
        m_alone.reset();
        const std::size_t officers = m_log.officers.size();
        if (!m_log.twoPersons.take(content, officers))
            find(FindingKind::NotTheirs, number);
        // Where another officer could have been asked before, the other one's signature stands directly behind.
        if (officers > 1 && waitsForSecond(content.kind) && !content.of)
            m_alone = number;
        if (placed)
            changeOfficers(content);
        m_before = content.at;
        m_adopting = content.kind == ActKind::Opened || (m_adopting && content.kind == ActKind::Adopted);
        m_log.acts.push_back(act);
    }

    bool inPlace(const ActContent& content) const
    {
        if (content.kind == ActKind::Opened)
            return m_log.acts.empty() && content.named->number == content.officer &&
                   content.named->key == m_log.officers.front().key;
        if (content.kind == ActKind::Adopted)
            return m_adopting;
        if (content.kind == ActKind::OfficerRemoved)
            return m_log.officers.size() > 1;
        if (content.kind != ActKind::OfficerAdded)
            return true;
        return std::ranges::none_of(m_log.everybody, [&](const Officer& known) {
            return known.number == content.named->number || known.key == content.named->key;
        });
    }

    void changeOfficers(const ActContent& content)
    {
        if (!content.named)
            return;
        if (content.kind == ActKind::OfficerRemoved) {
            std::erase_if(m_log.officers, [&](const Officer& one) { return one.number == content.named->number; });
            return;
        }
        if (content.kind == ActKind::Opened)
            m_log.officers.clear();
        m_log.officers.push_back(*content.named);
        m_log.everybody.push_back(*content.named);
    }

    OfficeLog& m_log;
    std::optional<Instant> m_before;
    std::optional<Sequence> m_alone;
    bool m_linked = true;
    bool m_adopting = false;
};

const Officer* found(const std::vector<Officer>& officers, const auto& is)
{
    const auto at = std::ranges::find_if(officers, is);
    return at == officers.end() ? nullptr : &*at;
}

} // namespace

const Officer* OfficeLog::byKey(KeyId key) const
{
    return found(officers, [key](const Officer& officer) { return officer.key.id() == key; });
}

const Officer* OfficeLog::byNumber(OfficerNumber number) const
{
    return found(everybody, [number](const Officer& officer) { return officer.number == number; });
}

Stored<OfficeLog> officeLog(Register& registerOfAll)
{
    const auto first = registerOfAll.setting(firstOfficerSetting);
    const auto rows = registerOfAll.database().run(QStringLiteral("SELECT number, message FROM act ORDER BY number"));
    if (!first || !rows)
        return tl::unexpected(first ? rows.error() : first.error());
    OfficeLog log;
    Walk walk(log, *first ? PublicKey::fromSpki(Algorithm::EdDSA, **first) : std::nullopt);
    for (const Row& row : *rows)
        walk.next(integerOf(row[0]), bytesValueOf(row[1]));
    walk.end();
    if (rows->empty())
        log.findings.push_back({FindingKind::NoLog, {}, {}});
    return log;
}

Stored<void> addAct(Register& registerOfAll, const Act& act)
{
    return registerOfAll.database()
        .run(QStringLiteral("INSERT INTO act(number, message) VALUES(?, ?)"), {act.content().number, act.message()})
        .map([](const Rows&) {});
}

Stored<void> setFirstOfficer(Register& registerOfAll, const PublicKey& key)
{
    return registerOfAll.setSetting(firstOfficerSetting, key.spki());
}

Stored<void> addProposal(Register& registerOfAll, Sequence act, const QByteArray& words)
{
    return registerOfAll.database()
        .run(QStringLiteral("INSERT INTO proposal(act, words) VALUES(?, ?)"), {act, words})
        .map([](const Rows&) {});
}

Stored<std::optional<QByteArray>> proposalWords(Register& registerOfAll, Sequence act)
{
    const auto rows = registerOfAll.database().run(QStringLiteral("SELECT words FROM proposal WHERE act = ?"), {act});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return std::nullopt;
    return bytesValueOf(rows->front()[0]);
}

} // namespace voucher
