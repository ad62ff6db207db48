#include "terminal/group.h"

#include <algorithm>
#include <utility>

namespace voucher {

namespace {

/// What never becomes an entry must not fill the memory, however many codes are held up.
constexpr std::ptrdiff_t mostUnsettled = 60;

bool settled(const GroupLine& line)
{
    return line.state == GroupLine::State::Recorded || line.state == GroupLine::State::Noted;
}

} // namespace

const GroupLine& Group::scanned(const QString& text)
{
    const auto voucher = m_desk.voucherIn(text);
    GroupLine like;
    like.text = text;
    like.voucher = voucher;
    if (const GroupLine* known = find(like); known && settled(*known)) {
        m_latest = known->number;
        return *known;
    }
    return put(lineOf(text, voucher));
}

GroupLine Group::lineOf(const QString& text, const std::optional<VoucherId>& voucher)
{
    GroupLine line;
    line.text = text;
    line.voucher = voucher;
    const auto refuse = [&line](const Refused& refused) {
        line.state = GroupLine::State::Refused;
        line.refused = refused;
        if (isForeign(refused.code))
            line.text.clear();
        return line;
    };
    const auto offer = m_desk.check(text);
    if (!offer)
        return refuse(offer.error());
    m_said |= offer->conditions() & (Conditions(Condition::ListsAgeing) | Condition::SoftLimit);
    m_listsFrom = offer->listsFrom();
    m_waiting = offer->waiting();
    if (asksFirst(*offer)) {
        line.state = GroupLine::State::Asks;
        line.asks = offer->conditions() & askingConditions;
        line.departure = offer->openVisit().has_value();
        return line;
    }
    const auto recorded = m_desk.redeem(*offer, {});
    if (!recorded)
        return refuse(recorded.error());
    line.state = GroupLine::State::Recorded;
    line.recorded = *recorded;
    return line;
}

GroupLine* Group::find(const GroupLine& like)
{
    const auto same = [&like](const GroupLine& line) {
        if (like.voucher || line.voucher)
            return like.voucher == line.voucher;
        if (like.text.isEmpty() && like.refused)
            return line.refused && line.refused->code == like.refused->code;
        return !like.text.isEmpty() && line.text == like.text;
    };
    const auto found = std::find_if(m_lines.begin(), m_lines.end(), same);
    return found == m_lines.end() ? nullptr : &*found;
}

GroupLine& Group::put(GroupLine line)
{
    if (GroupLine* known = find(line)) {
        line.number = known->number;
        m_latest = line.number;
        return *known = std::move(line);
    }
    if (!settled(line) && std::count_if(m_lines.begin(), m_lines.end(), std::not_fn(settled)) >= mostUnsettled)
        m_lines.erase(std::find_if(m_lines.begin(), m_lines.end(), std::not_fn(settled)));
    line.number = ++m_numbers;
    m_latest = line.number;
    return m_lines.emplace_back(std::move(line));
}

void Group::took(const QString& text, const Recorded& recorded, bool note)
{
    GroupLine line;
    line.text = text;
    line.state = note ? GroupLine::State::Noted : GroupLine::State::Recorded;
    line.recorded = recorded;
    if (recorded.voucher != VoucherId{})
        line.voucher = recorded.voucher;
    put(std::move(line));
}

tl::expected<void, Desk::UndoError> Group::remove(int number)
{
    const GroupLine* line = this->line(number);
    if (!line || !settled(*line))
        return tl::unexpected(Desk::UndoError::NotFound);
    const Sequence sequence = line->recorded->sequence;
    const auto undone = m_desk.undo(sequence);
    if (!undone && undone.error() != Desk::UndoError::AlreadyVoided)
        return tl::unexpected(undone.error());
    tookBack(sequence);
    return {};
}

void Group::tookBack(Sequence sequence)
{
    for (GroupLine& line : m_lines) {
        if (settled(line) && line.recorded->sequence == sequence)
            line.state = GroupLine::State::Removed;
    }
}

const GroupLine* Group::line(int number) const
{
    const auto found =
        std::find_if(m_lines.begin(), m_lines.end(), [number](const GroupLine& line) { return line.number == number; });
    return found == m_lines.end() ? nullptr : &*found;
}

} // namespace voucher
