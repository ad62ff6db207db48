#pragma once

#include <QString>

namespace voucher {

/// What one key press brought.
struct TypedKey
{
    /// Empty for a dead key.
    QString text;
    /// X11's key code (evdev's plus 8), which names the key on the board whatever its layout; 0 when unknown.
    quint32 scanCode = 0;
    int key = 0;
    /// Shift was held down.
    bool shift = false;
};

/// Whether this can only have come from a Greek layout.
bool isGreek(const TypedKey& typed);

/// What the same physical key would have typed under a US layout, `typed` having come from a Greek one.
QString asLatin(const TypedKey& typed);

} // namespace voucher
