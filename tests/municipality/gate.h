#pragma once

#include <QTest>

#include <atomic>
#include <future>

namespace voucher::test {

/// Waits until as many threads as wanted stand before it, then lets all go.
class Gate
{
public:
    void pass()
    {
        ++m_inside;
        m_opened.wait();
    }

    void waitFor(int count) const { QTRY_COMPARE(m_inside.load(), count); }

    void open() { m_open.set_value(); }

private:
    std::atomic<int> m_inside = 0;
    std::promise<void> m_open;
    std::shared_future<void> m_opened = m_open.get_future().share();
};

} // namespace voucher::test
