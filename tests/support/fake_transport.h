#pragma once

#include "sync/transport.h"

#include <deque>
#include <utility>

namespace voucher::test {

/// The network of tests: keeps requests until they are delivered to the server function, or lost.
class FakeTransport : public Transport
{
public:
    using Server = std::function<HttpAnswer(const HttpRequest&)>;

    explicit FakeTransport(Server answerWith) : server(std::move(answerWith)) {}

    void send(const HttpRequest& request, std::function<void(const HttpAnswer&)> callback) override
    {
        ++sent;
        m_waiting.emplace_back(request, std::move(callback));
    }

    /// Delivers what waits and what that leads to; at most `most` requests, so that a hot loop ends too. How many.
    int run(int most = 100)
    {
        int delivered = 0;
        for (; delivered < most && !m_waiting.empty(); ++delivered) {
            const auto [request, callback] = std::move(m_waiting.front());
            m_waiting.pop_front();
            callback(server(request));
        }
        return delivered;
    }

    /// The requests that wait never get an answer.
    void forget() { m_waiting.clear(); }

    std::size_t waiting() const { return m_waiting.size(); }

    const HttpRequest& next() const { return m_waiting.front().first; }

    Server server;
    int sent = 0;

private:
    std::deque<std::pair<HttpRequest, std::function<void(const HttpAnswer&)>>> m_waiting;
};

} // namespace voucher::test
