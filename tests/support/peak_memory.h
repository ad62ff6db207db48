#pragma once

#include <QFile>

#include <functional>

namespace voucher {

/// How many bytes more than before this process holds at most while `work` runs, as the kernel counts them.
inline qint64 peakMemory(const std::function<void()>& work)
{
    const auto held = [](const QByteArray& what) {
        QFile status(QStringLiteral("/proc/self/status"));
        if (!status.open(QIODevice::ReadOnly)) {
            return qint64{0};
        }
        const QByteArray all = status.readAll();
        const qsizetype at = all.indexOf("\n" + what + ":") + what.size() + 2;
        return all.sliced(at, all.indexOf(" kB", at) - at).trimmed().toLongLong() * 1024;
    };
    QFile peak(QStringLiteral("/proc/self/clear_refs"));
    // 5 forgets the peak (proc(5)).
    if (peak.open(QIODevice::WriteOnly)) {
        peak.write("5");
        peak.close();
    }
    const qint64 before = held("VmRSS");
    work();
    return held("VmHWM") - before;
}

} // namespace voucher
