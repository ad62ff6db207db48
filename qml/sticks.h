#pragma once

#include <QByteArrayList>
#include <QByteArrayView>
#include <QStringList>

namespace voucher {

/// Where the desktop mounts sticks for whoever runs this program.
QStringList stickFolders();

/// The top of every stick below these folders, in order of name.
QStringList sticksIn(const QStringList& folders);

/// The files `*.epitagi` at the top of every stick below these folders, in order of name; at most 16, and none longer
/// than an update may be.
QByteArrayList updatesOnSticks(const QStringList& folders);

/// What became of a file for a stick.
enum class StickAnswer : std::uint8_t {
    Kept,      ///< the stick has it, and may be pulled out
    NoStick,   ///< none is there
    NotWritten ///< full, or it lets nobody write
};

/// Writes the file to the top of the first stick below these folders that takes it, in place of an earlier one of this
/// name.
StickAnswer saveToStick(const QStringList& folders, const QString& name, QByteArrayView bytes);

} // namespace voucher
