#include "qml/pdf_page.h"
#include "qml/picture_shelf.h"

#include <QDateTime>
#include <QDir>
#include <QPainter>
#include <QPdfWriter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace voucher;

namespace {

/// 25/11/2026, 09:00 in Athens.
const QDateTime morning(QDate(2026, 11, 25), QTime(9, 0), QTimeZone("Europe/Athens"));

Instant instantOf(const QDateTime& at)
{
    return Instant{std::chrono::milliseconds(at.toMSecsSinceEpoch())};
}

} // namespace

class PictureShelfTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString put(const QString& name, const QDateTime& at, const QByteArray& bytes = {})
    {
        const QString path = m_folder->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        if (!bytes.isNull() || !QImage(64, 48, QImage::Format_Grayscale8).save(path)) {
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                return {};
        }
        QFile file(path);
        return file.open(QIODevice::ReadWrite) && file.setFileTime(at, QFileDevice::FileModificationTime) ? path
                                                                                                          : QString();
    }

    QList<PicturesModel::Line> newest(bool pdfs = true) const
    {
        return newestPictures({{m_folder->filePath(QStringLiteral("Pictures")), PicturesModel::Pictures},
                               {m_folder->filePath(QStringLiteral("STICK")), PicturesModel::Stick},
                               {m_folder->filePath(QStringLiteral("nowhere")), PicturesModel::Downloads}},
                              pdfs, instantOf(morning));
    }

private slots:

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void listsTheNewestOfAllFoldersFirst()
    {
        const QString old = put(QStringLiteral("Pictures/old.png"), morning.addDays(-6));
        const QString shot = put(QStringLiteral("Pictures/Screenshots/shot.PNG"), morning.addSecs(-60));
        const QString letter = put(QStringLiteral("STICK/letter.pdf"), morning.addSecs(-10 * 3600), "%PDF-");
        put(QStringLiteral("Pictures/a/b/too-deep.png"), morning);
        put(QStringLiteral("Pictures/song.mp3"), morning, "ID3");
        const QList<PicturesModel::Line> lines = newest();
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0],
                 (PicturesModel::Line{shot, PicturesModel::Pictures, false, instantOf(morning.addSecs(-60)), 0}));
        QCOMPARE(lines[1].path, letter);
        QCOMPARE(lines[1].place, PicturesModel::Stick);
        QVERIFY(lines[1].pdf);
        // Ten hours ago it was yesterday in Athens.
        QCOMPARE(lines[1].daysAgo, 1);
        QCOMPARE(lines[2].path, old);
        QCOMPARE(newest(false).size(), 2);
    }

    void listsNoMoreThanAPersonLooksThrough()
    {
        for (int number = 0; number < 40; ++number)
            put(QStringLiteral("Pictures/%1.png").arg(number), morning.addSecs(-number), "x");
        const QList<PicturesModel::Line> lines = newest();
        QCOMPARE(lines.size(), mostShelved);
        QVERIFY(lines.last().path.endsWith(QStringLiteral("/23.png")));
    }

    /// A stick may lead anywhere, even to a device that never ends.
    void followsNoLinks()
    {
        put(QStringLiteral("elsewhere/secret.png"), morning);
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("STICK"))));
        QVERIFY(QFile::link(m_folder->filePath(QStringLiteral("elsewhere/secret.png")),
                            m_folder->filePath(QStringLiteral("STICK/link.png"))));
        QVERIFY(QFile::link(m_folder->filePath(QStringLiteral("elsewhere")),
                            m_folder->filePath(QStringLiteral("STICK/folder"))));
        QVERIFY(QFile::link(QStringLiteral("/dev/zero"), m_folder->filePath(QStringLiteral("STICK/zero.png"))));
        QVERIFY(newest().isEmpty());
    }

    void makesASmallPictureOfWhatCanBePictured()
    {
        const QString large = m_folder->filePath(QStringLiteral("Pictures/large.jpg"));
        QVERIFY(QDir().mkpath(QFileInfo(large).path()));
        QVERIFY(QImage(2000, 1000, QImage::Format_RGB32).save(large));
        put(QStringLiteral("Pictures/damaged.png"), morning, "\x89PNG and nothing");
        put(QStringLiteral("Pictures/damaged.pdf"), morning, "%PDF-1.7 and nothing");
        const QString letter = m_folder->filePath(QStringLiteral("Pictures/letter.pdf"));
        {
            QPdfWriter writer(letter);
            QPainter(&writer).drawText(100, 100, QStringLiteral("letter"));
        }
        QHash<QString, QSize> pictured;
        PictureShelf shelf(
            [this] {
                return QList<PictureFolder>{{m_folder->filePath(QStringLiteral("Pictures")), {}}};
            },
            [] { return instantOf(morning); });
        QSignalSpy found(&shelf, &PictureShelf::found);
        connect(&shelf, &PictureShelf::pictured, this,
                [&](const QString& path, const QImage& picture) { pictured.insert(path, picture.size()); });
        const qsizetype expected = canReadPdfs() ? 2 : 1;
        shelf.look();
        QVERIFY(QTest::qWaitFor([&] { return found.count() == 1 && pictured.size() == expected; }, 60000));
        QCOMPARE(pictured.value(large), QSize(320, 160));
        if (canReadPdfs())
            QCOMPARE(pictured.value(letter).height(), 320);
        // A second look pictures nothing again.
        pictured.clear();
        QVERIFY(QTest::qWaitFor(
            [&] {
                shelf.look();
                return found.count() >= 3;
            },
            60000));
        QVERIFY(pictured.isEmpty());
    }
};

QTEST_MAIN(PictureShelfTest)
#include "picture_shelf_test.moc"
