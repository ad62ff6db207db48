#pragma once

#include "terminal/desk.h"

#include <vector>

namespace voucher {

/// What became of one child of a group.
struct GroupLine
{
    enum class State : std::uint8_t {
        Recorded, ///< durable, an entry of its own
        Noted,    ///< the operator's word, durable too
        Asks,     ///< an offer that needs an answer first: nothing is recorded yet
        Refused,
        Removed, ///< was recorded, and taken back by a void
    };

    int number = 0; ///< the line's name for as long as the group is open, 1 for the first
    State state = State::Refused;
    QString text;                     ///< to open the line alone; never stored, and empty for a foreign code
    std::optional<VoucherId> voucher; ///< after a good signature, or as typed
    std::optional<Recorded> recorded;
    std::optional<Refused> refused;
    Conditions asks;        ///< what an offer asks; none for a departure
    bool departure = false; ///< the offer is the departure of an open visit
};

/// One child after the other: opening the group was the confirmation, so each good code is recorded at once, by an
/// entry of its own. What asks first or is refused takes nothing and stays in the list. The list itself is not stored:
/// when the battery dies the entries are there, and the month shows them.
class Group
{
public:
    explicit Group(Desk& desk) : m_desk(desk) {}

    /// Takes one code and says which line tells what became of it. A child that is recorded already stays as it is.
    const GroupLine& scanned(const QString& text);

    /// A line that was opened alone, or a child without a code, was recorded on its own page.
    void took(const QString& text, const Recorded& recorded, bool note);

    /// Takes a recorded child off again by a void. NotFound where the line holds no entry.
    tl::expected<void, Desk::UndoError> remove(int number);
    /// The entry was taken back on its own page.
    void tookBack(Sequence sequence);

    /// In the order of the first scan.
    const std::vector<GroupLine>& lines() const { return m_lines; }

    const GroupLine* line(int number) const;

    /// The line that was scanned last; 0 before the first.
    int latest() const { return m_latest; }

    /// What offers of this group said of the terminal as a whole: lists that age, records that wait.
    Conditions said() const { return m_said; }

    Instant listsFrom() const { return m_listsFrom; }

    std::int64_t waiting() const { return m_waiting; }

private:
    GroupLine lineOf(const QString& text, const std::optional<VoucherId>& voucher);
    GroupLine* find(const GroupLine& like);
    GroupLine& put(GroupLine line);

    Desk& m_desk;
    std::vector<GroupLine> m_lines;
    int m_latest = 0;
    int m_numbers = 0;
    Conditions m_said;
    Instant m_listsFrom;
    std::int64_t m_waiting = 0;
};

} // namespace voucher
