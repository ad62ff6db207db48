#pragma once

#include "crypto/ids.h"

#include <QString>
#include <QStringList>

namespace voucher {

/// Moves a damaged ledger's file with its log aside, to `<path>.damaged-<n>`, and says where it lies now; nothing if it
/// still lies where it was (no file, or the folder can't be written). A power cut at any moment leaves file and log
/// together, under one name or the other.
QString putAside(const QString& path);

/// The files that were put aside from this place, the earliest first.
QStringList filesPutAside(const QString& path);

/// Deletes those of them, with their logs, that were last written before `before`.
void forgetPutAside(const QString& path, Instant before);

/// Deletes the copies from before the file was brought to a newer version (`Database::migrate`).
void forgetCopies(const QString& path);

} // namespace voucher
