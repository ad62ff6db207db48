#include "sync/office/office.h"

#include "terminal/calendar.h"

#include <QDateTime>
#include <QFile>

namespace voucher {

QString registerTrouble()
{
    return QStringLiteral("Το μητρώο δεν απαντά. Ελέγξτε τον δίσκο και δοκιμάστε ξανά· δεν άλλαξε τίποτα.");
}

QString noProgramme()
{
    return QStringLiteral("Δεν υπάρχει ακόμη πρόγραμμα. Ξεκινήστε με: voucher-office init");
}

QString publishFirst()
{
    return QStringLiteral("Οι συσκευές το μαθαίνουν μετά από: voucher-office publish");
}

QString keyMissing(const Office& office)
{
    return QStringLiteral("Λείπουν κλειδιά από τον φάκελο %1/keys. Συνδέστε το μέσο όπου φυλάσσονται.")
        .arg(office.folder);
}

tl::expected<std::unique_ptr<Register>, QString> openRegister(const Office& office)
{
    // A mistyped folder must not become an empty register.
    if (!Register::inCluster(office.registerPlace) && !QFile::exists(office.registerPlace))
        return tl::unexpected(noProgramme());
    auto opened = createRegister(office);
    if (!opened)
        return opened;
    // A database of a cluster exists before anybody made a programme in it.
    const auto programme = loadProgramme(**opened);
    if (!programme)
        return tl::unexpected(registerTrouble());
    if (!*programme)
        return tl::unexpected(noProgramme());
    return opened;
}

tl::expected<std::unique_ptr<Register>, QString> createRegister(const Office& office)
{
    auto opened = Register::open(office.registerPlace);
    if (opened)
        return std::move(*opened);
    switch (opened.error()) {
    case DatabaseError::CannotOpen:
        if (Register::inCluster(office.registerPlace))
            return tl::unexpected(QStringLiteral("Η βάση %1 δεν ανοίγει. Ελέγξτε ότι η PostgreSQL λειτουργεί και ότι "
                                                 "έχετε πρόσβαση.")
                                      .arg(office.registerPlace));
        return tl::unexpected(
            QStringLiteral("Ο φάκελος %1 δεν ανοίγει. Ελέγξτε ότι υπάρχει και ότι σας ανήκει.").arg(office.folder));
    case DatabaseError::Corrupt:
        return tl::unexpected(
            QStringLiteral("Το αρχείο %1 έχει βλάβη. Φυλάξτε το και επαναφέρετε το τελευταίο αντίγραφο.")
                .arg(office.registerPlace));
    case DatabaseError::TooNew:
        return tl::unexpected(
            QStringLiteral("Το μητρώο είναι νεότερο από αυτό το πρόγραμμα. Εγκαταστήστε τη νέα έκδοση."));
    case DatabaseError::Busy:
    case DatabaseError::Full:
    case DatabaseError::Io:
    case DatabaseError::Constraint:
    case DatabaseError::Other:
        break;
    }
    return tl::unexpected(registerTrouble());
}

tl::expected<Programme, QString> programmeOf(Register& registerOfAll)
{
    auto programme = loadProgramme(registerOfAll);
    if (!programme)
        return tl::unexpected(registerTrouble());
    if (!*programme)
        return tl::unexpected(noProgramme());
    return std::move(**programme);
}

tl::expected<VoucherId, QString> voucherOf(const QString& number)
{
    const auto id = voucherIdFromNumber(number);
    if (!id)
        return tl::unexpected(QStringLiteral("Ο αριθμός επιταγής δεν είναι σωστός. Ελέγξτε τον κάτω από τον κωδικό."));
    return *id;
}

tl::expected<Instant, QString> instantOf(const QString& text, bool end)
{
    const QDate day = QDate::fromString(text, Qt::ISODate);
    if (text.size() == 10 && day.isValid())
        return startOfAthensDay(end ? day.addDays(1) : day);
    const QDateTime instant = QDateTime::fromString(text, Qt::ISODate);
    if (!instant.isValid() || instant.timeSpec() == Qt::LocalTime)
        return tl::unexpected(QStringLiteral("Η ημερομηνία «%1» δεν διαβάζεται. Γράψτε την ως 2027-06-30.").arg(text));
    return Instant{std::chrono::milliseconds{instant.toMSecsSinceEpoch()}};
}

} // namespace voucher
