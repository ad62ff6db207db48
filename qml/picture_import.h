#pragma once

#include <QObject>
#include <QStringList>

namespace voucher {

/// Reads a picture that a person gives ("the family sent a screenshot"), or the first pages of a PDF where poppler is
/// installed. Works on a pool: the screen never waits.
class PictureImport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Answers with one of the signals, each on this object's thread.
    void read(const QString& path);

signals:
    /// Of several codes the one nearest to the middle of its picture. Never logged by the receiver.
    void codeFound(const QString& text);
    void nothingFound();
};

} // namespace voucher
