// voucher-plain-tablet FOLDER PORT HASTE   A tablet without a window: the real ledger, vault, desk, courier and
// transport, told on standard input what a person would do, one line each. It calls PORT of 127.0.0.1 wherever its
// paper sends it, and its waits are HASTE times shorter.
//
//   invite TEXT   visit TEXT   undo   try          →   words …   state ENROLMENT LINK WAITING   receipt N   recorded N

#include "crypto/signs/sign.h"
#include "sync/courier.h"
#include "sync/https_transport.h"
#include "terminal/desk.h"

#include <QCoreApplication>
#include <QFile>
#include <QRandomGenerator>
#include <QSocketNotifier>
#include <QTimer>
#include <QUrl>

#include <cstdio>
#include <ctime>
#include <unistd.h>

using namespace voucher;
using namespace std::chrono_literals;

namespace {

constexpr auto pin = u"402917";

class HastyClock : public Clock
{
public:
    explicit HastyClock(int haste) : m_haste(haste) {}

    ClockReading read() const override
    {
        timespec sinceBoot{};
        clock_gettime(CLOCK_BOOTTIME, &sinceBoot);
        return {std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()),
                std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::seconds{sinceBoot.tv_sec} +
                                                                      std::chrono::nanoseconds{sinceBoot.tv_nsec}),
                QByteArrayLiteral("boot")};
    }

    void callAfter(std::chrono::milliseconds delay, std::function<void()> action) override
    {
        QTimer::singleShot(delay / m_haste, &m_context, std::move(action));
    }

private:
    QObject m_context;
    int m_haste;
};

/// The real transport, with another way to the same municipality, and little patience.
class Detour : public Transport
{
public:
    explicit Detour(int port) : m_https({1500ms, 1000ms}), m_port(port) {}

    void send(const HttpRequest& request, std::function<void(const HttpAnswer&)> callback) override
    {
        QUrl url(request.url);
        url.setPort(m_port);
        HttpRequest there = request;
        there.url = url.toString();
        m_https.send(there, std::move(callback));
    }

private:
    HttpsTransport m_https;
    int m_port;
};

void say(const QByteArray& line)
{
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
}

/// The vault that the ledger keeps, open; a new one at the first start.
std::optional<Vault> openVault(Ledger& ledger, Instant now)
{
    if (const auto stored = ledger.vault()) {
        auto vault = Vault::fromStored(*stored);
        if (!vault || !vault->beginTry(vault->operators().front().number, now) || !vault->unlock(pin))
            return std::nullopt;
        return std::move(*vault);
    }
    auto vault = Vault::create(pin, ScryptCost{1U << 10U, 8, 1});
    if (!vault || !ledger.storeVault(vault->stored(), vault->publicKey()))
        return std::nullopt;
    return std::move(*vault);
}

class PlainTablet
{
public:
    PlainTablet(std::unique_ptr<Ledger> ledger, int port, int haste)
        : m_ledger(std::move(ledger)), m_clock(haste), m_transport(port),
          m_vault(openVault(*m_ledger, m_clock.read().wall)), m_desk(*m_ledger, m_vault, m_clock),
          m_courier(*m_ledger, m_vault, m_transport, m_clock,
                    [] { return QRandomGenerator::system()->generateDouble(); },
                    {[this](const CourierState& state) { tell(state); }, [this] { tellReceipt(); }})
    {
        m_courier.start();
    }

    void obey(const QByteArray& line)
    {
        const QString text = QString::fromUtf8(line.mid(line.indexOf(' ') + 1));
        if (line.startsWith("invite "))
            m_courier.invite(text);
        else if (line.startsWith("visit "))
            visit(text);
        else if (line == "undo")
            undo();
        else if (line == "try")
            m_courier.networkIsBack();
    }

private:
    void visit(const QString& text)
    {
        (void)m_desk.opened();
        const auto offer = m_desk.check(text);
        const auto recorded = offer ? m_desk.redeem(*offer, {}) : tl::unexpected(offer.error());
        if (!recorded) {
            say("refused " + QByteArray::number(static_cast<int>(recorded.error().code)));
            return;
        }
        m_last = recorded->sequence;
        told();
    }

    void undo()
    {
        if (m_desk.undo(m_last))
            told();
    }

    void told()
    {
        say("recorded " + QByteArray::number(m_ledger->head().sequence));
        m_courier.wake();
    }

    void tell(const CourierState& state)
    {
        if (state.words) {
            QByteArray words = "words";
            for (const int word : *state.words)
                words += QByteArray(" ") + pictogram(word).english;
            say(words);
        }
        say("state " + QByteArray::number(static_cast<int>(state.enrolment)) + ' ' +
            QByteArray::number(static_cast<int>(state.link)) + ' ' + QByteArray::number(state.waiting));
    }

    void tellReceipt() { say("receipt " + QByteArray::number(m_ledger->acknowledgedUpTo())); }

    std::unique_ptr<Ledger> m_ledger;
    HastyClock m_clock;
    Detour m_transport;
    std::optional<Vault> m_vault;
    Desk m_desk;
    Courier m_courier;
    Sequence m_last = 0;
};

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    const int haste = words.value(3).toInt();
    auto ledger = Ledger::open(words.value(1) + QStringLiteral("/ledger"));
    if (!ledger || haste < 1) {
        std::fprintf(stderr, "usage: voucher-plain-tablet FOLDER PORT HASTE\n");
        return 2;
    }
    PlainTablet tablet(std::move(*ledger), words.value(2).toInt(), haste);
    QByteArray heard;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, [&] {
        char buffer[4096];
        const ssize_t count = read(STDIN_FILENO, buffer, sizeof buffer);
        if (count <= 0) {
            QCoreApplication::quit();
            return;
        }
        heard.append(buffer, count);
        for (qsizetype end = heard.indexOf('\n'); end >= 0; end = heard.indexOf('\n')) {
            tablet.obey(heard.first(end));
            heard.remove(0, end + 1);
        }
    });
    return QCoreApplication::exec();
}
