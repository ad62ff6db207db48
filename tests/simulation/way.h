#pragma once

#include "chance.h"
#include "event_queue.h"
#include "sync/transport.h"

namespace voucher::test {

/// The network between one tablet and the municipality.
class Way : public Transport
{
public:
    enum class State : std::uint8_t {
        Whole,      ///< everything arrives within a second
        Faulty,     ///< loses, delays, repeats, reorders and spoils
        ClosedGate, ///< a captive portal answers
        None,
    };
    using Server = std::function<HttpAnswer(const HttpRequest&)>;
    /// Told after the tablet has been given an answer.
    using Watcher = std::function<void(const HttpRequest&, const HttpAnswer&)>;

    Way(EventQueue& queue, std::uint64_t seed, Server server, Watcher watcher);

    void send(const HttpRequest& request, std::function<void(const HttpAnswer&)> callback) override;

    State state() const { return m_state; }

    void setState(State state) { m_state = state; }

    /// Whoever sent what is under way is gone: nobody is called back any more.
    void forget() { ++m_generation; }

private:
    using Callback = std::function<void(const HttpAnswer&)>;
    void answerAfter(std::chrono::milliseconds delay, const HttpRequest& request, HttpAnswer answer,
                     const Callback& callback);
    void deliver(std::chrono::milliseconds there, std::chrono::milliseconds back, const HttpRequest& request,
                 const Callback& callback, bool spoilt = false);
    /// The request comes to the municipality, and its answer to nobody.
    void deliverInVain(std::chrono::milliseconds there, const HttpRequest& request);
    void sendFaulty(const HttpRequest& request, const Callback& callback);

    EventQueue& m_queue;
    Chance m_chance;
    Server m_server;
    Watcher m_watcher;
    State m_state = State::Whole;
    int m_generation = 0;
};

} // namespace voucher::test
