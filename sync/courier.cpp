#include "sync/courier.h"

#include "crypto/invitation.h"
#include "sync/messages.h"

#include <utility>

namespace voucher {

namespace {

using namespace std::chrono_literals;

constexpr auto firstWait = 2s;
constexpr auto longestWait = 5min;
/// Shorter than what is forgiven a clock, since a receipt's time is taken for now.
constexpr auto longestAnswer = 5min;
/// Verdicts of other days, accounts that another tablet changed: asked for even when nothing waits.
constexpr auto quietUpload = 15min;
constexpr auto quietDownload = 30min;
/// As many times longer where bytes cost.
constexpr int meteredPatience = 8;

constexpr int httpOk = 200;
constexpr int httpNotModified = 304;
constexpr int httpUnauthorized = 401;

} // namespace

CourierState::Link linkOf(const HttpAnswer& answer)
{
    using Link = CourierState::Link;
    switch (answer.outcome) {
    case HttpOutcome::NoNetwork:
    case HttpOutcome::TimedOut:
        return Link::NoNetwork;
    case HttpOutcome::NotTrusted:
        return Link::NotTrusted;
    case HttpOutcome::TooLarge:
        return Link::ClosedGate;
    case HttpOutcome::Answered:
        break;
    }
    // A portal answers 200 or redirects to its log-in page; our own server says what is wrong with a 4xx or 5xx.
    return answer.status < 400 ? Link::ClosedGate : Link::ServerTrouble;
}

Courier::Courier(Ledger& ledger, std::optional<Vault>& vault, Transport& transport, Clock& clock,
                 std::function<double()> random, Observer observer)
    : m_ledger(ledger), m_vault(vault), m_transport(transport), m_clock(clock), m_random(std::move(random)),
      m_observer(std::move(observer)), m_up{Backoff(firstWait, longestWait)}, m_down{Backoff(firstWait, longestWait)}
{
}

Instant Courier::now() const
{
    return nowFrom(m_clock.read(), m_ledger.clockFloor()).instant;
}

void Courier::start()
{
    work();
}

void Courier::work()
{
    refreshWaiting();
    if (!m_ledger.enrolment()) {
        enrol();
        return;
    }
    setEnrolment(EnrolmentState::Done);
    upload();
    download();
}

void Courier::wake()
{
    refreshWaiting();
    if (m_up.backingOff)
        return;
    if (m_ledger.enrolment())
        upload();
    else
        enrol();
}

void Courier::networkIsBack()
{
    // A request sent over the lost network would only run into its deadline; all of them may be repeated.
    abandon(m_up);
    abandon(m_down);
    work();
}

void Courier::setMetered(bool metered)
{
    const bool cheaper = std::exchange(m_metered, metered) && !metered;
    if (cheaper)
        networkIsBack();
}

std::chrono::milliseconds Courier::quiet(std::chrono::milliseconds usual) const
{
    return m_metered ? usual * meteredPatience : usual;
}

void Courier::abandon(Lane& lane)
{
    const std::uint64_t next = lane.generation + 1;
    lane.backoff.succeeded();
    lane.busy = false;
    lane.again = false;
    lane.backingOff = false;
    lane.generation = next;
}

void Courier::send(Lane& lane, HttpRequest request, std::function<void(const HttpAnswer&)> then)
{
    lane.busy = true;
    lane.again = false;
    lane.backingOff = false;
    const std::uint64_t generation = ++lane.generation;
    const std::weak_ptr<bool> alive = m_alive;
    // A tablet whose battery was empty could not ask what time it is otherwise.
    request.now = nowFrom(m_clock.read(), m_ledger.clockFloor()).instant;
    m_transport.send(request, [&lane, generation, alive, then = std::move(then)](const HttpAnswer& answer) {
        if (alive.expired() || lane.generation != generation)
            return;
        lane.busy = false;
        then(answer);
    });
}

void Courier::after(Lane& lane, std::chrono::milliseconds delay, std::function<void()> step)
{
    const std::uint64_t generation = ++lane.generation;
    const std::weak_ptr<bool> alive = m_alive;
    m_clock.callAfter(delay, [&lane, generation, alive, step = std::move(step)] {
        if (alive.expired() || lane.generation != generation)
            return;
        lane.backingOff = false;
        step();
    });
}

void Courier::later(Lane& lane, const HttpAnswer& answer, std::function<void()> step)
{
    after(lane, lane.backoff.failed(m_random(), answer.retryAfter), std::move(step));
    lane.backingOff = true;
}

void Courier::retry(Lane& lane, Link reason, const HttpAnswer& answer, std::function<void()> step)
{
    setLink(reason);
    later(lane, answer, std::move(step));
}

void Courier::upload()
{
    if (m_up.busy) {
        m_up.again = true;
        return;
    }
    if (!m_ledger.enrolment() || !m_ledger.trustList())
        return;
    auto outgoing = m_ledger.outgoing(batchCount, batchBytes);
    if (!outgoing) {
        later(m_up, {}, [this] { upload(); });
        return;
    }
    const bool sent = !outgoing->entries.empty();
    post(std::move(*outgoing),
         [this, sent](const HttpAnswer& answer, Hash request) { takeReceipt(answer, request, sent); });
}

void Courier::post(Outgoing outgoing, std::function<void(const HttpAnswer&, Hash)> then)
{
    const QByteArray body = encode(requestFor(std::move(outgoing)));
    setLink(Link::Working);
    HttpRequest post;
    post.method = "POST";
    post.url = m_ledger.enrolment()->url + QStringLiteral("/v1/entries");
    post.body = body;
    post.uploadToken = m_ledger.enrolment()->uploadToken;
    post.trust = m_ledger.trustList()->content().tlsAuthorities;
    send(m_up, std::move(post),
         [this, hash = sha256(body), asked = m_clock.read().sinceBoot,
          then = std::move(then)](const HttpAnswer& answer) {
             // What a sleeping tablet finds in its pocket tells the time of long ago: asking again costs less.
             const bool fresh = m_clock.read().sinceBoot - asked <= longestAnswer;
             then(fresh ? answer : HttpAnswer{}, hash);
         });
}

void Courier::takeReceipt(const HttpAnswer& answer, Hash request, bool entriesSent)
{
    const std::optional<TrustList>& trustList = m_ledger.trustList();
    const auto receipt = answer.outcome == HttpOutcome::Answered && trustList
                             ? verifyReceipt(answer.body, *trustList, m_ledger.enrolment()->terminal, request)
                             : tl::unexpected(DocumentError::Malformed);
    if (!receipt) {
        retry(m_up, linkOf(answer), answer, [this] { upload(); });
        return;
    }
    const Sequence before = m_ledger.acknowledgedUpTo();
    if (!m_ledger.acknowledge(*receipt, m_clock.read())) {
        retry(m_up, Link::Idle, {}, [this] { upload(); });
        return;
    }
    CourierState next = m_state;
    next.answered = true;
    publish(next);
    refreshWaiting();
    setLink(Link::Idle);
    if (m_observer.ledgerChanged)
        m_observer.ledgerChanged();

    const Sequence upTo = m_ledger.acknowledgedUpTo();
    if (upTo < before || (entriesSent && upTo == before)) {
        // The municipality takes nothing of what was sent, or has lost what it had. Sending again is right, but paced:
        // two registers that disagree must not keep a tablet running between them.
        later(m_up, answer, [this] { upload(); });
        return;
    }
    m_up.backoff.succeeded();
    const bool moreNews = receipt->content().verdicts.size() >= mostNews;
    const bool moreEntries = m_ledger.head().sequence > upTo && upTo > before;
    if (m_up.again || moreNews || moreEntries)
        upload();
    else if (m_ledger.carriedWaiting() > 0 && upTo > 0)
        uploadCarried();
    else
        after(m_up, quiet(quietUpload), [this] { upload(); });
}

/// Once the municipality has the first entry here, which names the terminals before this one.
void Courier::uploadCarried()
{
    auto outgoing = m_ledger.outgoingCarried(batchCount, batchBytes);
    if (!outgoing) {
        later(m_up, {}, [this] { upload(); });
        return;
    }
    const TerminalId terminal = outgoing->terminal;
    post(std::move(*outgoing),
         [this, terminal](const HttpAnswer& answer, Hash request) { takeCarriedReceipt(answer, terminal, request); });
}

void Courier::takeCarriedReceipt(const HttpAnswer& answer, TerminalId terminal, Hash request)
{
    const bool answered = answer.outcome == HttpOutcome::Answered;
    const auto receipt = answered ? verifyReceipt(answer.body, *m_ledger.trustList(), terminal, request)
                                  : tl::unexpected(DocumentError::Malformed);
    if (!receipt && !(answered && answer.status == httpUnauthorized)) {
        retry(m_up, linkOf(answer), answer, [this] { upload(); });
        return;
    }
    setLink(Link::Idle);
    const tl::expected<bool, DatabaseError> told = receipt ? m_ledger.acknowledgeCarried(*receipt) : false;
    if (!told) {
        later(m_up, {}, [this] { upload(); });
        return;
    }
    refreshWaiting();
    m_up.backoff.succeeded();
    // What the municipality does not take must not hold up what is recorded here and now.
    if (m_up.again || (*told && m_ledger.carriedWaiting() == 0))
        upload();
    else if (*told)
        uploadCarried();
    else
        after(m_up, quiet(quietUpload), [this] { upload(); });
}

void Courier::download()
{
    if (m_down.busy)
        return;
    const std::optional<TrustList>& trustList = m_ledger.trustList();
    if (!m_ledger.enrolment() || !trustList)
        return;
    HttpRequest get;
    get.method = "GET";
    get.url = m_ledger.enrolment()->url + QStringLiteral("/v1/trust-list");
    get.ifNoneMatch = m_trustListTag;
    get.trust = trustList->content().tlsAuthorities;
    send(m_down, std::move(get), [this](const HttpAnswer& answer) { takeTrustList(answer); });
}

bool Courier::keep(const tl::expected<bool, NotTaken>& taken, const HttpAnswer& answer)
{
    // An older or ended document is an answer all the same: there is nothing newer to be had.
    const std::optional<DocumentError> error = taken ? std::nullopt : taken.error().error;
    CourierState next = m_state;
    next.documentRefused = error;
    publish(next);
    if (!taken && !error) {
        later(m_down, {}, [this] { download(); });
        return false;
    }
    if (error && error != DocumentError::Older && error != DocumentError::Expired) {
        retry(m_down, Link::ClosedGate, answer, [this] { download(); });
        return false;
    }
    if (taken.value_or(false) && m_observer.ledgerChanged)
        m_observer.ledgerChanged();
    return true;
}

void Courier::takeTrustList(const HttpAnswer& answer)
{
    if (answer.outcome != HttpOutcome::Answered || (answer.status != httpOk && answer.status != httpNotModified)) {
        retry(m_down, linkOf(answer), answer, [this] { download(); });
        return;
    }
    if (answer.status == httpOk) {
        if (!keep(voucher::takeTrustList(m_ledger, answer.body, m_clock.read()), answer))
            return;
        m_trustListTag = answer.etag;
    }
    downloadBulletin();
}

void Courier::downloadBulletin()
{
    HttpRequest get;
    get.method = "GET";
    get.url = m_ledger.enrolment()->url + QStringLiteral("/v1/bulletin");
    get.ifNoneMatch = m_bulletinTag;
    get.trust = m_ledger.trustList()->content().tlsAuthorities;
    send(m_down, std::move(get), [this](const HttpAnswer& answer) { takeBulletin(answer); });
}

void Courier::takeBulletin(const HttpAnswer& answer)
{
    if (answer.outcome != HttpOutcome::Answered || (answer.status != httpOk && answer.status != httpNotModified)) {
        retry(m_down, linkOf(answer), answer, [this] { download(); });
        return;
    }
    if (answer.status == httpOk) {
        if (!keep(voucher::takeBulletin(m_ledger, answer.body, m_clock.read()), answer))
            return;
        m_bulletinTag = answer.etag;
    }
    downloaded();
}

void Courier::downloaded()
{
    m_down.backoff.succeeded();
    after(m_down, quiet(quietDownload), [this] { download(); });
}

void Courier::refreshWaiting()
{
    CourierState next = m_state;
    next.waiting = m_ledger.head().sequence - m_ledger.acknowledgedUpTo() + m_ledger.carriedWaiting();
    publish(next);
}

void Courier::setEnrolment(EnrolmentState state)
{
    CourierState next = m_state;
    next.enrolment = state;
    publish(next);
}

void Courier::setLink(Link link)
{
    CourierState next = m_state;
    next.link = link;
    publish(next);
}

void Courier::publish(const CourierState& next)
{
    if (next == m_state)
        return;
    m_state = next;
    if (m_observer.stateChanged)
        m_observer.stateChanged(m_state);
}

} // namespace voucher
