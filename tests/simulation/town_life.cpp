#include "town_life.h"

#include "terminal/calendar.h"

namespace voucher::test {

namespace {

using namespace std::chrono_literals;

/// A Monday; the clocks change on the twenty-first day and the twenty-fourth is a holiday.
const QDate firstDay(2026, 10, 5);
constexpr int tabletsAProvider = 2;
constexpr int childrenAProvider = 14;
constexpr auto dayLength = std::chrono::hours{24};
constexpr double shiftsADay = 0.7;

bool needsNewPaper(Refusal refusal)
{
    return refusal == Refusal::NothingLeft || refusal == Refusal::Expired || refusal == Refusal::Replaced ||
           refusal == Refusal::Revoked || refusal == Refusal::KeyRevoked;
}

} // namespace

TownLife::TownLife(const Plan& plan)
    : m_plan(plan), m_chance(plan.seed), m_queue(startOfAthensDay(firstDay)), m_history(m_queue, plan.history),
      m_end(startOfAthensDay(firstDay.addDays(plan.days)))
{
}

void TownLife::run()
{
    const int providers = (m_plan.tablets + tabletsAProvider - 1) / tabletsAProvider;
    m_history.tell("run", {{QStringLiteral("seed"), qint64(m_plan.seed)},
                           {QStringLiteral("tablets"), m_plan.tablets},
                           {QStringLiteral("days"), m_plan.days},
                           {QStringLiteral("visitsPerDay"), qint64(Limits().visitsPerDay)}});
    m_hall.emplace(m_queue, m_disk, m_history, providers);
    for (int number = 1; number <= providers; ++number) {
        for (int child = 0; child < childrenAProvider; ++child)
            addChild(ProviderId{std::uint32_t(number)}, child);
    }
    for (int number = 0; number < m_plan.tablets / 2 + 1; ++number)
        addChild(std::nullopt, number);
    m_hall->publish();
    for (int number = 0; number < m_plan.tablets; ++number)
        addPost(ProviderId{std::uint32_t(number / tabletsAProvider + 1)});
    planTroubles();
    day(firstDay);
    m_queue.runUntil(m_end);
    heal();
}

void TownLife::at(Instant when, std::function<void()> action)
{
    m_queue.at(when, [this, action = std::move(action)] {
        if (!m_over)
            action();
    });
}

void TownLife::addChild(std::optional<ProviderId> provider, int number)
{
    Child child;
    child.service = number % 4 == 3 ? care : football;
    child.provider = provider;
    child.family = QStringLiteral("%1-%2").arg(provider ? provider->value : 0).arg(number);
    givePaper(child);
    (provider ? m_children[*provider] : m_wanderers).push_back(child);
}

void TownLife::givePaper(Child& child)
{
    VoucherOrder order;
    order.family = child.family;
    order.programme = ProgrammeId{1};
    order.service = child.service;
    order.provider = child.provider;
    order.kind = m_chance.one(0.15) ? AmountKind::Cents : AmountKind::Visits;
    order.quantity = order.kind == AmountKind::Cents ? m_chance.between(2, 20) * 1000 : m_chance.between(1, 12);
    order.notBefore = std::chrono::floor<std::chrono::seconds>(m_queue.now()) - 1h;
    order.expires = order.notBefore + dayLength * m_chance.between(8, 120);
    child.voucher = m_hall->issue(order);
    child.text = voucherText(child.voucher.message);
    child.wantsNew = false;
    m_history.tell("issued", {{QStringLiteral("voucher"), hex(child.voucher.claims.id)},
                              {QStringLiteral("account"), hex(child.voucher.account)},
                              {QStringLiteral("quantity"), qint64(order.quantity)},
                              {QStringLiteral("key"), hex(m_hall->issuerKey())},
                              {QStringLiteral("cents"), order.kind == AmountKind::Cents}});
}

TownLife::Post& TownLife::addPost(ProviderId provider)
{
    auto post = std::make_unique<Post>();
    post->tablet =
        std::make_unique<FleetTablet>(int(m_posts.size()) + 1, provider, m_queue, m_disk, m_history, m_chance.seed(),
                                      [this](const HttpRequest& request) { return m_hall->answer(request); });
    m_posts.push_back(std::move(post));
    return *m_posts.back();
}

/// The provider holds the paper, the officer sits at his desk; both are patient for a quarter of an hour.
void TownLife::enrol(Post& post)
{
    if (!post.tablet->on())
        post.tablet->switchOn();
    post.tablet->setLink(m_chance.one(0.5) ? Way::State::Whole : Way::State::Faulty);
    post.tablet->invite(m_hall->invite(post.tablet->provider()));
    for (int minute = 1; minute <= 14; minute += 3)
        after(std::chrono::minutes(minute), [this] { m_hall->confirmWaiting(); });
}

void TownLife::day(QDate today)
{
    const Instant midnight = startOfAthensDay(today);
    officeDay(midnight);
    for (const auto& post : m_posts) {
        if (post->gone)
            continue;
        if (!post->tablet->terminal())
            at(midnight + 8h + m_chance.span(0ms, 1h), [this, post = post.get()] {
                if (!post->gone && !post->tablet->terminal())
                    enrol(*post);
            });
        if (m_chance.one(shiftsADay))
            planShift(*post, midnight);
    }
    const Instant next = startOfAthensDay(today.addDays(1));
    if (next < m_end)
        at(next, [this, today] { day(today.addDays(1)); });
}

void TownLife::officeDay(Instant midnight)
{
    at(midnight + 2h, [this] { m_hall->backUp(); });
    at(midnight + 3h, [this] { m_hall->publish(); });
    at(midnight + 7h, [this] {
        for (auto& [provider, children] : m_children) {
            for (Child& child : children) {
                if (child.wantsNew && m_chance.one(0.7))
                    givePaper(child);
            }
        }
        for (Child& child : m_wanderers) {
            if (child.wantsNew && m_chance.one(0.7))
                givePaper(child);
        }
    });
}

void TownLife::planShift(Post& post, Instant midnight)
{
    const Instant start = midnight + 9h + m_chance.span(0ms, 8h);
    const Instant end = start + m_chance.span(40min, 150min);
    at(start, [this, &post, start, end] {
        if (post.gone)
            return;
        beginShift(post);
        const auto visits = std::int64_t(2 * m_plan.visitsAShift * m_chance.fraction() + 0.5);
        for (std::int64_t visitNumber = 0; visitNumber < visits; ++visitNumber)
            at(start + m_chance.span(1min, end - start), [this, &post] { visit(post); });
        if (m_chance.one(0.08))
            at(start + m_chance.span(5min, end - start), [this, &post] { group(post); });
        if (m_chance.one(0.4))
            at(start + m_chance.span(5min, end - start), [this, &post] { post.tablet->setLink(someLink(post)); });
        at(end, [this, &post] { endShift(post); });
    });
}

Way::State TownLife::someLink(const Post& post)
{
    if (m_queue.now() < post.awayUntil)
        return Way::State::None;
    const std::int64_t draw = m_chance.between(0, 99);
    return draw < 45   ? Way::State::Whole
           : draw < 75 ? Way::State::Faulty
           : draw < 82 ? Way::State::ClosedGate
                       : Way::State::None;
}

void TownLife::beginShift(Post& post)
{
    FleetTablet& tablet = *post.tablet;
    if (m_chance.one(0.025)) {
        // A dead battery's clock, or somebody's fingers.
        const Instant now = m_queue.now();
        const std::vector<std::chrono::milliseconds> errors{startOfAthensDay(QDate(2020, 1, 1)) - now, 3 * dayLength,
                                                            -2 * dayLength, 20min, -20min};
        tablet.setClockError(errors[std::size_t(m_chance.between(0, std::ssize(errors) - 1))]);
    } else if (m_chance.one(0.5)) {
        tablet.setClockError(0ms);
    }
    if (!tablet.on())
        tablet.switchOn();
    tablet.setLink(someLink(post));
}

void TownLife::endShift(Post& post)
{
    if (m_chance.one(0.1))
        post.tablet->confirmVisits();
    const double draw = m_chance.fraction();
    if (draw < 0.05)
        after(m_chance.span(2h, 16h), [&post] { post.tablet->cutPower(); }); // forgotten: until its battery is empty
    else if (draw < 0.1)
        post.tablet->cutPower();
    else
        post.tablet->switchOff();
}

Child& TownLife::someChild(ProviderId provider)
{
    return m_chance.one(0.08) ? m_chance.of(m_wanderers) : m_chance.of(m_children[provider]);
}

void TownLife::visit(Post& post)
{
    if (post.gone || !post.tablet->enrolled())
        return;
    // Now and then somebody comes to the wrong door.
    ProviderId door = post.tablet->provider();
    if (m_chance.one(0.01))
        door = ProviderId{std::uint32_t(m_chance.between(1, std::ssize(m_children)))};
    Child& child = someChild(door);
    if (m_chance.one(0.02)) {
        post.tablet->noteWithoutPaper(child.voucher.claims.id);
        return;
    }
    if (m_chance.one(0.02)) {
        post.tablet->attend(child.voucher.claims.id);
        return;
    }
    const auto offer = post.tablet->scan(child.text, child.voucher.claims.id);
    if (!offer)
        tookPlaceAllTheSame(post, child, *post.tablet->refused());
    else if (offer->openVisit())
        post.tablet->depart(*offer);
    else if (!m_chance.one(0.03))
        confirmLater(post, *offer);
}

void TownLife::tookPlaceAllTheSame(Post& post, Child& child, Refusal refusal)
{
    child.wantsNew = child.wantsNew || needsNewPaper(refusal);
    if (m_chance.one(0.15))
        post.tablet->noteRefused(child.text, refusal);
}

void TownLife::confirmLater(Post& post, const Offer& offer)
{
    after(m_chance.span(500ms, 90s), [this, &post, offer] {
        const auto visit = post.tablet->confirm(offer);
        if (!visit)
            return;
        ++m_redemptions;
        // A wrong scan is seen soon, or too late.
        if (m_chance.one(0.05))
            after(m_chance.span(5s, 20min), [&post, visit] { post.tablet->undo(*visit); });
        // Two fingers on one button.
        if (m_chance.one(0.02) && post.tablet->confirm(offer))
            ++m_redemptions;
    });
}

void TownLife::group(Post& post)
{
    if (post.gone || !post.tablet->enrolled())
        return;
    std::vector<std::pair<QString, VoucherId>> team;
    for (const Child& child : m_children[post.tablet->provider()]) {
        if (child.voucher.claims.kind == AmountKind::Visits && child.service == football && m_chance.one(0.6))
            team.emplace_back(child.text, child.voucher.claims.id);
    }
    m_redemptions += post.tablet->scanGroup(team);
}

void TownLife::heal()
{
    m_over = true;
    m_hall->setUp(true);
    for (const auto& post : m_posts) {
        if (post->gone)
            continue;
        if (!post->tablet->on())
            post->tablet->switchOn();
        post->tablet->setLink(Way::State::Whole);
    }
    m_history.tell("healed", {});
    // A quarter of an hour for the queues, and as much for what others have changed.
    m_queue.runUntil(m_queue.now() + 35min);
    m_hall->tellRegister(QStringLiteral("healed"));
    m_hall->restore(false);
    m_queue.runUntil(m_queue.now() + 35min);
    m_hall->tellRegister(QStringLiteral("rebuilt"));
    for (const auto& post : m_posts)
        post->tablet->tellEntries();
}

} // namespace voucher::test
