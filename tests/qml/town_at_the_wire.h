#pragma once

#include "sync/export.h"
#include "sync/messages.h"
#include "sync/transport.h"
#include "tests/support/municipality_keys.h"

#include <algorithm>
#include <deque>
#include <map>

namespace voucher::test {

/// The municipality at the other end of the wire: enrols whoever holds its paper and counts every entry it is sent.
class TownAtTheWire
{
public:
    HttpAnswer answer(const HttpRequest& request)
    {
        ++asked;
        if (!reachable)
            return {};
        if (request.url.endsWith(QLatin1String("/v1/trust-list")))
            return good(town.trustList().message());
        if (request.url.endsWith(QLatin1String("/v1/bulletin")))
            return good(town.bulletin(news).message());
        if (request.url.endsWith(QLatin1String("/v1/enrolments")))
            return enrol(request.body);
        return receive(request.body);
    }

    /// What the office puts on the stick that a tablet saved its records on.
    QByteArray answerToStick(const QByteArray& file)
    {
        QByteArrayList receipts;
        for (const auto& [terminal, known] : m_terminals) {
            const QByteArrayList requests = verifyExport(file, known.key).value_or(QByteArrayList());
            for (const QByteArray& request : requests)
                receipts += receive(request).body;
        }
        return receiptsFile(receipts);
    }

    TestMunicipality town;
    const Clock* clock = nullptr; ///< the same as the tablet's
    bool reachable = true;
    int asked = 0; ///< how often
    bool officerConfirmed = true;
    std::function<void(BulletinContent&)> news; ///< in the bulletin
    std::vector<EntryContent> received;
    std::map<Hash, QByteArray> attachments; ///< sealed, as they came

private:
    static HttpAnswer good(const QByteArray& body) { return {HttpOutcome::Answered, 200, body, {}, {}}; }

    QByteArray receipt(ReceiptContent content, const QByteArray& request) const
    {
        content.request = sha256(request);
        content.serverTime = clock->read().wall;
        return signReceipt(content, town.receipt);
    }

    HttpAnswer enrol(const QByteArray& body)
    {
        if (!officerConfirmed)
            return {HttpOutcome::Answered, 202, {}, {}, {}};
        const QByteArray key = enrolmentRequestFrom(body)->terminalKey;
        const auto known = std::ranges::find(m_terminals, key, [](const auto& one) { return one.second.key.spki(); });
        TerminalId terminal{{9, 9, 9, 9, 9, 9, 9, static_cast<std::uint8_t>(m_terminals.size())}};
        if (known != m_terminals.end())
            terminal = known->first;
        m_terminals.try_emplace(terminal, Known{PublicKey::fromSpki(Algorithm::ES256, key).value(), {}});
        ReceiptContent content{};
        content.terminal = terminal;
        content.uploadToken = QByteArray(32, 't');
        return good(encode(
            EnrolmentAnswer{terminal, town.trustList().message(), town.bulletin().message(), receipt(content, body)}));
    }

    HttpAnswer receive(const QByteArray& body)
    {
        ReceiptContent content{};
        const EntriesRequest request = entriesRequestFrom(body).value();
        Known& known = m_terminals.at(request.terminal);
        for (const Attachment& attachment : request.attachments)
            attachments[attachment.hash] = attachment.sealed;
        for (const QByteArray& message : request.entries) {
            const Entry entry = verifyEntry(message, known.key).value();
            received.push_back(entry.content());
            known.head = {entry.content().sequence, entry.hash()};
            const Sequence sequence = known.head.sequence;
            content.verdicts.push_back({sequence, sequence, VerdictKind::Counted, VerdictReason::None});
        }
        content.terminal = request.terminal;
        content.upTo = known.head.sequence;
        content.head = known.head.hash;
        return good(receipt(content, body));
    }

    struct Known
    {
        PublicKey key;
        Head head;
    };

    std::map<TerminalId, Known> m_terminals; ///< by the key that they came with
};

/// Carries what was sent when told to.
class Wire : public Transport
{
public:
    explicit Wire(TownAtTheWire& town) : m_town(town) {}

    void send(const HttpRequest& request, std::function<void(const HttpAnswer&)> callback) override
    {
        m_waiting.emplace_back(request, std::move(callback));
    }

    void carry()
    {
        for (int most = 50; most > 0 && !m_waiting.empty(); --most) {
            const auto [request, callback] = std::move(m_waiting.front());
            m_waiting.pop_front();
            callback(m_town.answer(request));
        }
    }

private:
    TownAtTheWire& m_town;
    std::deque<std::pair<HttpRequest, std::function<void(const HttpAnswer&)>>> m_waiting;
};

} // namespace voucher::test
