#pragma once

#include "sync/courier.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_transport.h"
#include "tests/support/town_office.h"

#include <algorithm>

namespace voucher::test {

inline bool isUpload(const HttpRequest& request)
{
    return request.url.endsWith(QLatin1StringView("/v1/entries"));
}

/// A tablet with a real ledger and courier, a network of our making, and the real intake on the other side.
class Tablet
{
public:
    /// With an authority in the trust list that no real server has, unless `change` says otherwise.
    explicit Tablet(const std::function<void(TrustListContent&)>& change =
                        [](TrustListContent& content) { content.tlsAuthorities = {QByteArrayLiteral("authority")}; })
        : office(change), transport([this](const HttpRequest& request) { return answer(request); })
    {
        ledger = Ledger::open(folder.filePath(QStringLiteral("ledger"))).value();
        vault = Vault::create(u"271828", ScryptCost{1u << 10, 8, 1}).value();
        must(ledger->storeVault(vault->stored(), vault->publicKey()));
        start();
    }

    void start()
    {
        courier = std::make_unique<Courier>(
            *ledger, vault, transport, clock, [this] { return random; },
            Courier::Observer{[this](const CourierState&) { ++published; }, {}});
    }

    /// The server as it is, unless a test bends its answer.
    HttpAnswer answer(const HttpRequest& request)
    {
        HttpAnswer good = serve(request);
        if (bend)
            bend(request, good);
        return good;
    }

    HttpAnswer serve(const HttpRequest& request)
    {
        const Instant now = clock.read().wall;
        const auto document = [&](const QByteArray& message) {
            const QByteArray tag = sha256Tag(message);
            if (request.ifNoneMatch == tag)
                return HttpAnswer{HttpOutcome::Answered, 304, {}, tag, {}};
            return HttpAnswer{HttpOutcome::Answered, 200, message, tag, {}};
        };
        const auto wrapped = [](const IntakeAnswer& given) {
            return HttpAnswer{HttpOutcome::Answered, given.status, given.body, {}, {}};
        };
        if (request.url.endsWith(QLatin1StringView("/v1/trust-list")))
            return document(office.registerOfAll->currentTrustList().value().value());
        if (request.url.endsWith(QLatin1StringView("/v1/bulletin")))
            return document(office.registerOfAll->currentBulletin().value().value());
        if (request.url.endsWith(QLatin1StringView("/v1/enrolments")))
            return wrapped(office.intake->enrol(request.body, now));
        return wrapped(office.intake->entries(request.body, request.uploadToken, now));
    }

    static QByteArray sha256Tag(const QByteArray& message) { return bytesOf(sha256(message)).toByteArray().toHex(); }

    InvitationContent invitation(char secret = 's') const
    {
        InvitationContent content = office.town.invitationContent();
        content.secret = QByteArray(16, secret);
        return content;
    }

    QString print(const InvitationContent& content)
    {
        const QByteArray message = signInvitation(content, office.town.enrolment);
        must(office.registerOfAll->addInvitation(message, content));
        return invitationText(message);
    }

    void confirm()
    {
        auto invitations = office.registerOfAll->invitations().value();
        auto& waiting = *std::ranges::find(invitations, InvitationState::Contacted, &RegisteredInvitation::state);
        waiting.state = InvitationState::Confirmed;
        waiting.terminal = id;
        must(office.registerOfAll->addTerminal(
            {id, waiting.content.provider, vault->publicKey(), QByteArray(32, 'n'), 0, {}, {}}));
        must(office.registerOfAll->updateInvitation(waiting));
    }

    void enrol()
    {
        courier->invite(print(invitation()));
        transport.run();
        confirm();
        clock.advance(std::chrono::seconds(3));
        transport.run();
    }

    Sequence append(const EntryBody& body, const std::vector<Attachment>& attachments = {})
    {
        const auto appended = ledger->append([&](const Ledger::Next& next) -> std::optional<Ledger::Appended> {
            EntryContent content{};
            content.terminal = next.terminal;
            content.sequence = next.sequence;
            content.previous = next.previous;
            content.at = clock.read().wall;
            content.operatorNumber = OperatorNumber{1};
            content.body = body;
            return Ledger::Appended{signEntry(content, *vault->key()), attachments};
        });
        return appended.value().value().content().sequence;
    }

    Sequence redeem(std::uint32_t number)
    {
        const IssuedVoucher voucher = office.issue(office.town.claims(number));
        const QByteArray sealed = seal(voucher.message, office.town.intake.publicKey(), voucherAttachment);
        const RedemptionBody body = redemptionOf(voucher, sha256(sealed));
        return append(body, {{body.voucherAttachment, sealed}});
    }

    std::size_t storedEntries() { return office.registerOfAll->entries(id).value().size(); }

    const CourierState& state() const { return courier->state(); }

    TownOffice office;
    FakeClock clock{baseInstant};
    FakeTransport transport;
    QTemporaryDir folder;
    std::unique_ptr<Ledger> ledger;
    std::optional<Vault> vault;
    std::unique_ptr<Courier> courier;
    std::function<void(const HttpRequest&, HttpAnswer&)> bend;
    TerminalId id{{1, 2, 3, 4, 5, 6, 7, 8}};
    double random = 0;
    int published = 0;
};

} // namespace voucher::test
