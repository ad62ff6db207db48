#include "qml/models/views_of.h"
#include "qml/models/worker.h"

#include "sync/export.h"

#include <algorithm>
#include <utility>

namespace voucher {

// What goes between tablet and municipality by hand: the update on a poster or a stick, records and receipts on a
// stick.

bool Worker::posterScanned(const QString& text)
{
    const auto progress = m_ledger->enrolment() ? m_poster.add(text) : std::nullopt;
    if (!progress)
        return false;
    showUpdate({progress->whole ? taken(*progress->whole) : SyncModel::PosterBegun, progress->seen, progress->of});
    return true;
}

void Worker::showUpdate(const SyncModel::UpdateView& update)
{
    const SyncModel::Update before = std::exchange(m_update, update.state);
    if (before != SyncModel::NoUpdate || update.state != SyncModel::NoUpdate)
        emit updateShown(update);
}

SyncModel::Update Worker::taken(QByteArrayView update)
{
    const ClockReading reading = m_edges.clock->read();
    const auto result =
        receiptsIn(update) ? takeReceipts(*m_ledger, update, reading) : takeUpdate(*m_ledger, update, reading);
    if (result.value_or(false)) {
        m_courier->wake();
        followShown();
    }
    return viewOf(result);
}

void Worker::readStick()
{
    if (!m_desk)
        return;
    showSaving({});
    SyncModel::UpdateView best{SyncModel::NoStick};
    QByteArrayList files = m_edges.sticks();
    // A receipt may be signed by a key that only the update beside it names.
    std::stable_partition(files.begin(), files.end(), [](const QByteArray& file) { return !receiptsIn(file); });
    for (const QByteArray& update : std::as_const(files)) {
        const SyncModel::Update state = taken(update);
        // An old file beside the new one must not hide that the new one was taken.
        if (best.state != SyncModel::Taken && (state == SyncModel::Taken || best.state != SyncModel::AlreadyHere))
            best.state = state;
    }
    showUpdate(best);
}

void Worker::saveToStick()
{
    if (!m_desk || !m_ledger->enrolment())
        return;
    showUpdate({});
    if (!m_vault || !m_vault->key()) {
        answerUnlock({});
        return;
    }
    const auto waiting = exportWaiting(*m_ledger, *m_vault->key());
    if (!waiting) {
        showSaving({SyncModel::NotSaved});
        return;
    }
    if (waiting->entries == 0) {
        showSaving({});
        return;
    }
    // Before the file leaves: its answer must not come to a tablet that does not know what it answers.
    if (!m_ledger->keepExported(waiting->requests)) {
        showSaving({SyncModel::NotSaved});
        return;
    }
    const QString terminal = QString::fromLatin1(shortHex(bytesOf(m_ledger->enrolment()->terminal)));
    switch (m_edges.saveToStick(QStringLiteral("epitagi-%1.entries").arg(terminal), waiting->file)) {
    case StickAnswer::Kept:
        showSaving({SyncModel::Saved, static_cast<int>(waiting->entries)});
        return;
    case StickAnswer::NoStick:
        showSaving({SyncModel::NoStickToSave});
        return;
    case StickAnswer::NotWritten:
        showSaving({SyncModel::NotSaved});
        return;
    }
    Q_UNREACHABLE();
}

void Worker::showSaving(const SyncModel::SavingView& saving)
{
    const SyncModel::Saving before = std::exchange(m_saving, saving.state);
    if (before != SyncModel::NotAsked || saving.state != SyncModel::NotAsked)
        emit savingShown(saving);
}

} // namespace voucher
