#pragma once

#include <QObject>
#include <QThreadPool>

namespace voucher {

/// Reads a picture that a person gives ("the family sent a screenshot"), or the first pages of a PDF where poppler is
/// installed. One after the other on a thread of its own: the screen never waits.
class PictureImport : public QObject
{
    Q_OBJECT

public:
    explicit PictureImport(QObject* parent = nullptr);

    /// Answers with one of the signals, each on this object's thread.
    void read(const QString& path);

signals:
    /// Of several codes the one nearest to the middle of its picture. Never logged by the receiver.
    void codeFound(const QString& text);
    /// There is a picture, but no code in it.
    void nothingFound();
    /// Not there, no picture, damaged, or larger than any telephone's.
    void notReadable();

private:
    // The last member: it waits for its thread before the rest goes.
    QThreadPool m_pool;
};

} // namespace voucher
