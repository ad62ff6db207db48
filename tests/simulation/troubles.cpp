// What goes wrong in a town.

#include "town_life.h"

namespace voucher::test {

namespace {

using namespace std::chrono_literals;

constexpr auto dayLength = std::chrono::hours{24};

} // namespace

/// So many times at any moment between the second day and the last.
void TownLife::often(std::int64_t count, void (TownLife::*trouble)())
{
    for (std::int64_t number = 0; number < std::max<std::int64_t>(1, count); ++number)
        at(m_queue.now() + dayLength + m_chance.span(0ms, m_end - m_queue.now() - 2 * dayLength),
           [this, trouble] { (this->*trouble)(); });
}

void TownLife::planTroubles()
{
    const std::int64_t tabletDays = std::int64_t(m_plan.tablets) * m_plan.days;
    often(tabletDays / 700, &TownLife::lose);
    often(tabletDays / 600, &TownLife::cloneTablet);
    often(tabletDays / 600, &TownLife::rollBack);
    often(tabletDays / 250, &TownLife::goAway);
    often(tabletDays / 60, &TownLife::cheat);
    often(tabletDays / 60, &TownLife::carryStick);
    often(m_plan.days / 6, &TownLife::changeSomeKey);
    // All papers of the town become worthless at once: not in every week.
    if (m_chance.one(std::min(1.0, m_plan.days / 30.0)))
        often(m_plan.days / 90, &TownLife::leakIssuerKey);
    often(m_plan.days / 10, &TownLife::loseRegister);
    often(m_plan.days / 3, &TownLife::stopServer);
    often(tabletDays / 80, &TownLife::spoilPaper);
}

/// A tablet that somebody uses.
TownLife::Post* TownLife::somePost()
{
    for (int trial = 0; trial < 20; ++trial) {
        Post& post = *m_chance.of(m_posts);
        if (!post.gone && post.tablet->terminal())
            return &post;
    }
    return nullptr;
}

void TownLife::lose()
{
    Post* post = somePost();
    if (!post)
        return;
    post->tablet->switchOff();
    post->gone = true;
    FleetTablet& tablet = *post->tablet;
    m_history.tell("lost", {{QStringLiteral("tablet"), tablet.number()}});
    after(m_chance.span(1h, 3 * dayLength), [this, terminal = *tablet.terminal()] { m_hall->suspend(terminal); });
    // Whoever finds it switches it on: it sends what it has.
    if (m_chance.one(0.5)) {
        after(m_chance.span(2h, 6 * dayLength), [this, &tablet] {
            tablet.switchOn();
            tablet.setLink(Way::State::Whole);
            after(1h, [&tablet] { tablet.switchOff(); });
        });
    }
    addPost(tablet.provider());
}

void TownLife::cloneTablet()
{
    Post* post = somePost();
    if (!post)
        return;
    post->tablet->switchOff();
    const DiskImage storage = post->tablet->storage();
    Post& copy = addPost(post->tablet->provider());
    m_history.tell("copied",
                   {{QStringLiteral("from"), post->tablet->number()}, {QStringLiteral("to"), copy.tablet->number()}});
    copy.tablet->takeStorage(storage, post->tablet->terminal());
}

void TownLife::rollBack()
{
    Post* post = somePost();
    if (!post)
        return;
    post->tablet->switchOff();
    const int tablet = post->tablet->number();
    m_history.tell("kept aside", {{QStringLiteral("tablet"), tablet}});
    after(m_chance.span(6h, 4 * dayLength), [this, post, tablet, storage = post->tablet->storage()] {
        if (post->gone)
            return;
        post->tablet->switchOff();
        m_history.tell("rolled back", {{QStringLiteral("tablet"), tablet}});
        post->tablet->takeStorage(storage, post->tablet->terminal());
    });
}

void TownLife::goAway()
{
    if (Post* post = somePost()) {
        post->awayUntil = m_queue.now() + m_chance.span(2 * dayLength, 25 * dayLength);
        post->tablet->setLink(Way::State::None);
    }
}

/// The same paper on two tablets that cannot know of each other.
void TownLife::cheat()
{
    Post* first = somePost();
    if (!first)
        return;
    for (const auto& second : m_posts) {
        if (second.get() == first || second->gone || !second->tablet->terminal() ||
            second->tablet->provider() != first->tablet->provider())
            continue;
        const Child& child = someChild(first->tablet->provider());
        for (Post* post : {first, second.get()}) {
            if (!post->tablet->on())
                post->tablet->switchOn();
            post->tablet->setLink(Way::State::None);
            const auto offer = post->tablet->scan(child.text, child.voucher.claims.id);
            if (offer && !offer->openVisit() && post->tablet->confirm(*offer))
                ++m_redemptions;
            after(m_chance.span(1h, 5h), [this, post] {
                post->tablet->setLink(someLink(*post));
                after(30min, [post] { post->tablet->switchOff(); });
            });
        }
        return;
    }
}

/// Records go to the office in somebody's pocket, and the answer comes back the same way, days later.
void TownLife::carryStick()
{
    Post* post = somePost();
    if (!post)
        return;
    const auto handle = [this, post](const std::function<void()>& act) {
        if (!post->tablet->on()) {
            post->tablet->switchOn();
            after(30min, [post] { post->tablet->switchOff(); });
        }
        act();
    };
    handle([this, post, handle] {
        const QByteArray file = post->tablet->saveToStick();
        if (file.isEmpty())
            return;
        after(m_chance.span(1h, 3 * dayLength), [this, post, handle, file] {
            const QByteArray answer = m_hall->import(file);
            if (answer.isEmpty())
                return;
            after(m_chance.span(1h, 3 * dayLength), [post, handle, answer] {
                if (!post->gone)
                    handle([post, &answer] { post->tablet->takeStick(answer); });
            });
        });
    });
}

void TownLife::changeSomeKey()
{
    std::vector<KeyRole> roles{KeyRole::Issuer, KeyRole::Bulletin, KeyRole::Receipt, KeyRole::Intake, KeyRole::Office};
    m_hall->changeKey(m_chance.of(roles), false);
}

void TownLife::leakIssuerKey()
{
    m_hall->changeKey(KeyRole::Issuer, true);
}

void TownLife::loseRegister()
{
    m_hall->restore(true);
}

void TownLife::stopServer()
{
    m_hall->setUp(false);
    after(m_chance.span(1min, 5h), [this] { m_hall->setUp(true); });
}

/// A paper is lost, or its voucher no longer holds; some go on showing the old one.
void TownLife::spoilPaper()
{
    auto provider = m_children.begin();
    std::advance(provider, m_chance.between(0, std::ssize(m_children) - 1));
    Child& child = m_chance.of(provider->second);
    const VoucherId id = child.voucher.claims.id;
    const std::int64_t draw = m_chance.between(0, 2);
    if (draw == 0) {
        const auto replacement = m_hall->replace(id);
        if (!replacement)
            return;
        m_history.tell("issued", {{QStringLiteral("voucher"), hex(replacement->claims.id)},
                                  {QStringLiteral("account"), hex(replacement->account)},
                                  {QStringLiteral("quantity"), qint64(replacement->claims.quantity)},
                                  {QStringLiteral("key"), hex(m_hall->issuerKey())},
                                  {QStringLiteral("cents"), replacement->claims.kind == AmountKind::Cents}});
        if (m_chance.one(0.7)) {
            child.voucher = *replacement;
            child.text = voucherText(replacement->message);
        }
    } else {
        m_hall->setStatus(id, draw == 1 ? VoucherStatus::Revoked : VoucherStatus::Suspended);
        if (draw == 2)
            after(m_chance.span(1h, 5 * dayLength), [this, id] { m_hall->setStatus(id, VoucherStatus::Valid); });
    }
    if (m_chance.one(0.5))
        m_hall->publish();
}

} // namespace voucher::test
