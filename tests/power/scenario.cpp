#include "scenario.h"

namespace voucher::test {

namespace {

void nothing(Tablet&)
{
}

void enrolled(Tablet& tablet)
{
    if (!tablet.enrol()) {
        qFatal("a tablet on a sound disk was not enrolled");
    }
}

std::function<void(Tablet&)> enrolledWith(int visits)
{
    return [visits](Tablet& tablet) {
        enrolled(tablet);
        for (int number = 1; number <= visits; ++number) {
            tablet.redeem(static_cast<std::uint32_t>(number));
        }
    };
}

void sendsFive(Tablet& tablet)
{
    enrolledWith(5)(tablet);
    tablet.acknowledge(5);
}

void startsInvited(Tablet& tablet)
{
    if (tablet.start()) {
        tablet.keepInvitation();
    }
}

void startsAndRedeems(Tablet& tablet)
{
    if (tablet.start()) {
        tablet.redeem(100);
    }
}

/// As many visits as almost fill the log: the next ones write it back.
void almostFullLog(Tablet& tablet)
{
    enrolled(tablet);
    constexpr std::size_t fullLog = 1000 * 4120;
    constexpr std::size_t twoVisits = 30 * 4120;
    for (std::uint32_t number = 1; tablet.logSize() < fullLog - twoVisits; ++number) {
        tablet.redeem(number);
    }
}

} // namespace

const std::vector<Scenario>& scenarios()
{
    static const std::vector<Scenario> all = {
        {"first start", nothing, startsInvited, true},
        {"enrolment", [](Tablet& tablet) { tablet.keepInvitation(); }, [](Tablet& tablet) { tablet.enrol(); }},
        {"redemption", enrolledWith(2), [](Tablet& tablet) { tablet.redeem(100); }},
        {"two offers of one voucher", enrolledWith(2), [](Tablet& tablet) { tablet.recordsTwice(100); }},
        {"void", enrolledWith(2), [](Tablet& tablet) { tablet.undo(3); }},
        {"note", enrolledWith(2), [](Tablet& tablet) { tablet.note(); }},
        {"group of 15", enrolled,
         [](Tablet& tablet) {
             for (std::uint32_t number = 100; number < 115; ++number) {
                 tablet.redeem(number);
             }
         }},
        {"receipt", enrolledWith(5), [](Tablet& tablet) { tablet.acknowledge(5); }},
        {"receipt of 250 verdicts", enrolledWith(5), [](Tablet& tablet) { tablet.acknowledge(250); }},
        {"bulletin", enrolledWith(2), [](Tablet& tablet) { tablet.publish(); }},
        {"retention", sendsFive, [](Tablet& tablet) { tablet.forget(); }},
        {"restart", enrolledWith(5),
         [](Tablet& tablet) {
             tablet.end();
             startsAndRedeems(tablet);
         }},
        {"start after a power cut", enrolledWith(5), startsAndRedeems, true},
        {"entry out of the chain", enrolledWith(1), [](Tablet& tablet) { tablet.forge(); }, false, false, false},
        {"migration", enrolledWith(5), [](Tablet& tablet) { tablet.migrate(); }, true, true, false},
        {"log written back", almostFullLog,
         [](Tablet& tablet) {
             for (std::uint32_t number = 2000; number < 2004; ++number) {
                 tablet.redeem(number);
             }
         }},
    };
    return all;
}

} // namespace voucher::test
