#include "qml/key_scanner.h"

#include <QKeyEvent>

namespace voucher {

namespace {

/// Codes of the programme begin so, whatever their kind: "EPT1:".
bool beginsLikeOurs(QStringView text)
{
    return text.size() > 5 && text.startsWith(QLatin1StringView("EP")) && text.sliced(3, 2) == QLatin1StringView("1:");
}

} // namespace

KeyScanner::KeyScanner(CallAfter callAfter, std::function<bool()> wanted, QObject* parent)
    : QObject(parent), m_callAfter(std::move(callAfter)), m_wanted(std::move(wanted))
{
}

bool KeyScanner::eventFilter(QObject* watched, QEvent* event)
{
    const bool press = event->type() == QEvent::KeyPress;
    if (!press && event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyRelease)
        return QObject::eventFilter(watched, event);
    const auto& key = static_cast<const QKeyEvent&>(*event);
    if (!press || !watched->isWindowType() || key.isAutoRepeat())
        return m_swallowing;
    const auto at = KeyStrokes::Time(std::chrono::milliseconds(key.timestamp()));
    // Keys that are already a scanner's take their Enter with them, and the line feed that may come after it.
    const bool follows = m_swallowing && at - m_last <= KeyStrokes::longestGap;
    const bool collecting = m_strokes.isCollecting();
    m_last = at;
    tell(m_strokes.press({key.text(), key.nativeScanCode(), key.key(), key.modifiers().testFlag(Qt::ShiftModifier)},
                         at));
    m_swallowing = follows || collecting || m_strokes.isCollecting();
    settleSoon(at);
    return m_swallowing;
}

void KeyScanner::settleSoon(KeyStrokes::Time last)
{
    m_callAfter(KeyStrokes::silence, [this, last] {
        if (last == m_last)
            tell(m_strokes.settle(last + KeyStrokes::silence));
    });
}

void KeyScanner::tell(const std::optional<QString>& text)
{
    if (!text || !m_wanted())
        return;
    // Of two readings of the same keys the one that begins like ours is meant.
    const QString byPlace = m_strokes.byPlace().toUpper();
    emit codeTyped(!beginsLikeOurs(*text) && beginsLikeOurs(byPlace) ? byPlace : *text);
}

} // namespace voucher
