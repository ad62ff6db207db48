#include "crypto/signs/sign.h"
#include "sync/municipality/issuing.h"
#include "sync/municipality/paper.h"
#include "sync/municipality/qr_code.h"
#include "terminal/scan/decoder.h"
#include "tests/support/town_office.h"

#include <QGuiApplication>
#include <QImage>
#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

VoucherOrder order(const QString& family = QStringLiteral("Α-1"))
{
    VoucherOrder order;
    order.family = family;
    order.programme = {101};
    order.service = speech;
    order.quantity = 10;
    order.provider = ourProvider;
    order.notBefore = baseInstant;
    order.expires = baseInstant + 200 * 24h;
    return order;
}

/// The pages of a PDF as a scanner would see them.
QList<QImage> pagesOf(const QString& pdf)
{
    QProcess rasterise;
    rasterise.start(QStringLiteral("pdftoppm"), {QStringLiteral("-r"), QStringLiteral("150"), QStringLiteral("-png"),
                                                 pdf, pdf + QStringLiteral(".page")});
    rasterise.waitForFinished();
    QList<QImage> pages;
    for (int number = 1;; ++number) {
        const QImage page(QStringLiteral("%1.page-%2.png").arg(pdf).arg(number));
        if (page.isNull())
            return pages;
        pages += page;
    }
}

QStringList textsIn(const QImage& page)
{
    QStringList texts;
    for (const Sighting& sighting : Decoder::decodePicture(page))
        texts += sighting.text;
    texts.sort();
    return texts;
}

} // namespace

class IssuingTest : public QObject
{
    Q_OBJECT

private slots:
    void drawsSignsUnlikeTheFamilysOthers();
    void servesAFamilyBeyondWhatUnlikeSignsAllow();
    void refusesPeriodsAndQuantitiesThatCannotBe();
    void replacesOnceAndKeepsASuspension();
    void fitsAVoucherIntoVersionElevenOnPaper();
    void printsVouchersThatCanBeScannedFromPaper();
    void printsAnInvitationThatCanBeScanned();
    void saysWhenAPaperCannotBeWritten();
};

void IssuingTest::drawsSignsUnlikeTheFamilysOthers()
{
    TownOffice office;
    std::vector<Sign> signs;
    for (int count = 0; count < 12; ++count) {
        const auto issued = issueVoucher(*office.registerOfAll, office.town.issuer, order(), baseInstant);
        QVERIFY(issued);
        const Sign sign = signOf(issued->claims.id);
        for (const Sign& other : signs)
            QVERIFY(unlike(sign, other));
        signs.push_back(sign);
    }
}

void IssuingTest::servesAFamilyBeyondWhatUnlikeSignsAllow()
{
    TownOffice office;
    std::vector<Sign> signs;
    auto transaction = Transaction::begin(office.registerOfAll->database()).value();
    for (int count = 0; count < 34; ++count) {
        const auto issued = issueVoucher(*office.registerOfAll, office.town.issuer, order(), baseInstant);
        QVERIFY(issued);
        const Sign sign = signOf(issued->claims.id);
        QVERIFY(std::ranges::find(signs, sign) == signs.end());
        signs.push_back(sign);
    }
}

void IssuingTest::refusesPeriodsAndQuantitiesThatCannotBe()
{
    TownOffice office;
    const auto refused = [&](const VoucherOrder& bad) {
        return issueVoucher(*office.registerOfAll, office.town.issuer, bad, baseInstant).error();
    };
    VoucherOrder bad = order();
    bad.quantity = 0;
    QCOMPARE(refused(bad), IssueError::BadQuantity);
    bad.quantity = 1'000'001;
    QCOMPARE(refused(bad), IssueError::BadQuantity);
    bad = order();
    bad.expires = bad.notBefore;
    QCOMPARE(refused(bad), IssueError::BadPeriod);
    bad.notBefore = baseInstant - 48h;
    bad.expires = baseInstant;
    QCOMPARE(refused(bad), IssueError::BadPeriod);
}

