#include "qml/models/start_model.h"

namespace voucher {

void StartModel::show(State state)
{
    m_state = state;
    emit changed();
}

} // namespace voucher
