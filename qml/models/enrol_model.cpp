#include "qml/models/enrol_model.h"

namespace voucher {

void EnrolModel::show(const View& view)
{
    m_view = view;
    emit changed();
}

} // namespace voucher
