#include "crypto/bulletin_wire.h"

#include "crypto/fields.h"

#include <QVersionNumber>
#include <QtEndian>

#include <set>

namespace voucher {

namespace {

constexpr std::int64_t longestStatusList = 8 * 1024 * 1024;
// Qt's inflater doubles its buffer as long as the data asks for more; deflate grows at most about 1,032-fold, so this
// bounds what a holder of the bulletin key could make a tablet allocate.
constexpr qsizetype longestPackedStatusList = 256 * 1024;
constexpr std::int64_t mostCents = 100'000'000;

/// `qCompress` puts the length in four bytes before the zlib stream (RFC 1950); on the wire the two stand apart.
void writeStatusList(CborWriter& writer, const QByteArray& list)
{
    const QByteArray packed = list.isEmpty() ? QByteArray() : qCompress(list, 9).sliced(4);
    writer.array(2).integer(list.size()).bytes(packed);
}

QByteArray readStatusList(CborCursor& cursor)
{
    readArrayHead(cursor, 2);
    const std::int64_t length = cursor.integer(0, longestStatusList);
    const QByteArrayView packed = cursor.bytes();
    if (packed.size() > longestPackedStatusList)
        cursor.fail();
    if (!cursor.ok())
        return {};
    QByteArray prefixed(4, Qt::Uninitialized);
    qToBigEndian(static_cast<quint32>(length), prefixed.data());
    prefixed.append(packed);
    QByteArray list = length == 0 ? QByteArray() : qUncompress(prefixed);
    if (list.size() != length || (length == 0 && !packed.isEmpty()))
        cursor.fail();
    return list;
}

Service readService(CborCursor& cursor)
{
    Service service;
    readMap(cursor, UnknownKeys::Ignored, {1}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            service.code = readNumber<ServiceCode>(cursor);
            return true;
        case 2:
            service.asksSignature = readTrue(cursor);
            return true;
        case 3:
            service.asksDeparture = readTrue(cursor);
            return true;
        }
        return false;
    });
    return service;
}

Tariff readTariff(CborCursor& cursor)
{
    Tariff tariff;
    readMap(cursor, UnknownKeys::Ignored, {1, 2}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            tariff.service = readNumber<ServiceCode>(cursor);
            return true;
        case 2:
            tariff.cents = cursor.integer(0, mostCents);
            return true;
        }
        return false;
    });
    return tariff;
}

Contract readContract(CborCursor& cursor)
{
    Contract contract;
    readMap(cursor, UnknownKeys::Ignored, {1, 2, 3}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            contract.service = readNumber<ServiceCode>(cursor);
            return true;
        case 2:
            contract.from = readDay(cursor);
            return true;
        case 3:
            contract.until = readDay(cursor);
            return true;
        }
        return false;
    });
    if (contract.from > contract.until)
        cursor.fail();
    return contract;
}

Provider readProvider(CborCursor& cursor)
{
    Provider provider;
    readMap(cursor, UnknownKeys::Ignored, {1, 2, 4}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            provider.id = readNumber<ProviderId>(cursor);
            return true;
        case 2:
            provider.name = cursor.text(200);
            return true;
        case 3:
            provider.suspended = readTrue(cursor);
            return true;
        case 4:
            provider.contracts = readArray(cursor, 500, [&] { return readContract(cursor); });
            return true;
        }
        return false;
    });
    return provider;
}

void writeProvider(CborWriter& writer, const Provider& provider)
{
    writer.map(provider.suspended ? 4 : 3).integer(1).integer(provider.id.value).integer(2).text(provider.name);
    if (provider.suspended)
        writer.integer(3).boolean(true);
    writer.integer(4).array(static_cast<qsizetype>(provider.contracts.size()));
    for (const Contract& contract : provider.contracts) {
        writer.map(3).integer(1).integer(contract.service.value).integer(2);
        writeDay(writer, contract.from);
        writer.integer(3);
        writeDay(writer, contract.until);
    }
}

