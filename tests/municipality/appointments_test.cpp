#include "sync/municipality/appointments.h"

#include <QTest>

#include <map>

using namespace voucher;
using namespace std::chrono_literals;

class AppointmentsTest : public QObject
{
    Q_OBJECT

private slots:
    void letsAsManyWaitAsThereAreSlotsHoweverSlowTheWorkIs();
    void letsOnlyThoseWaitWhoAreServedWithinATenthOfASecond();
    void learnsFromTheWorkOfLate();
    void spreadsThoseWhoWereRefusedTogetherOverTwiceTheTimeTheyNeed();
    void forgetsAppointmentsThatAreOver();
    void sendsNobodyAwayForMoreThanFiveMinutes();

private:
    static constexpr Appointments::Moment s_start{1h};
};

namespace {

Appointments usually(int slotCount, Appointments::Duration took)
{
    Appointments appointments(slotCount);
    for (int piece = 0; piece < 200; ++piece)
        appointments.served(took);
    return appointments;
}

std::size_t mostAdmitted(const Appointments& appointments)
{
    std::size_t waiting = 0;
    while (appointments.admits(waiting))
        ++waiting;
    return waiting;
}

} // namespace

void AppointmentsTest::letsAsManyWaitAsThereAreSlotsHoweverSlowTheWorkIs()
{
    QCOMPARE(mostAdmitted(usually(4, 60s)), std::size_t(4));
    QCOMPARE(mostAdmitted(usually(1, 60s)), std::size_t(1));
}

void AppointmentsTest::letsOnlyThoseWaitWhoAreServedWithinATenthOfASecond()
{
    // Four slots, 20 ms: one leaves every 5 ms.
    QCOMPARE(mostAdmitted(usually(4, 20.0001ms)), std::size_t(20));
    QCOMPARE(mostAdmitted(usually(2, 5.00001ms)), std::size_t(40));
}

void AppointmentsTest::learnsFromTheWorkOfLate()
{
    Appointments appointments(2);
    const std::size_t before = mostAdmitted(appointments);
    for (int piece = 0; piece < 8; ++piece)
        appointments.served(200ms);
    QVERIFY(mostAdmitted(appointments) < before);
    for (int piece = 0; piece < 30; ++piece)
        appointments.served(1ms);
    QVERIFY(mostAdmitted(appointments) > before);
}

void AppointmentsTest::spreadsThoseWhoWereRefusedTogetherOverTwiceTheTimeTheyNeed()
{
    Appointments appointments = usually(2, 100ms);
    std::map<std::chrono::seconds, int> comingAt;
    for (int caller = 0; caller < 100; ++caller)
        ++comingAt[appointments.book(s_start)];
    QCOMPARE(comingAt.begin()->first.count(), (1s).count());
    QCOMPARE(comingAt.rbegin()->first.count(), (10s).count());
    for (const auto& [second, callers] : comingAt)
        QVERIFY2(callers >= 9 && callers <= 11, qPrintable(QString::number(callers)));
}

void AppointmentsTest::forgetsAppointmentsThatAreOver()
{
    Appointments appointments = usually(1, 1s);
    QCOMPARE(appointments.book(s_start).count(), (2s).count());
    QCOMPARE(appointments.book(s_start).count(), (4s).count());
    QCOMPARE(appointments.book(s_start + 3s).count(), (3s).count());
    QCOMPARE(appointments.book(s_start + 1h).count(), (2s).count());
}

void AppointmentsTest::sendsNobodyAwayForMoreThanFiveMinutes()
{
    Appointments appointments = usually(1, 60s);
    for (int caller = 0; caller < 1000; ++caller)
        QVERIFY(appointments.book(s_start) <= 5min);
    // Nor does a flood reserve more than that for later.
    QCOMPARE(appointments.book(s_start + 5min).count(), (120s).count());
}

QTEST_GUILESS_MAIN(AppointmentsTest)
#include "appointments_test.moc"
