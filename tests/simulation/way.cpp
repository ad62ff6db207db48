#include "way.h"

#include <utility>

namespace voucher::test {

namespace {

using namespace std::chrono_literals;

/// When the tablet stops waiting.
constexpr auto deadline = 30s;

void spoil(HttpAnswer& answer, Chance& chance)
{
    if (answer.body.isEmpty())
        return;
    const qsizetype at = chance.between(0, answer.body.size() - 1);
    if (chance.one(0.5))
        answer.body.truncate(at);
    else
        answer.body[at] = static_cast<char>(answer.body[at] ^ (1 << chance.between(0, 7)));
}

} // namespace

Way::Way(EventQueue& queue, std::uint64_t seed, Server server, Watcher watcher)
    : m_queue(queue), m_chance(seed), m_server(std::move(server)), m_watcher(std::move(watcher))
{
}

void Way::send(const HttpRequest& request, std::function<void(const HttpAnswer&)> callback)
{
    switch (m_state) {
    case State::Whole:
        deliver(m_chance.span(10ms, 400ms), m_chance.span(10ms, 400ms), request, callback);
        break;
    case State::Faulty:
        sendFaulty(request, callback);
        break;
    case State::ClosedGate:
        answerAfter(m_chance.span(20ms, 900ms), request,
                    {HttpOutcome::Answered, 200, QByteArrayLiteral("<html>Welcome to our guest network</html>")},
                    callback);
        break;
    case State::None:
        answerAfter(m_chance.span(1ms, 100ms), request, {HttpOutcome::NoNetwork}, callback);
        break;
    }
}

void Way::answerAfter(std::chrono::milliseconds delay, const HttpRequest& request, HttpAnswer answer,
                      const Callback& callback)
{
    m_queue.after(delay, [this, generation = m_generation, request, answer = std::move(answer), callback] {
        if (generation != m_generation)
            return;
        callback(answer);
        m_watcher(request, answer);
    });
}

void Way::deliver(std::chrono::milliseconds there, std::chrono::milliseconds back, const HttpRequest& request,
                  const Callback& callback, bool spoilt)
{
    m_queue.after(there, [this, generation = m_generation, back, request, callback, spoilt] {
        HttpAnswer answer = m_server(request);
        if (generation != m_generation)
            return;
        if (spoilt)
            spoil(answer, m_chance);
        answerAfter(back, request, std::move(answer), callback);
    });
}

void Way::deliverInVain(std::chrono::milliseconds there, const HttpRequest& request)
{
    m_queue.after(there, [this, request] { (void)m_server(request); });
}

void Way::sendFaulty(const HttpRequest& request, const Callback& callback)
{
    const std::int64_t fate = m_chance.between(0, 99);
    if (fate < 40) {
        deliver(m_chance.span(50ms, 12s), m_chance.span(50ms, 12s), request, callback);
    } else if (fate < 55) {
        answerAfter(deadline, request, {HttpOutcome::TimedOut}, callback);
    } else if (fate < 70) {
        // It arrives in time and its answer never does, or it arrives when others have overtaken it.
        deliverInVain(m_chance.one(0.5) ? m_chance.span(50ms, 12s) : m_chance.span(30s, 2h), request);
        answerAfter(deadline, request, {HttpOutcome::TimedOut}, callback);
    } else if (fate < 80) {
        deliver(m_chance.span(50ms, 3s), m_chance.span(50ms, 3s), request, callback);
        deliverInVain(m_chance.span(50ms, 30min), request);
    } else if (fate < 88) {
        deliver(m_chance.span(50ms, 3s), m_chance.span(50ms, 3s), request, callback, true);
    } else if (fate < 96) {
        answerAfter(m_chance.span(50ms, 2s), request,
                    {HttpOutcome::Answered, 503, {}, {}, std::chrono::seconds(m_chance.between(1, 120))}, callback);
    } else {
        answerAfter(m_chance.span(50ms, 2s), request, {HttpOutcome::NotTrusted}, callback);
    }
}

} // namespace voucher::test
