#pragma once

#include <QByteArrayList>
#include <QStringList>

namespace voucher {

/// Where the desktop mounts sticks for whoever runs this program.
QStringList stickFolders();

/// The top of every stick below these folders, in order of name.
QStringList sticksIn(const QStringList& folders);

/// The files `*.epitagi` at the top of every stick below these folders, in order of name; at most 16, and none longer
/// than an update may be.
QByteArrayList updatesOnSticks(const QStringList& folders);

} // namespace voucher