void IssuingTest::replacesOnceAndKeepsASuspension()
{
    TownOffice office;
    Register& registerOfAll = *office.registerOfAll;
    const auto first = issueVoucher(registerOfAll, office.town.issuer, order(), baseInstant).value();
    const auto second = replaceVoucher(registerOfAll, office.town.issuer, first.claims.id, baseInstant + 1h).value();
    QCOMPARE(second.account, first.claims.id);
    QCOMPARE(second.claims.expires, first.claims.expires);
    QCOMPARE(registerOfAll.voucherStatusAt(first.claims.id, baseInstant + 1h).value(), VoucherStatus::Replaced);
    QCOMPARE(registerOfAll.voucherStatusAt(second.claims.id, baseInstant + 1h).value(), VoucherStatus::Valid);
    QCOMPARE(replaceVoucher(registerOfAll, office.town.issuer, first.claims.id, baseInstant + 2h).error(),
             IssueError::NotReplaceable);
    must(registerOfAll.setVoucherStatus(second.claims.id, VoucherStatus::Suspended, baseInstant + 2h));
    const auto third = replaceVoucher(registerOfAll, office.town.issuer, second.claims.id, baseInstant + 3h).value();
    QCOMPARE(third.account, first.claims.id);
    QCOMPARE(registerOfAll.voucherStatusAt(third.claims.id, baseInstant + 3h).value(), VoucherStatus::Suspended);
    QCOMPARE(replaceVoucher(registerOfAll, office.town.issuer, VoucherId{{1}}, baseInstant).error(),
             IssueError::UnknownVoucher);
}

void IssuingTest::fitsAVoucherIntoVersionElevenOnPaper()
{
    TownOffice office;
    VoucherOrder largest = order();
    largest.programme = {0xFFFFFFFF};
    largest.service = {0xFFFFFFFF};
    largest.provider = ProviderId{0xFFFFFFFF};
    largest.quantity = 1'000'000;
    for (const VoucherOrder& one : {order(), largest}) {
        const auto issued = issueVoucher(*office.registerOfAll, office.town.issuer, one, baseInstant);
        QVERIFY(QrCode::of(voucherText(issued->message), QrMedium::Paper)->version() <= 11);
    }
}

void IssuingTest::printsVouchersThatCanBeScannedFromPaper()
{
    TownOffice office;
    std::vector<IssuedVoucher> issued;
    for (int count = 0; count < 3; ++count)
        issued.push_back(issueVoucher(*office.registerOfAll, office.town.issuer, order(), baseInstant).value());
    const QString pdf = office.folder.filePath(QStringLiteral("vouchers.pdf"));
    QVERIFY(writeVoucherPaper(pdf, QStringLiteral("Στηρίζω 2026–2027"), issued, QStringLiteral("210 5577000")));
    const QList<QImage> pages = pagesOf(pdf);
    QCOMPARE(pages.size(), 2);
    QStringList expected{voucherText(issued[0].message), voucherText(issued[1].message)};
    expected.sort();
    QCOMPARE(textsIn(pages[0]), expected);
    QCOMPARE(textsIn(pages[1]), QStringList{voucherText(issued[2].message)});
}

void IssuingTest::printsAnInvitationThatCanBeScanned()
{
    TownOffice office;
    const QString text = invitationText(signInvitation(office.town.invitationContent(), office.town.enrolment));
    const QString pdf = office.folder.filePath(QStringLiteral("invitation.pdf"));
    QVERIFY(writeInvitationPaper(pdf, QStringLiteral("Στηρίζω 2026–2027"), text, QStringLiteral("Κέντρο Λόγου Θριάσιο"),
                                 QStringLiteral("210 5577000")));
    const QList<QImage> pages = pagesOf(pdf);
    QCOMPARE(pages.size(), 1);
    QCOMPARE(textsIn(pages[0]), QStringList{text});
}

void IssuingTest::saysWhenAPaperCannotBeWritten()
{
    QCOMPARE(writeVoucherPaper(QStringLiteral("/nowhere/at/all.pdf"), {}, {}, {}).error(), PaperError::NotWritable);
}

int main(int argc, char* argv[])
{
    QGuiApplication application(argc, argv);
    IssuingTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "issuing_test.moc"