Limits readLimits(CborCursor& cursor)
{
    Limits limits;
    readMap(cursor, UnknownKeys::Ignored, {}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            limits.visitsPerDay = cursor.integer(1, 1000);
            return true;
        case 2:
            limits.visitsPerMonth = cursor.integer(1, 1000);
            return true;
        case 3:
            limits.softUnsent = cursor.integer(0, 1'000'000);
            return true;
        case 4:
            limits.hardUnsent = cursor.integer(0, 1'000'000);
            return true;
        case 5:
            limits.hardUnsentCents = cursor.integer(0, 1'000'000'000);
            return true;
        case 6:
            limits.oldestUnsentWarnHours = cursor.integer(0, 10'000);
            return true;
        case 7:
            limits.oldestUnsentHardHours = cursor.integer(0, 10'000);
            return true;
        case 8:
            limits.unlockHours = cursor.integer(0, 24);
            return true;
        case 9:
            limits.retentionDays = cursor.integer(0, 10'000);
            return true;
        }
        return false;
    });
    return limits;
}

void writeLimits(CborWriter& writer, const Limits& limits)
{
    writer.map(limits.visitsPerMonth ? 9 : 8).integer(1).integer(limits.visitsPerDay);
    if (limits.visitsPerMonth)
        writer.integer(2).integer(*limits.visitsPerMonth);
    writer.integer(3).integer(limits.softUnsent).integer(4).integer(limits.hardUnsent);
    writer.integer(5).integer(limits.hardUnsentCents).integer(6).integer(limits.oldestUnsentWarnHours);
    writer.integer(7).integer(limits.oldestUnsentHardHours).integer(8).integer(limits.unlockHours);
    writer.integer(9).integer(limits.retentionDays);
}

QString readVersion(CborCursor& cursor)
{
    const QString text = cursor.text(20);
    qsizetype suffix = 0;
    const QVersionNumber version = QVersionNumber::fromString(text, &suffix);
    if (!text.isEmpty() && (version.segmentCount() != 3 || version.toString() != text))
        cursor.fail();
    return text;
}

/// False if two elements have the same identity: then the reader and a person could mean different ones.
template <typename Elements, typename Identity>
bool distinct(const Elements& elements, Identity identity)
{
    std::set<std::uint32_t> seen;
    for (const auto& element : elements) {
        if (!seen.insert(identity(element)).second)
            return false;
    }
    return true;
}

bool consistent(const BulletinContent& content)
{
    return content.issued <= content.freshUntil && content.freshUntil <= content.expires &&
           content.issued < content.expires &&
           distinct(content.services, [](const Service& service) { return service.code.value; }) &&
           distinct(content.tariffs, [](const Tariff& tariff) { return tariff.service.value; }) &&
           distinct(content.providers, [](const Provider& provider) { return provider.id.value; });
}

} // namespace

QByteArray writeBulletin(const BulletinContent& content)
{
    CborWriter writer;
    writer.map(14).integer(1).integer(content.version).integer(2);
    writeSeconds(writer, content.issued);
    writer.integer(3);
    writeSeconds(writer, content.freshUntil);
    writer.integer(4);
    writeSeconds(writer, content.expires);
    writer.integer(5);
    writeStatusList(writer, content.statusList);
    writer.integer(6).array(static_cast<qsizetype>(content.services.size()));
    for (const Service& service : content.services) {
        writer.map(1 + (service.asksSignature ? 1 : 0) + (service.asksDeparture ? 1 : 0));
        writer.integer(1).integer(service.code.value);
        if (service.asksSignature)
            writer.integer(2).boolean(true);
        if (service.asksDeparture)
            writer.integer(3).boolean(true);
    }
    writer.integer(7).array(static_cast<qsizetype>(content.tariffs.size()));
    for (const Tariff& tariff : content.tariffs)
        writer.map(2).integer(1).integer(tariff.service.value).integer(2).integer(tariff.cents);
    writer.integer(8).array(static_cast<qsizetype>(content.providers.size()));
    for (const Provider& provider : content.providers)
        writeProvider(writer, provider);
    writer.integer(9).array(static_cast<qsizetype>(content.suspendedTerminals.size()));
    for (const TerminalId& terminal : content.suspendedTerminals)
        writer.bytes(bytesOf(terminal));
    writer.integer(10);
    writeLimits(writer, content.limits);
    writer.integer(11).array(static_cast<qsizetype>(content.holidays.size()));
    for (const QDate holiday : content.holidays)
        writeDay(writer, holiday);
    writer.integer(12).text(content.lowestProgramVersion);
    writer.integer(13).text(content.helpLine);
    writer.integer(14).text(content.helpHours);
    return writer.take();
}

std::optional<BulletinContent> readBulletin(QByteArrayView payload)
{
    CborCursor cursor(payload, bulletinLimits);
    BulletinContent content;
    readMap(cursor, UnknownKeys::Ignored, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            content.version = cursor.integer(1, highestNumber);
            return true;
        case 2:
            content.issued = readSeconds(cursor);
            return true;
        case 3:
            content.freshUntil = readSeconds(cursor);
            return true;
        case 4:
            content.expires = readSeconds(cursor);
            return true;
        case 5:
            content.statusList = readStatusList(cursor);
            return true;
        case 6:
            content.services = readArray(cursor, 5000, [&] { return readService(cursor); });
            return true;
        case 7:
            content.tariffs = readArray(cursor, 5000, [&] { return readTariff(cursor); });
            return true;
        case 8:
            content.providers = readArray(cursor, 5000, [&] { return readProvider(cursor); });
            return true;
        case 9:
            content.suspendedTerminals = readArray(cursor, 50000, [&] { return cursor.id<TerminalId>(); });
            return true;
        case 10:
            content.limits = readLimits(cursor);
            return true;
        case 11:
            content.holidays = readArray(cursor, 1000, [&] { return readDay(cursor); });
            return true;
        case 12:
            content.lowestProgramVersion = readVersion(cursor);
            return true;
        case 13:
            content.helpLine = cursor.text(100);
            return true;
        case 14:
            content.helpHours = cursor.text(200);
            return true;
        }
        return false;
    });
    if (!cursor.finish() || !consistent(content))
        return {};
    return content;
}

} // namespace voucher
