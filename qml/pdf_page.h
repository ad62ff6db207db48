#pragma once

#include <QByteArray>
#include <QDeadlineTimer>
#include <QString>

namespace voucher {

/// Whether the bytes begin like a PDF's, whatever the name says.
bool isPdf(const QString& path);

/// Whether PDFs can be read here: poppler's `pdftoppm` is installed.
bool canReadPdfs();

/// Page `number`, counted from 1, in grey and with `longestSide` pixels, as a picture file's bytes. Empty without
/// poppler, beyond the last page, and when the deadline or the memory of a letter was not enough. A program of its own,
/// so that a hostile PDF harms nothing but itself.
QByteArray pdfPage(const QString& path, int number, int longestSide, QDeadlineTimer deadline);

} // namespace voucher
