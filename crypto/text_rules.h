#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace voucher {

/// The text of `utf8` if it may be shown to people as it is: valid UTF-8 in NFC, without control characters
/// (C0, DEL, C1), bidirectional formatting characters and noncharacters, which could make a name read as another.
std::optional<QString> plainText(QByteArrayView utf8);

} // namespace voucher
