#include "sync/inspect/lines.h"
#include "sync/inspect/municipality_files.h"
#include "sync/inspect/verbs.h"
#include "terminal/decision.h"

#include <QCommandLineParser>
#include <QDateTime>

#include <cstdio>

namespace voucher {

namespace {

/// Where and when the vouchers are asked about.
struct Asking
{
    MunicipalityFiles files;
    Instant at;
    std::optional<ProviderId> provider;
};

QJsonObject asJson(const VoucherClaims& claims)
{
    QJsonObject json{
        {QStringLiteral("number"), voucherNumber(claims.id)},
        {QStringLiteral("issued"), timeText(claims.issuedAt)},
        {QStringLiteral("notBefore"), timeText(claims.notBefore)},
        {QStringLiteral("expires"), timeText(claims.expires)},
        {QStringLiteral("programme"), qint64(claims.programme.value)},
        {QStringLiteral("statusIndex"), qint64(claims.statusIndex)},
        {QStringLiteral("service"), qint64(claims.service.value)},
        {QStringLiteral("kind"),
         claims.kind == AmountKind::Visits ? QStringLiteral("visits") : QStringLiteral("cents")},
        {QStringLiteral("quantity"), qint64(claims.quantity)},
        {QStringLiteral("practice"), claims.practice},
    };
    if (claims.provider)
        json[QStringLiteral("provider")] = qint64(claims.provider->value);
    return json;
}

/// Without a provider asked for: the voucher's own, else the first with a contract for its service.
ProviderId placeOf(const VoucherClaims& claims, const Asking& asking)
{
    if (asking.provider)
        return *asking.provider;
    if (claims.provider)
        return *claims.provider;
    for (const Provider& provider : asking.files.bulletin.content().providers) {
        for (const Contract& contract : provider.contracts) {
            if (contract.service == claims.service)
                return provider.id;
        }
    }
    return {};
}

Answer refusal(Refusal code)
{
    const std::string_view name = nameOf(code);
    return {false,
            {{QStringLiteral("outcome"), QStringLiteral("refusal")},
             {QStringLiteral("code"), QString::fromLatin1(name.data(), qsizetype(name.size()))}}};
}

Answer outcomeOf(const QString& text, const Asking& asking)
{
    const auto voucher = verifyVoucher(text, asking.files.trustList);
    if (!voucher)
        return refusal(voucher.error());
    const VoucherClaims& claims = voucher->claims();
    Situation situation{};
    situation.bulletin = &asking.files.bulletin;
    situation.trustList = &asking.files.trustList;
    situation.provider = placeOf(claims, asking);
    situation.now = {asking.at, false};
    const auto offer = decide(*voucher, situation);
    Answer answer =
        offer ? Answer{true, {{QStringLiteral("outcome"), QStringLiteral("offer")}}} : refusal(offer.error().code);
    answer.line[QStringLiteral("claims")] = asJson(claims);
    return answer;
}

Answer judge(const QJsonObject& line, const Asking& asking, const Clocks& clocks)
{
    const auto text = textAt(line, QLatin1StringView("text"));
    if (!text)
        return rejected(QLatin1StringView("BadLine"));
    const auto start = clocks.steady();
    Answer answer = outcomeOf(*text, asking);
    answer.line[QStringLiteral("us")] =
        static_cast<qint64>(std::chrono::duration_cast<std::chrono::microseconds>(clocks.steady() - start).count());
    return answer;
}

std::optional<Instant> instantFrom(const QString& text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    // A time without zone would mean another instant on another machine.
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return Instant(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

} // namespace

std::optional<int> inspectVoucher(const QStringList& arguments, const Clocks& clocks)
{
    QCommandLineParser parser;
    for (const auto& name : {"root", "trust-list", "bulletin", "at", "provider"})
        parser.addOption({QString::fromLatin1(name), {}, QStringLiteral("value")});
    const auto value = [&parser](const char* name) { return parser.value(QString::fromLatin1(name)); };
    if (!parser.parse(QStringList(QString()) + arguments) || !parser.positionalArguments().isEmpty() ||
        value("root").isEmpty() || value("trust-list").isEmpty() || value("bulletin").isEmpty())
        return std::nullopt;
    const auto at = value("at").isEmpty() ? clocks.wall() : instantFrom(value("at"));
    bool isNumber = true;
    std::optional<ProviderId> provider;
    if (parser.isSet(QStringLiteral("provider")))
        provider = ProviderId{value("provider").toUInt(&isNumber)};
    if (!at || !isNumber)
        return std::nullopt;
    auto files = readMunicipality(value("root"), value("trust-list"), value("bulletin"));
    if (!files) {
        std::fprintf(stderr, "%s\n", qPrintable(files.error()));
        return 2;
    }
    const Asking asking{*std::move(files), *at, provider};
    return judgeLines([&asking, &clocks](const QJsonObject& line) { return judge(line, asking, clocks); });
}

} // namespace voucher
