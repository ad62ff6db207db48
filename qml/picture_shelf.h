#pragma once

#include "qml/models/pictures_model.h"

#include <QThreadPool>

#include <atomic>
#include <functional>

namespace voucher {

/// A folder in which pictures from families end up.
struct PictureFolder
{
    QString path;
    PicturesModel::Place place;
};

/// The newest pictures, and PDFs where `pdfs`, in these folders and the folders in them, at most `mostShelved`. Links
/// are not followed; beyond 20,000 pictures or folders nothing is looked at any more.
QList<PicturesModel::Line> newestPictures(const QList<PictureFolder>& folders, bool pdfs, Instant now);

inline constexpr qsizetype mostShelved = 24;

/// Looks into the folders and makes small pictures of what lies there, on a thread of its own.
class PictureShelf : public QObject
{
    Q_OBJECT

public:
    /// `folders` and `now` are called on the shelf's thread: what is plugged in changes.
    PictureShelf(std::function<QList<PictureFolder>()> folders, std::function<Instant()> now,
                 QObject* parent = nullptr);
    ~PictureShelf() override;

    /// Answers with `found` and then one `pictured` for each line that was not pictured before. Asked again while it
    /// works it does nothing.
    void look();

signals:
    void found(const QList<PicturesModel::Line>& lines);
    /// Nothing is told of a file that cannot be pictured.
    void pictured(const QString& path, const QImage& picture);

private:
    void lookAndPicture();

    std::function<QList<PictureFolder>()> m_folders;
    std::function<Instant()> m_now;
    QList<PicturesModel::Line> m_pictured; ///< of the shelf's thread
    std::atomic<bool> m_busy = false;
    std::atomic<bool> m_ending = false;
    QThreadPool m_pool;
};

} // namespace voucher
