#pragma once

#include "terminal/scan/greek_layout.h"

#include <QList>

#include <chrono>
#include <optional>

namespace voucher {

/// Tells a scanner that behaves as a keyboard from fingers, and returns what it typed. Letters that arrived as Greek
/// because of the tablet's layout are turned back by their place on the board.
class KeyStrokes
{
public:
    using Time = std::chrono::steady_clock::time_point;

    /// A longer gap between two keys was made by a hand.
    static constexpr std::chrono::milliseconds longestGap{80};
    /// Without an Enter the text ends after this silence.
    static constexpr std::chrono::milliseconds silence{200};
    /// Fewer keys in a row than this are nothing.
    static constexpr qsizetype shortest = 8;
    /// More than any QR code holds (4,296 alphanumeric characters, ISO/IEC 18004) is dropped whole.
    static constexpr qsizetype longest = 4296;

    /// One key went down at `at`, by the event's own time. The text, when this key is the Enter that ends it.
    std::optional<QString> press(const TypedKey& typed, Time at);

    /// The text, when nothing has come for `silence`. To be called when a key was pressed and that time has passed.
    std::optional<QString> settle(Time now);

    /// The text told last as the same keys would type it on a US board; empty where the place of one key is unknown.
    /// Which of the two was meant only the reader of the text can say: Greek letters aside, both are possible.
    const QString& byPlace() const { return m_byPlace; }

    /// Whether the keys of late look like a scanner's, so that no page should act on them.
    bool isCollecting() const { return m_keys.size() >= 3; }

private:
    std::optional<QString> finish();

    QList<TypedKey> m_keys;
    QString m_byPlace;
    Time m_last;
    bool m_overflowed = false;
};

} // namespace voucher
