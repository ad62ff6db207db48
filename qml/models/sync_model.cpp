#include "qml/models/sync_model.h"

namespace voucher {

void SyncModel::show(const View& view)
{
    m_view = view;
    emit changed();
}

void SyncModel::showUpdate(const UpdateView& update)
{
    m_update = update;
    emit updateChanged();
}

void SyncModel::showSaving(const SavingView& saving)
{
    m_saving = saving;
    emit savingChanged();
}

} // namespace voucher
