#include "terminal/desk.h"

#include "crypto/seal.h"

#include <utility>

namespace voucher {

namespace {

/// 64 random bits behind scrypt, typed like a voucher's number with its check character.
constexpr qsizetype recoveryLength = std::tuple_size_v<decltype(VoucherId::value)>;
constexpr qsizetype longestName = 200;

} // namespace

std::optional<Attachment> Desk::makeRecovery(Vault& vault, const Now& now) const
{
    const QByteArray secret = randomBytes(recoveryLength);
    auto sealed = m_ledger.trustList() ? sealedFor(KeyRole::Office, secret, recoveryAttachment, now) : std::nullopt;
    if (sealed)
        vault.setRecovery(voucherNumber(idFrom<VoucherId>(secret)));
    return sealed;
}

tl::expected<void, Refused> Desk::opened()
{
    const bool isFirst = m_ledger.head().sequence == 0;
    if (!enrolled() || (!isFirst && m_vault && m_vault->hasRecovery()))
        return {};
    if (!m_vault || !m_vault->key())
        return tl::unexpected(Refused{Refusal::TerminalSuspended});
    const Now current = now();
    Vault changed = *m_vault;
    NoticeBody notice{isFirst ? NoticeKind::Enrolled : NoticeKind::RecoveryMade, {}, {}, {}};
    if (const auto& before = m_ledger.predecessors(); isFirst && !before.empty()) {
        notice.notice = NoticeKind::Salvaged;
        notice.detail = encode(before);
    }
    std::vector<Attachment> attachments;
    if (auto sealed = makeRecovery(changed, current)) {
        notice.attachment = sealed->hash;
        attachments.push_back(std::move(*sealed));
    } else if (!isFirst) {
        return {};
    }
    const auto entry = record(current, [&] { return Body{notice, attachments, changed.stored()}; });
    if (!entry)
        return tl::unexpected(entry.error());
    m_vault = std::move(changed);
    return {};
}

tl::expected<void, PinError> Desk::keep(Vault changed, NoticeBody notice, std::vector<Attachment> attachments)
{
    const auto entry = record(now(), [&] { return Body{std::move(notice), std::move(attachments), changed.stored()}; });
    if (!entry)
        return tl::unexpected(PinError::NotKept);
    m_vault = std::move(changed);
    return {};
}

tl::expected<OperatorNumber, PinError> Desk::addOperator(OperatorRole role, QStringView pin, const QString& name)
{
    if (!m_vault || !m_vault->managed() || !m_ledger.trustList())
        return tl::unexpected(PinError::Locked);
    Vault changed = *m_vault;
    const auto number = changed.add(role, pin);
    if (!number)
        return number;
    auto sealed = sealedFor(KeyRole::Office, name.left(longestName).toUtf8(), operatorAttachment, now());
    if (!sealed)
        return tl::unexpected(PinError::NotKept);
    const NoticeBody notice{NoticeKind::OperatorAdded, QByteArray(1, static_cast<char>(role)), *number, sealed->hash};
    return keep(std::move(changed), notice, {std::move(*sealed)}).map([&] { return *number; });
}

tl::expected<void, PinError> Desk::renewOperator(OperatorNumber number, QStringView pin)
{
    if (!m_vault || !m_vault->managed())
        return tl::unexpected(PinError::Locked);
    Vault changed = *m_vault;
    return changed.renew(number, pin).and_then([&] {
        return keep(std::move(changed), {NoticeKind::OperatorUnlocked, {}, number, {}}, {});
    });
}

tl::expected<void, PinError> Desk::removeOperator(OperatorNumber number)
{
    if (!m_vault || !m_vault->managed() || number == m_vault->open())
        return tl::unexpected(PinError::Locked);
    Vault changed = *m_vault;
    if (!changed.remove(number))
        return tl::unexpected(PinError::Locked);
    return keep(std::move(changed), {NoticeKind::OperatorRemoved, {}, number, {}}, {});
}

tl::expected<void, PinError> Desk::recover(QStringView code, OperatorNumber number, QStringView pin)
{
    const auto id = voucherIdFromNumber(code);
    if (!m_vault)
        return tl::unexpected(PinError::Locked);
    // In the one spelling, however it was typed; what cannot be a code costs its try all the same.
    auto opened = m_vault->unlock(id ? voucherNumber(*id) : QString());
    if (opened && m_vault->open() != recoveryNumber)
        opened = tl::unexpected(PinError::Locked);
    if (opened) {
        Vault changed = *m_vault;
        opened = changed.renew(number, pin);
        NoticeBody notice{NoticeKind::OperatorUnlocked, {}, number, {}};
        std::vector<Attachment> attachments;
        if (opened) {
            if (auto sealed = makeRecovery(changed, now())) {
                notice.attachment = sealed->hash;
                attachments.push_back(std::move(*sealed));
            }
            opened = keep(std::move(changed), std::move(notice), std::move(attachments));
        }
    }
    m_vault->lock();
    return opened;
}

} // namespace voucher
