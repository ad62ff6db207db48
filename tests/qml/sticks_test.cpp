#include "crypto/poster.h"
#include "qml/sticks.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace voucher;

namespace {

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class SticksTest : public QObject
{
    Q_OBJECT

private slots:

    void findsUpdatesAtTheTopOfEveryStickAndNowhereElse()
    {
        const QTemporaryDir folder;
        put(folder.filePath(QStringLiteral("STICK/update.epitagi")), "first");
        put(folder.filePath(QStringLiteral("Στικάκι/α.epitagi")), "second");
        put(folder.filePath(QStringLiteral("STICK/photographs/old.epitagi")), "deep");
        put(folder.filePath(QStringLiteral("STICK/update.pdf")), "poster");
        put(folder.filePath(QStringLiteral("beside.epitagi")), "beside");
        QCOMPARE(updatesOnSticks({folder.path()}), (QByteArrayList{"first", "second"}));
        QVERIFY(updatesOnSticks({folder.filePath(QStringLiteral("nothing"))}).isEmpty());
    }

    void readsNothingThatIsLongerThanAnUpdate()
    {
        const QTemporaryDir folder;
        put(folder.filePath(QStringLiteral("stick/a.epitagi")), QByteArray(largestUpdate + 1, 'x'));
        put(folder.filePath(QStringLiteral("stick/b.epitagi")), QByteArray(largestUpdate, 'x'));
        QFile endless(folder.filePath(QStringLiteral("stick/c.epitagi")));
        QVERIFY(endless.open(QIODevice::WriteOnly) && endless.resize(qint64{1} << 40));
        QVERIFY(QFile::link(QStringLiteral("/dev/zero"), folder.filePath(QStringLiteral("stick/d.epitagi"))));
        QCOMPARE(updatesOnSticks({folder.path()}).size(), 1);
    }

    void readsNoMoreThanSixteen()
    {
        const QTemporaryDir folder;
        for (int number = 0; number < 20; ++number)
            put(folder.filePath(QStringLiteral("stick/%1.epitagi").arg(number)), "x");
        QCOMPARE(updatesOnSticks({folder.path()}).size(), 16);
    }

    void savesOnTheFirstStickThatTakesIt()
    {
        const QTemporaryDir folder;
        const QString name = QStringLiteral("epitagi-0102.entries");
        const auto save = [&](const QByteArray& bytes) { return saveToStick({folder.path()}, name, bytes); };
        QVERIFY(save("first") == StickAnswer::NoStick);
        put(folder.filePath(QStringLiteral("A/") + name + QStringLiteral("/a folder in its place")), "x");
        QVERIFY(save("first") == StickAnswer::NotWritten);
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("B")));
        QVERIFY(save("first") == StickAnswer::Kept && save("second") == StickAnswer::Kept);
        QFile file(folder.filePath(QStringLiteral("B/") + name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("second"));
        QCOMPARE(QDir(folder.filePath(QStringLiteral("B"))).entryList(QDir::Files).size(), 1);
        // What a tablet saves is no update.
        QVERIFY(updatesOnSticks({folder.path()}).isEmpty());
    }
};

QTEST_APPLESS_MAIN(SticksTest)
#include "sticks_test.moc"
