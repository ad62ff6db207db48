#pragma once

#include <QSocketNotifier>

#include <memory>

namespace voucher {

/// How the operating system may end this program, refuse it or look into it: it is made before any other thread.
/// SIGTERM and SIGINT close it as a person would, so that the ledger is closed too; a limit on file sizes is a refused
/// write and not the end; memory, which may hold an unlocked key, is never written to a core file.
class ProcessRules
{
public:
    ProcessRules();
    ~ProcessRules();
    Q_DISABLE_COPY_MOVE(ProcessRules)

    /// Quits the application's event loop when a signal asks for the end, from now on.
    void closeOnSignal();

private:
    int m_signals = -1; ///< signalfd(2), -1 if the system gave none: then signals end the program at once
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace voucher
