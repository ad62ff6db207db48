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

void redeemsFifteen(Tablet& tablet)
{
    for (std::uint32_t number = 100; number < 115; ++number) {
        tablet.redeem(number);
    }
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

/// Large bulletins almost fill the log; one of the visits after them writes it back.
void fillsTheLog(Tablet& tablet)
{
    for (int number = 0; number < 5; ++number) {
        tablet.publish(Tablet::Size::Large);
    }
    for (std::uint32_t number = 100; number < 106; ++number) {
        tablet.redeem(number);
    }
}

} // namespace

const std::vector<Scenario>& scenarios()
{
    static const std::vector<Scenario> all = {
        {.name = "first start", .before = nothing, .during = startsInvited, .startsItself = true},
        {"enrolment", [](Tablet& tablet) { tablet.keepInvitation(); }, [](Tablet& tablet) { tablet.enrol(); }},
        {"bringing over", [](Tablet& tablet) { tablet.keepInvitation(); }, [](Tablet& tablet) { tablet.bringOver(); }},
        {"receipt for what was brought over",
         [](Tablet& tablet) {
             tablet.bringOver();
             enrolled(tablet);
         },
         [](Tablet& tablet) { tablet.acknowledgeBroughtOver(); }},
        {"redemption", enrolledWith(2), [](Tablet& tablet) { tablet.redeem(100); }},
        {"two offers of one voucher", enrolledWith(2), [](Tablet& tablet) { tablet.recordsTwice(100); }},
        {"more visits than there are", enrolled, [](Tablet& tablet) { tablet.takesMoreThanThereIs(); }},
        {"void", enrolledWith(2), [](Tablet& tablet) { tablet.undo(3); }},
        {"note", enrolledWith(2), [](Tablet& tablet) { tablet.note(); }},
        {.name = "group of 15", .before = enrolled, .during = redeemsFifteen, .repeats = true},
        {"receipt", enrolledWith(5), [](Tablet& tablet) { tablet.acknowledge(5); }},
        {"receipt of 250 verdicts", enrolledWith(5), [](Tablet& tablet) { tablet.acknowledge(250); }},
        {"bulletin", enrolledWith(2), [](Tablet& tablet) { tablet.publish(); }},
        {"retention", sendsFive, [](Tablet& tablet) { tablet.forget(); }},
        {"restart", enrolledWith(5),
         [](Tablet& tablet) {
             tablet.end();
             startsAndRedeems(tablet);
         }},
        {.name = "start after a power cut",
         .before = enrolledWith(5),
         .during = startsAndRedeems,
         .startsItself = true},
        {.name = "checksums added",
         .before =
             [](Tablet& tablet) {
                 enrolledWith(5)(tablet);
                 tablet.takeBackChecksums();
             },
         .during = startsAndRedeems,
         .startsItself = true},
        {.name = "entry out of the chain",
         .before = enrolledWith(1),
         .during = [](Tablet& tablet) { tablet.forge(); },
         .promisesMore = false},
        {.name = "migration",
         .before = enrolledWith(5),
         .during = [](Tablet& tablet) { tablet.migrate(); },
         .startsItself = true,
         .migrates = true,
         .promisesMore = false},
        {.name = "log written back", .before = enrolled, .during = fillsTheLog, .repeats = true, .lastPlaces = 500},
    };
    return all;
}

} // namespace voucher::test
