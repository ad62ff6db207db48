#include "sync/municipality/programme.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace voucher {

namespace {

const QString settingName = QStringLiteral("programme");

/// A whole number that fits an id; what the numbers mean is checked before each publishing.
bool isNumber(const QJsonValue& value)
{
    const qint64 number = value.toInteger(-1);
    return number >= 0 && number <= std::numeric_limits<std::uint32_t>::max();
}

} // namespace

Stored<void> saveProgramme(Register& registerOfAll, const Programme& programme)
{
    QJsonArray services;
    for (const Service& service : programme.services) {
        QJsonObject one{{QStringLiteral("code"), static_cast<qint64>(service.code.value)},
                        {QStringLiteral("asksSignature"), service.asksSignature},
                        {QStringLiteral("asksDeparture"), service.asksDeparture}};
        for (const Tariff& tariff : programme.tariffs) {
            if (tariff.service == service.code)
                one.insert(QStringLiteral("cents"), static_cast<qint64>(tariff.cents));
        }
        services.append(one);
    }
    QJsonArray holidays;
    for (const QDate& day : programme.localHolidays)
        holidays.append(day.toString(Qt::ISODate));
    const Limits& limits = programme.limits;
    QJsonObject limitsObject{
        {QStringLiteral("visitsPerDay"), static_cast<qint64>(limits.visitsPerDay)},
        {QStringLiteral("softUnsent"), static_cast<qint64>(limits.softUnsent)},
        {QStringLiteral("hardUnsent"), static_cast<qint64>(limits.hardUnsent)},
        {QStringLiteral("hardUnsentCents"), static_cast<qint64>(limits.hardUnsentCents)},
        {QStringLiteral("oldestUnsentWarnHours"), static_cast<qint64>(limits.oldestUnsentWarnHours)},
        {QStringLiteral("oldestUnsentHardHours"), static_cast<qint64>(limits.oldestUnsentHardHours)},
        {QStringLiteral("unlockHours"), static_cast<qint64>(limits.unlockHours)},
        {QStringLiteral("retentionDays"), static_cast<qint64>(limits.retentionDays)}};
    if (limits.visitsPerMonth)
        limitsObject.insert(QStringLiteral("visitsPerMonth"), static_cast<qint64>(*limits.visitsPerMonth));
    const QJsonObject object{{QStringLiteral("id"), static_cast<qint64>(programme.id.value)},
                             {QStringLiteral("title"), programme.title},
                             {QStringLiteral("url"), programme.url},
                             {QStringLiteral("services"), services},
                             {QStringLiteral("limits"), limitsObject},
                             {QStringLiteral("localHolidays"), holidays},
                             {QStringLiteral("helpLine"), programme.helpLine},
                             {QStringLiteral("helpHours"), programme.helpHours}};
    return registerOfAll.setSetting(settingName, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Stored<std::optional<Programme>> loadProgramme(Register& registerOfAll)
{
    const auto stored = registerOfAll.setting(settingName);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(**stored).object();
    if (!isNumber(object[QStringLiteral("id")]))
        return tl::unexpected(DatabaseError::Corrupt);

    Programme programme;
    programme.id.value = static_cast<std::uint32_t>(object[QStringLiteral("id")].toInteger());
    programme.title = object[QStringLiteral("title")].toString();
    programme.url = object[QStringLiteral("url")].toString();
    programme.helpLine = object[QStringLiteral("helpLine")].toString();
    programme.helpHours = object[QStringLiteral("helpHours")].toString();
    for (const QJsonValue& value : object[QStringLiteral("services")].toArray()) {
        const QJsonObject one = value.toObject();
        if (!isNumber(one[QStringLiteral("code")]))
            return tl::unexpected(DatabaseError::Corrupt);
        const ServiceCode code{static_cast<std::uint32_t>(one[QStringLiteral("code")].toInteger())};
        programme.services.push_back(
            {code, one[QStringLiteral("asksSignature")].toBool(), one[QStringLiteral("asksDeparture")].toBool()});
        if (one.contains(QStringLiteral("cents")))
            programme.tariffs.push_back({code, one[QStringLiteral("cents")].toInteger()});
    }
    for (const QJsonValue& day : object[QStringLiteral("localHolidays")].toArray())
        programme.localHolidays.push_back(QDate::fromString(day.toString(), Qt::ISODate));
    const QJsonObject limits = object[QStringLiteral("limits")].toObject();
    const auto read = [&limits](const char* name, std::int64_t& value) {
        value = limits[QLatin1StringView(name)].toInteger(value);
    };
    read("visitsPerDay", programme.limits.visitsPerDay);
    read("softUnsent", programme.limits.softUnsent);
    read("hardUnsent", programme.limits.hardUnsent);
    read("hardUnsentCents", programme.limits.hardUnsentCents);
    read("oldestUnsentWarnHours", programme.limits.oldestUnsentWarnHours);
    read("oldestUnsentHardHours", programme.limits.oldestUnsentHardHours);
    read("unlockHours", programme.limits.unlockHours);
    read("retentionDays", programme.limits.retentionDays);
    if (limits.contains(QStringLiteral("visitsPerMonth")))
        programme.limits.visitsPerMonth = limits[QStringLiteral("visitsPerMonth")].toInteger();
    return programme;
}

} // namespace voucher
