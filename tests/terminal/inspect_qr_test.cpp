#include "inspect_run.h"
#include "tests/support/qr_picture.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace voucher;
using namespace voucher::test;

class InspectQrTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString saved(const char* name, const QImage& picture) const
    {
        const QString path = m_folder.filePath(QLatin1StringView(name));
        return picture.save(path) ? path : QString();
    }

private slots:

    void readsTheCodeOfEachPicture()
    {
        const QString first = saved("first.png", draw({.text = QStringLiteral("EPT1:FIRST"), .rotation = 20}));
        const QString second = saved("second.png", draw({.text = QStringLiteral("Δελφίνι")}));
        const InspectRun run = inspect({QStringLiteral("qr"), first, second});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.lines.size(), 2);
        QCOMPARE(run.lines[0].value(QStringLiteral("file")).toString(), first);
        const auto codes = [&](int line) { return run.lines[line].value(QStringLiteral("codes")).toArray(); };
        QCOMPARE(codes(0).size(), 1);
        QCOMPARE(codes(0)[0].toObject().value(QStringLiteral("text")).toString(), QStringLiteral("EPT1:FIRST"));
        QVERIFY(codes(0)[0].toObject().value(QStringLiteral("ms")).isDouble());
        QCOMPARE(codes(1)[0].toObject().value(QStringLiteral("text")).toString(), QStringLiteral("Δελφίνι"));
    }

    void rejectsAPictureWithoutACode()
    {
        const QString noise = saved("noise.png", noisePicture({200, 200}, 1));
        const InspectRun run = inspect({QStringLiteral("qr"), noise});
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.lines.size(), 1);
        QVERIFY(run.lines[0].value(QStringLiteral("codes")).toArray().isEmpty());
    }

    void rejectsWhatIsNoPictureAndGoesOn()
    {
        const QString text = m_folder.filePath(QStringLiteral("text.png"));
        QFile file(text);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no picture") > 0);
        file.close();
        const QString good = saved("good.png", draw({.text = QStringLiteral("GOOD")}));
        const InspectRun run = inspect({QStringLiteral("qr"), text, QStringLiteral("/nowhere.png"), good});
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.lines.size(), 3);
        const auto code = [&](int line) { return run.lines[line].value(QStringLiteral("code")).toString(); };
        QCOMPARE(code(0), QStringLiteral("NotAPicture"));
        QCOMPARE(code(1), QStringLiteral("NotFound"));
        QCOMPARE(run.lines[1].value(QStringLiteral("ok")), QJsonValue(false));
        QCOMPARE(run.lines[2].value(QStringLiteral("codes")).toArray().size(), 1);
    }

    void saysWhatWrongUseIs()
    {
        const InspectRun run = inspect({QStringLiteral("qr")});
        QCOMPARE(run.exitCode, 2);
        QVERIFY(run.complaint.startsWith("usage:"));
    }
};

QTEST_GUILESS_MAIN(InspectQrTest)
#include "inspect_qr_test.moc"
