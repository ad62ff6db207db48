#include "qml/pdf_page.h"
#include "qml/picture_import.h"

#include "tests/support/qr_picture.h"

#include <QFile>
#include <QPainter>
#include <QPdfWriter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace voucher;

namespace {

const QString text = QStringLiteral("EPT1:6BFOXN TS3DH0YOJ58S S-W5HDC");
const QString noCode = QStringLiteral("no code");
const QString notReadable = QStringLiteral("not readable");

QImage screenshotOf(const QString& code)
{
    return draw({.text = code, .size = QSize(400, 400)});
}

} // namespace

class PictureImportTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    /// What the import says of a file: a text, or why there is none.
    QString readFrom(const QString& path)
    {
        PictureImport import;
        QSignalSpy found(&import, &PictureImport::codeFound);
        QSignalSpy nothing(&import, &PictureImport::nothingFound);
        QSignalSpy unreadable(&import, &PictureImport::notReadable);
        import.read(path);
        if (!QTest::qWaitFor([&] { return found.count() + nothing.count() + unreadable.count() > 0; }, 60000))
            return QStringLiteral("no answer");
        return !found.isEmpty() ? found.front().front().toString() : unreadable.isEmpty() ? noCode : notReadable;
    }

    QString file(const QString& name) const { return m_folder.filePath(name); }

private slots:

    void readsTheCodeOfAScreenshot()
    {
        QVERIFY(screenshotOf(text).save(file(QStringLiteral("shot.png"))));
        QCOMPARE(readFrom(file(QStringLiteral("shot.png"))), text);
    }

    void ofTwoCodesTheOneInTheMiddleIsMeant()
    {
        const QImage code = screenshotOf(text);
        const QImage other = screenshotOf(QStringLiteral("https://menu.example"));
        QImage both(code.width() * 3, code.height() * 3, QImage::Format_Grayscale8);
        both.fill(Qt::white);
        QPainter painter(&both);
        painter.drawImage(0, 0, other);
        painter.drawImage(code.width(), code.height(), code);
        painter.end();
        QVERIFY(both.save(file(QStringLiteral("both.png"))));
        QCOMPARE(readFrom(file(QStringLiteral("both.png"))), text);
    }

    void readsTheCodeOnTheSecondPageOfAPdf()
    {
        if (!canReadPdfs())
            QSKIP("poppler is not installed");
        const QString path = file(QStringLiteral("letter.pdf"));
        QPdfWriter writer(path);
        QPainter painter(&writer);
        writer.newPage();
        painter.drawImage(QRect(writer.width() / 4, writer.height() / 4, writer.width() / 2, writer.width() / 2),
                          screenshotOf(text));
        painter.end();
        QCOMPARE(readFrom(path), text);
    }

    /// A page may claim to be a mile long; poppler takes the paper it is given.
    void aPdfOfHugePagesIsReadLikeAnyOther()
    {
        if (!canReadPdfs())
            QSKIP("poppler is not installed");
        const QString path = file(QStringLiteral("huge.pdf"));
        {
            QPdfWriter writer(path);
            writer.setPageSize(QPageSize(QSizeF(5000, 5000), QPageSize::Millimeter));
            QPainter painter(&writer);
            painter.drawImage(QRect(0, 0, writer.width(), writer.width()), screenshotOf(text));
        }
        QCOMPARE(readFrom(path), text);
    }

    void saysWhyThereIsNoCode_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("answer");
        QImage blank(300, 300, QImage::Format_Grayscale8);
        blank.fill(Qt::white);
        QVERIFY(blank.save(file(QStringLiteral("blank.png"))));
        QFile picture(file(QStringLiteral("blank.png")));
        QVERIFY(picture.open(QIODevice::ReadOnly));
        const QByteArray bytes = picture.readAll();
        QTest::newRow("blank") << bytes << noCode;
        QTest::newRow("truncated") << bytes.left(60) << notReadable;
        QTest::newRow("text") << QByteArray("no picture") << notReadable;
        QTest::newRow("empty") << QByteArray() << notReadable;
        QTest::newRow("drawing") << QByteArray("<svg xmlns=\"http://www.w3.org/2000/svg\"/>") << notReadable;
        QTest::newRow("damaged PDF") << QByteArray("%PDF-1.7 and nothing") << notReadable;
    }

    void saysWhyThereIsNoCode()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, answer);
        QFile given(file(QStringLiteral("given")));
        QVERIFY(given.open(QIODevice::WriteOnly));
        given.write(content);
        given.close();
        QCOMPARE(readFrom(given.fileName()), answer);
        QCOMPARE(readFrom(file(QStringLiteral("nowhere"))), notReadable);
    }
};

QTEST_MAIN(PictureImportTest)
#include "picture_import_test.moc"
