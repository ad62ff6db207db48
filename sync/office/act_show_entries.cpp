#include "sync/office/office.h"

#include "crypto/voucher.h"

#include <limits>

namespace voucher {

namespace {

QString nameOf(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::Counted:
        return QStringLiteral("counted");
    case VerdictKind::Remarked:
        return QStringLiteral("remarked");
    case VerdictKind::Review:
        return QStringLiteral("review");
    case VerdictKind::Rejected:
        return QStringLiteral("rejected");
    case VerdictKind::Voided:
        return QStringLiteral("voided");
    }
    Q_UNREACHABLE();
}

/// The kind of an entry and, where it names one, the voucher's number.
QJsonObject bodyOf(const EntryBody& body)
{
    struct Describe
    {
        QJsonObject operator()(const RedemptionBody& redemption) const
        {
            return {{QStringLiteral("kind"), QStringLiteral("redemption")},
                    {QStringLiteral("voucher"), voucherNumber(redemption.voucher)},
                    {QStringLiteral("amount"), static_cast<qint64>(redemption.amount)}};
        }

        QJsonObject operator()(const DepartureBody& departure) const
        {
            return {{QStringLiteral("kind"), QStringLiteral("departure")},
                    {QStringLiteral("of"), static_cast<qint64>(departure.redemption)}};
        }

        QJsonObject operator()(const AttendanceBody& attendance) const
        {
            return {{QStringLiteral("kind"), QStringLiteral("attendance")},
                    {QStringLiteral("voucher"), voucherNumber(attendance.voucher)},
                    {QStringLiteral("state"), static_cast<int>(attendance.state)}};
        }

        QJsonObject operator()(const ConfirmationBody&) const
        {
            return {{QStringLiteral("kind"), QStringLiteral("confirmation")}};
        }

        QJsonObject operator()(const NoteBody& note) const
        {
            QJsonObject object{{QStringLiteral("kind"), QStringLiteral("note")}};
            if (note.voucher)
                object.insert(QStringLiteral("voucher"), voucherNumber(*note.voucher));
            if (note.refusal)
                object.insert(QStringLiteral("refusal"), QLatin1StringView(voucher::nameOf(*note.refusal)));
            return object;
        }

        QJsonObject operator()(const VoidBody& undo) const
        {
            return {{QStringLiteral("kind"), QStringLiteral("void")},
                    {QStringLiteral("of"), static_cast<qint64>(undo.voided)}};
        }

        QJsonObject operator()(const RefusalBody& refusal) const
        {
            return {{QStringLiteral("kind"), QStringLiteral("refusal")},
                    {QStringLiteral("voucher"), voucherNumber(refusal.voucher)},
                    {QStringLiteral("refusal"), QLatin1StringView(voucher::nameOf(refusal.refusal))}};
        }

        QJsonObject operator()(const NoticeBody& notice) const
        {
            QJsonObject object{{QStringLiteral("kind"), QStringLiteral("notice")},
                               {QStringLiteral("notice"), static_cast<int>(notice.notice)}};
            if (notice.about)
                object.insert(QStringLiteral("about"), static_cast<qint64>(notice.about->value));
            return object;
        }
    };

    return std::visit(Describe{}, body);
}

/// One entry with the latest word on its number.
tl::expected<QJsonObject, QString> lineOf(Register& registerOfAll, const RegisteredTerminal& terminal,
                                          const QByteArray& message)
{
    const auto entry = verifyEntry(message, terminal.key);
    if (!entry)
        return tl::unexpected(registerTrouble());
    const auto verdict = registerOfAll.verdictOf(terminal.id, entry->content().sequence);
    if (!verdict)
        return tl::unexpected(registerTrouble());
    QJsonObject line = bodyOf(entry->content().body);
    line.insert(QStringLiteral("terminal"), hexText(bytesOf(terminal.id)));
    line.insert(QStringLiteral("sequence"), static_cast<qint64>(entry->content().sequence));
    line.insert(QStringLiteral("at"), timeText(entry->content().at));
    line.insert(QStringLiteral("operator"), static_cast<qint64>(entry->content().operatorNumber.value));
    if (*verdict)
        line.insert(QStringLiteral("verdict"), nameOf((*verdict)->kind));
    if (*verdict && (*verdict)->reason != VerdictReason::None)
        line.insert(QStringLiteral("reason"), static_cast<int>((*verdict)->reason));
    return line;
}

} // namespace

ActResult showEntries(Register& registerOfAll)
{
    const auto terminals = registerOfAll.terminals();
    if (!terminals)
        return tl::unexpected(registerTrouble());
    QList<QJsonObject> lines;
    for (const RegisteredTerminal& terminal : *terminals) {
        const auto messages = registerOfAll.entries(terminal.id);
        const auto aside = registerOfAll.keptAside(terminal.id, 1, std::numeric_limits<Sequence>::max());
        if (!messages || !aside)
            return tl::unexpected(registerTrouble());
        for (const QByteArray& message : *messages) {
            const auto line = lineOf(registerOfAll, terminal, message);
            if (!line)
                return tl::unexpected(line.error());
            lines += *line;
        }
        for (const auto& [sequence, stored] : *aside) {
            // What was kept aside after a hole and has found its place since is one entry.
            const auto chain = registerOfAll.entriesAt(terminal.id, {sequence});
            if (!chain)
                return tl::unexpected(registerTrouble());
            if (const auto there = chain->find(sequence); there != chain->end() && there->second.hash == stored.hash)
                continue;
            auto line = lineOf(registerOfAll, terminal, stored.message);
            if (!line)
                return tl::unexpected(line.error());
            line->insert(QStringLiteral("keptAside"), true);
            lines += *line;
        }
    }
    return lines;
}

} // namespace voucher
