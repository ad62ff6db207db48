#pragma once

#include "terminal/scan/key_strokes.h"

#include <QObject>

#include <functional>

namespace voucher {

/// Listens to the keyboard for a scanner that types, and keeps its keys from the pages: an Enter at the end of a code
/// must not press whatever button has the focus.
class KeyScanner : public QObject
{
    Q_OBJECT

public:
    using CallAfter = std::function<void(std::chrono::milliseconds, std::function<void()>)>;

    /// `callAfter` calls back on this thread; scanned text is told only while `wanted` says so.
    KeyScanner(CallAfter callAfter, std::function<bool()> wanted, QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    /// Never logged by the receiver: the text of a code is a bearer's claim.
    void codeTyped(const QString& text);

private:
    void tell(const std::optional<QString>& text);
    void settleSoon(KeyStrokes::Time last);

    CallAfter m_callAfter;
    std::function<bool()> m_wanted;
    KeyStrokes m_strokes;
    KeyStrokes::Time m_last;
    bool m_swallowing = false; ///< the last key was a scanner's
};

} // namespace voucher
