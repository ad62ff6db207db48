#pragma once

#include "qml/models/moments.h"

#include <QAbstractListModel>
#include <QHash>
#include <QImage>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace voucher {

/// Pictures and PDFs that a family may have sent, newest first, and what became of the one that was given last. Names
/// of files are not here: a name may be a child's.
class PicturesModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made in main")
    Q_PROPERTY(bool listed READ listed NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(voucher::PicturesModel::Outcome outcome READ outcome NOTIFY changed)

public:
    enum Place { Pictures, Downloads, Stick };
    Q_ENUM(Place)

    enum Outcome { NotTried, Reading, NoCode, NotReadable };
    Q_ENUM(Outcome)

    enum Role { Thumbnail = Qt::UserRole, DaysAgo, DateText, TimeText, PlaceRole, PdfRole, OutcomeRole };

    struct Line
    {
        QString path;
        Place place = Pictures;
        bool pdf = false;
        Instant at;
        int daysAgo = 0; ///< 0 today, 1 yesterday, by Athens days

        bool operator==(const Line&) const = default;
    };

    using QAbstractListModel::QAbstractListModel;

    /// False until the folders have been looked into once.
    bool listed() const { return m_listed; }

    int count() const { return static_cast<int>(m_lines.size()); }

    /// Of the picture given last.
    Outcome outcome() const { return m_outcomes.value(m_given); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// The page is open: what lies in the folders should be fresh.
    Q_INVOKABLE void look() { emit lookRequested(); }

    /// Nothing happens while another one is being read.
    Q_INVOKABLE void take(int row);

    /// Dropped on a desktop. Only what lies on this machine is read; other addresses are never fetched.
    Q_INVOKABLE void drop(const QUrl& url);

    /// The list is gone: an answer that still comes is for nobody.
    Q_INVOKABLE void leave();

    /// Lines that are the same as before change nothing, so no row moves from under a finger.
    void show(const QList<Line>& lines);
    void showThumbnail(const QString& path, const QImage& picture);
    void showCode(const QString& text);

    void showNoCode() { conclude(NoCode); }

    void showNotReadable() { conclude(NotReadable); }

signals:
    void changed();
    /// The picture given last holds nothing that we can use; `outcome` says why.
    void failed();
    /// Never logged by the receiver: the text of a code is a bearer's claim.
    void codeRead(const QString& text);

    /// To whoever reads disks.
    void lookRequested();
    void readRequested(const QString& path);

private:
    void give(const QString& path);
    void conclude(Outcome outcome);
    void tell(const QString& path);

    QList<Line> m_lines;
    QHash<QString, QImage> m_thumbnails;
    QHash<QString, Outcome> m_outcomes;
    QString m_given;
    bool m_listed = false;
};

} // namespace voucher
