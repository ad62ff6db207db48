#include "qml/process_rules.h"

#include <QCoreApplication>

#include <csignal>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace voucher {

namespace {

sigset_t endingSignals()
{
    sigset_t signalSet;
    sigemptyset(&signalSet);
    sigaddset(&signalSet, SIGTERM);
    sigaddset(&signalSet, SIGINT);
    return signalSet;
}

} // namespace

ProcessRules::ProcessRules()
{
    const rlimit nothing{0, 0};
    setrlimit(RLIMIT_CORE, &nothing);
    // A system that pipes cores to a program does not ask for that limit.
    prctl(PR_SET_DUMPABLE, 0);
    // What is freed is overwritten: a PIN or a voucher's text does not outlive its use in the heap.
    mallopt(M_PERTURB, 0xff);
    std::signal(SIGXFSZ, SIG_IGN);
    const sigset_t ending = endingSignals();
    m_signals = signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
    if (m_signals >= 0)
        pthread_sigmask(SIG_BLOCK, &ending, nullptr);
}

ProcessRules::~ProcessRules()
{
    m_notifier.reset();
    if (m_signals >= 0)
        close(m_signals);
}

void ProcessRules::closeOnSignal()
{
    if (m_signals < 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(m_signals, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [descriptor = m_signals] {
        signalfd_siginfo told{};
        while (read(descriptor, &told, sizeof told) == sizeof told)
            QCoreApplication::quit();
    });
}

} // namespace voucher
