#include "sync/courier.h"

#include "sync/messages.h"

#include <utility>

namespace voucher {

namespace {

using namespace std::chrono_literals;

/// While two people compare six words: soon enough that the screen changes as the officer confirms.
constexpr auto pollOfficer = 3s;

constexpr int httpOk = 200;
constexpr int httpAccepted = 202;
constexpr int httpNotFound = 404;
constexpr int httpGone = 410;

} // namespace

bool Courier::invite(QStringView text)
{
    if (m_ledger.enrolment())
        return false;
    const auto invitation = ScannedInvitation::fromText(text);
    if (!invitation || !m_ledger.keepInvitation(invitation->message()))
        return false;
    // What is still under way, and the words on the screen, belong to an earlier paper.
    abandon(m_up);
    CourierState next = m_state;
    next.enrolment = EnrolmentState::Waiting;
    next.words.reset();
    publish(next);
    enrol();
    return true;
}

void Courier::enrol()
{
    if (m_up.busy)
        return;
    const auto kept = m_ledger.keptInvitation();
    const auto invitation = kept ? ScannedInvitation::fromText(invitationText(*kept)) : std::nullopt;
    if (!invitation || !m_vault)
        return;
    if (m_state.enrolment == EnrolmentState::None || m_state.enrolment == EnrolmentState::Refused)
        setEnrolment(EnrolmentState::Waiting);

    HttpRequest get;
    get.method = "GET";
    get.url = invitation->claimed().url + QStringLiteral("/v1/trust-list");
    get.trust = invitation->claimed().tlsAuthority;
    setLink(Link::Working);
    send(m_up, std::move(get), [this, invitation = *invitation](const HttpAnswer& answer) {
        if (answer.outcome != HttpOutcome::Answered || answer.status != httpOk) {
            retry(m_up, answer.outcome == HttpOutcome::Answered ? Link::ServerTrouble : linkOf(answer), answer,
                  [this] { enrol(); });
            return;
        }
        const auto trustList = verifyInvitation(invitation, answer.body, now());
        if (!trustList) {
            if (now() >= invitation.claimed().expires)
                refuseInvitation();
            else if (trustList.error() == DocumentError::Expired)
                // The list, not the paper: the office publishes a new one, and the paper is still good.
                retry(m_up, Link::ServerTrouble, answer, [this] { enrol(); });
            else
                retry(m_up, Link::ClosedGate, answer, [this] { enrol(); });
            return;
        }
        askForEnrolment(invitation, *trustList);
    });
}

void Courier::askForEnrolment(const ScannedInvitation& invitation, const TrustList& trustList)
{
    const QByteArray body = encode(EnrolmentRequest{invitation.message(), m_vault->publicKey().spki()});
    HttpRequest post;
    post.method = "POST";
    post.url = invitation.claimed().url + QStringLiteral("/v1/enrolments");
    post.body = body;
    post.trust = trustList.content().tlsAuthorities;
    send(m_up, std::move(post), [this, invitation, trustList, hash = sha256(body)](const HttpAnswer& answer) {
        finishEnrolment(invitation, trustList, hash, answer);
    });
}

void Courier::finishEnrolment(const ScannedInvitation& invitation, const TrustList& trustList, Hash request,
                              const HttpAnswer& answer)
{
    if (answer.outcome == HttpOutcome::Answered && answer.status == httpAccepted) {
        m_up.backoff.succeeded();
        CourierState next = m_state;
        next.enrolment = EnrolmentState::AwaitingOfficer;
        next.words = comparisonWords(invitation.message(), m_vault->publicKey());
        next.link = Link::Idle;
        publish(next);
        after(m_up, pollOfficer, [this, invitation, trustList] { askForEnrolment(invitation, trustList); });
        return;
    }
    if (answer.outcome == HttpOutcome::Answered && (answer.status == httpNotFound || answer.status == httpGone)) {
        refuseInvitation();
        return;
    }
    const auto parts = answer.status == httpOk ? enrolmentAnswerFrom(answer.body) : std::nullopt;
    const Roots& roots = invitation.claimed().roots;
    const auto list = parts ? verifyTrustList(parts->trustList, roots) : tl::unexpected(DocumentError::Malformed);
    const auto bulletin = list ? verifyBulletin(parts->bulletin, *list) : tl::unexpected(DocumentError::Malformed);
    const auto receipt = list ? verifyReceipt(parts->receipt, *list, parts->terminal, request)
                              : tl::unexpected(DocumentError::Malformed);
    const bool older = list && list->content().version < trustList.content().version;
    if (!bulletin || !receipt || older || receipt->content().uploadToken.isEmpty()) {
        retry(m_up, linkOf(answer), answer, [this] { enrol(); });
        return;
    }
    const Enrolment enrolment{parts->terminal, invitation.claimed().provider, invitation.claimed().url,
                              receipt->content().uploadToken};
    if (!m_ledger.enrol(enrolment, roots, *list, *bulletin, *receipt, m_clock.read())) {
        retry(m_up, Link::Idle, {}, [this] { enrol(); });
        return;
    }
    m_up.backoff.succeeded();
    CourierState next = m_state;
    next.enrolment = EnrolmentState::Done;
    next.words.reset();
    next.link = Link::Idle;
    publish(next);
    if (m_observer.ledgerChanged)
        m_observer.ledgerChanged();
    refreshWaiting();
    upload();
    // Both documents have just come with the enrolment.
    downloaded();
}

void Courier::refuseInvitation()
{
    CourierState next = m_state;
    next.enrolment = EnrolmentState::Refused;
    next.words.reset();
    next.link = Link::Idle;
    publish(next);
}

} // namespace voucher
