// What the office does, as `voucher-office` does it: with the product's functions, one transaction an act.

#include "town_hall.h"

#include "tests/support/town_office.h"

namespace voucher::test {

namespace {

using namespace std::chrono_literals;

const QByteArray authority = QByteArrayLiteral("the municipality's own authority");

} // namespace

PrivateKey TownHall::makeKey(const QString& name, Algorithm algorithm)
{
    PrivateKey key = PrivateKey::generate(algorithm);
    if (!m_keys.write(name, key))
        qFatal("a key cannot be written");
    return key;
}

void TownHall::decideProgramme()
{
    must(m_register->setSetting(QStringLiteral("root-active"), m_roots->active.spki()));
    must(m_register->setSetting(QStringLiteral("root-spare"), m_roots->spare.spki()));
    Programme programme;
    programme.title = QStringLiteral("Δοκιμή");
    programme.url = QStringLiteral("https://vouchers.example.gr:8443");
    programme.services = {{football, false, false}, {care, false, true}};
    programme.tariffs = {{football, 1500}, {care, 2500}};
    programme.helpLine = QStringLiteral("210 0000000");
    programme.helpHours = QStringLiteral("8:00–15:00");
    must(saveProgramme(*m_register, programme));
    const QDate from(2026, 1, 1);
    const QDate until(2028, 12, 31);
    for (int number = 1; number <= m_providers; ++number)
        must(m_register->putProvider({ProviderId{std::uint32_t(number)},
                                      QStringLiteral("Φορέας %1").arg(number),
                                      false,
                                      {{football, from, until}, {care, from, until}}}));
}

TrustListChange TownHall::listChange()
{
    TrustListChange change;
    change.tlsAuthorities = {authority};
    return change;
}

void TownHall::publishDocuments(const TrustListChange& change)
{
    auto transaction = Transaction::begin(m_register->database()).value();
    if (!publishTrustList(*m_register, m_keys, change, m_queue.now()) ||
        !publishBulletin(*m_register, m_keys, m_queue.now()))
        qFatal("the documents cannot be published");
    must(transaction.commit());
    tellPublished();
}

void TownHall::publish()
{
    auto transaction = Transaction::begin(m_register->database()).value();
    if (!publishBulletin(*m_register, m_keys, m_queue.now()))
        qFatal("the bulletin cannot be published");
    must(transaction.commit());
    tellPublished();
}

void TownHall::tellPublished()
{
    m_trustList = publishedTrustList(*m_register).value();
    const QByteArray bulletin = m_register->currentBulletin().value().value();
    const BulletinContent content = verifyBulletin(bulletin, *m_trustList)->content();
    m_history.tell("published", {{QStringLiteral("trustList"), qint64(m_trustList->content().version)},
                                 {QStringLiteral("trustListIssued"), milliseconds(m_trustList->content().issued)},
                                 {QStringLiteral("bulletin"), qint64(content.version)},
                                 {QStringLiteral("bulletinIssued"), milliseconds(content.issued)}});
}

void TownHall::changeKey(KeyRole role, bool leaked)
{
    const QString name = keyFileName(role);
    const PublicKey old = m_keys.read(name, algorithmOf(role))->publicKey();
    if (!m_keys.rename(name, name + u'-' + hex(old.id())))
        qFatal("a key cannot be put aside");
    TrustListChange change = listChange();
    change.added = {listedKey(role, makeKey(name, algorithmOf(role)).publicKey(), m_queue.now())};
    if (leaked)
        change.revoked = {old.id()};
    m_history.tell(
        "key",
        {{QStringLiteral("role"), name}, {QStringLiteral("old"), hex(old.id())}, {QStringLiteral("leaked"), leaked}});
    publishDocuments(change);
    loadKeys();
    open();
    m_history.tell("server", {{QStringLiteral("up"), m_up}});
}

QString TownHall::invite(ProviderId provider)
{
    const PrivateKey enrolment = m_keys.read(QStringLiteral("enrolment"), Algorithm::EdDSA).value();
    const Instant issued = std::chrono::floor<std::chrono::seconds>(m_queue.now());
    const InvitationContent content{*m_roots,          QStringLiteral("https://vouchers.example.gr:8443"),
                                    sha256(authority), provider,
                                    randomBytes(16),   issued,
                                    issued + 24h * 7};
    const QByteArray message = signInvitation(content, enrolment);
    must(m_register->addInvitation(message, content));
    return invitationText(message);
}

void TownHall::confirmWaiting()
{
    auto transaction = Transaction::begin(m_register->database()).value();
    for (RegisteredInvitation& invitation : given(m_register->invitations())) {
        if (invitation.state != InvitationState::Contacted || m_queue.now() - *invitation.firstContact >= 15min)
            continue;
        const TerminalId id = idFrom<TerminalId>(randomBytes(8));
        invitation.state = InvitationState::Confirmed;
        invitation.terminal = id;
        const PublicKey key = PublicKey::fromSpki(Algorithm::ES256, invitation.terminalKey).value();
        must(m_register->addTerminal({id, invitation.content.provider, key, randomBytes(32), 0, {}, {}}));
        must(m_register->updateInvitation(invitation));
        m_history.tell("confirmed", {{QStringLiteral("terminal"), hex(id)}});
    }
    must(transaction.commit());
}

/// The sign is not drawn anew until it is unlike all others: nobody looks at it here, and it would cost most of the
/// run.
IssuedVoucher TownHall::issue(const VoucherOrder& order)
{
    const Instant now = std::chrono::floor<std::chrono::seconds>(m_queue.now());
    const VoucherId id = idFrom<VoucherId>(randomBytes(8));
    IssuedVoucher issued;
    issued.claims = {id,
                     now,
                     order.notBefore,
                     order.expires,
                     order.programme,
                     m_register->nextStatusIndex().value(),
                     order.service,
                     order.kind,
                     order.quantity,
                     order.provider,
                     order.practice};
    issued.message = signVoucher(issued.claims, *m_issuer);
    issued.family = order.family;
    issued.account = id;
    must(m_register->addVoucher(issued));
    return issued;
}

std::optional<IssuedVoucher> TownHall::replace(VoucherId old)
{
    auto transaction = Transaction::begin(m_register->database()).value();
    auto issued = replaceVoucher(*m_register, *m_issuer, old, m_queue.now());
    if (!issued)
        return std::nullopt;
    must(transaction.commit());
    m_statuses.push_back({old, VoucherStatus::Replaced, m_queue.now()});
    m_history.tell("status",
                   {{QStringLiteral("voucher"), hex(old)}, {QStringLiteral("status"), int(VoucherStatus::Replaced)}});
    return std::move(*issued);
}

void TownHall::setStatus(VoucherId voucher, VoucherStatus status)
{
    must(m_register->setVoucherStatus(voucher, status, m_queue.now()));
    m_statuses.push_back({voucher, status, m_queue.now()});
    m_history.tell("status", {{QStringLiteral("voucher"), hex(voucher)}, {QStringLiteral("status"), int(status)}});
}

void TownHall::suspend(TerminalId terminal)
{
    auto registered = m_register->terminal(terminal).value().value();
    if (!registered.suspended)
        registered.suspended = m_queue.now();
    must(m_register->updateTerminal(registered));
    m_history.tell("suspended", {{QStringLiteral("terminal"), hex(terminal)}});
}

} // namespace voucher::test
