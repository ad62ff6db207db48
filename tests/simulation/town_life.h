#pragma once

#include "fleet_tablet.h"
#include "town_hall.h"

#include <QDate>

namespace voucher::test {

/// What a run is: the seed and these make every byte of its history.
struct Plan
{
    std::uint64_t seed = 1;
    int tablets = 50;
    int days = 30;
    double visitsAShift = 5;
    QString history;
};

/// A child with the paper that it has at present.
struct Child
{
    ServiceCode service;
    std::optional<ProviderId> provider;
    QString family;
    IssuedVoucher voucher;
    QString text;
    bool wantsNew = false;
};

/// A town from the first day to the last: what its people do and what goes wrong, drawn from the seed.
class TownLife
{
public:
    explicit TownLife(const Plan& plan);

    bool open() const { return m_history.open(); }

    void run();

    qint64 redemptions() const { return m_redemptions; }

    qint64 lines() const { return m_history.lines(); }

private:
    /// A tablet in somebody's hands.
    struct Post
    {
        std::unique_ptr<FleetTablet> tablet;
        bool gone = false; ///< nobody will ever see it again
        Instant awayUntil; ///< far from any network
    };

    // Whatever people had in mind ends with the last day.
    void at(Instant when, std::function<void()> action);

    void after(std::chrono::milliseconds delay, std::function<void()> action)
    {
        at(m_queue.now() + delay, std::move(action));
    }

    // The first days, and tablets in the place of others.
    Post& addPost(ProviderId provider);
    void enrol(Post& post);
    void addChild(std::optional<ProviderId> provider, int number);
    void givePaper(Child& child);

    // An ordinary day.
    void day(QDate today);
    void officeDay(Instant midnight);
    void planShift(Post& post, Instant midnight);
    void beginShift(Post& post);
    void endShift(Post& post);
    void visit(Post& post);
    void confirmLater(Post& post, const Offer& offer);
    void tookPlaceAllTheSame(Post& post, Child& child, Refusal refusal);
    void group(Post& post);
    Way::State someLink(const Post& post);
    Child& someChild(ProviderId provider);

    // What goes wrong (troubles.cpp).
    void planTroubles();
    void often(std::int64_t count, void (TownLife::*trouble)());
    Post* somePost();
    void lose();
    void cloneTablet();
    void rollBack();
    void goAway();
    void cheat();
    void carryStick();
    void changeSomeKey();
    void leakIssuerKey();
    void loseRegister();
    void stopServer();
    void spoilPaper();

    /// The network is whole, everybody syncs, the register is looked at, lost, and made again from the tablets.
    void heal();

    Plan m_plan;
    Chance m_chance;
    EventQueue m_queue;
    SimulatedDisk m_disk;
    History m_history;
    std::optional<TownHall> m_hall;
    std::vector<std::unique_ptr<Post>> m_posts;
    std::map<ProviderId, std::vector<Child>> m_children;
    std::vector<Child> m_wanderers; ///< with papers that name no provider
    Instant m_end;
    bool m_over = false;
    qint64 m_redemptions = 0;
};

} // namespace voucher::test
