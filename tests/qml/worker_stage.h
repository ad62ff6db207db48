#pragma once

#include "qml/models/worker.h"
#include "tests/qml/town_at_the_wire.h"
#include "tests/support/fake_clock.h"

#include <QDir>
#include <QTemporaryDir>

namespace voucher::test {

/// A worker between fake edges, on the test's own thread, with what it last told the screens.
class WorkerStage
{
public:
    WorkerStage() { start(); }

    /// The program starts (again) on the same file.
    void start()
    {
        worker.reset();
        told.clear();
        worker = std::make_unique<Worker>(path(), [this] {
            auto ownClock = std::make_unique<FakeClock>(m_wall);
            ownClock->reboot(QByteArray::number(m_boots), {});
            auto ownWire = std::make_unique<Wire>(town);
            town.clock = clock = ownClock.get();
            wire = ownWire.get();
            return Worker::Edges{std::move(ownClock),
                                 std::move(ownWire),
                                 [] { return 0.5; },
                                 [] { return ScryptCost{.n = 1u << 10}; },
                                 [this] { return sticks; },
                                 [this](const QString& name, QByteArrayView bytes) {
                                     if (saveAnswer == StickAnswer::Kept)
                                         saved.insert(name, bytes.toByteArray());
                                     return saveAnswer;
                                 }};
        });
        listen();
        worker->networkIsMetered(metered);
        worker->open();
    }

    /// … a while later.
    void restart(std::chrono::milliseconds later)
    {
        m_wall = clock->read().wall + later;
        start();
    }

    /// … and the machine too.
    void reboot(std::chrono::milliseconds later)
    {
        ++m_boots;
        restart(later);
    }

    QString path() const { return m_folder.filePath(QStringLiteral("ledger.sqlite")); }

    /// A terminal that has its PIN and its enrolment, open for a shift.
    void enrol()
    {
        worker->choosePin(QStringLiteral("402917"));
        worker->scanned(invitationText(signInvitation(town.town.invitationContent(), town.town.enrolment)));
        wire->carry();
        told.clear();
    }

    /// Every byte of the tablet's folder, as whoever takes its disk has them.
    QByteArray image() const
    {
        QByteArray bytes;
        for (const QFileInfo& info : QDir(m_folder.path()).entryInfoList(QDir::Files | QDir::Hidden)) {
            QFile file(info.filePath());
            if (file.open(QIODevice::ReadOnly))
                bytes += file.readAll();
        }
        return bytes;
    }

    QString text(std::uint32_t number = 1) const { return town.town.voucherText(town.town.claims(number)); }

    void redeem(std::uint32_t number = 1)
    {
        worker->scanned(text(number));
        worker->confirm(0);
    }

    int count(const QString& signal) const { return static_cast<int>(told.count(signal)); }

    TownAtTheWire town;
    bool metered = false; ///< what the system says when the program starts
    FakeClock* clock = nullptr;
    Wire* wire = nullptr;
    std::unique_ptr<Worker> worker;

    QStringList told;
    StartModel::State startState = StartModel::Opening;
    UnlockModel::State unlock;
    EnrolModel::View enrolment;
    OfferView offer;
    RecordedView recorded;
    RefusedView refused;
    HistoryModel::View month;
    SyncModel::View sync;
    SyncModel::UpdateView update;
    SyncModel::SavingView saving;
    QByteArrayList sticks; ///< what lies on them
    StickAnswer saveAnswer = StickAnswer::Kept;
    QMap<QString, QByteArray> saved; ///< files put on them
    GroupModel::View group;
    int groupLine = 0;
    int undoSeconds = 0;

private:
    void listen()
    {
        const auto hear = [this](auto signal, const QString& name, auto& into) {
            QObject::connect(worker.get(), signal, [this, name, &into](const auto& value) {
                told += name;
                into = value;
            });
        };
        hear(&Worker::started, QStringLiteral("started"), startState);
        hear(&Worker::unlockAnswered, QStringLiteral("unlock"), unlock);
        hear(&Worker::enrolmentChanged, QStringLiteral("enrolment"), enrolment);
        hear(&Worker::offered, QStringLiteral("offered"), offer);
        hear(&Worker::followed, QStringLiteral("followed"), recorded);
        hear(&Worker::refused, QStringLiteral("refused"), refused);
        hear(&Worker::syncChanged, QStringLiteral("sync"), sync);
        hear(&Worker::updateShown, QStringLiteral("update"), update);
        hear(&Worker::savingShown, QStringLiteral("saving"), saving);
        hear(&Worker::monthShown, QStringLiteral("month"), month);
        hear(&Worker::groupShown, QStringLiteral("group"), group);
        hear(&Worker::groupTold, QStringLiteral("groupTold"), groupLine);
        hear(&Worker::undoSecondsChanged, QStringLiteral("undoSeconds"), undoSeconds);
        QObject::connect(worker.get(), &Worker::recorded, [this](const RecordedView& view, int seconds) {
            told += QStringLiteral("recorded");
            recorded = view;
            undoSeconds = seconds;
        });
        QObject::connect(worker.get(), &Worker::kept, [this] { told += QStringLiteral("kept"); });
        QObject::connect(worker.get(), &Worker::scanShown, [this] { told += QStringLiteral("scan"); });
        QObject::connect(worker.get(), &Worker::numberDoubtful, [this] { told += QStringLiteral("doubtful"); });
    }

    QTemporaryDir m_folder;
    int m_boots = 1;
    Instant m_wall = baseInstant;
};

} // namespace voucher::test
