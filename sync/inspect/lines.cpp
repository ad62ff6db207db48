#include "sync/inspect/lines.h"

#include <QDateTime>
#include <QJsonDocument>

#include <iostream>
#include <string>

namespace voucher {

namespace {

Answer answerTo(const QByteArray& text, const Judge& judge)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    return document.isObject() ? judge(document.object()) : rejected(QLatin1StringView("BadLine"));
}

} // namespace

Answer accepted(QJsonObject line)
{
    line[QLatin1StringView("ok")] = true;
    return {true, std::move(line)};
}

Answer rejected(QLatin1StringView code)
{
    return {false, {{QStringLiteral("ok"), false}, {QStringLiteral("code"), QString(code)}}};
}

void Answers::give(const Answer& answer)
{
    m_all = m_all && answer.accepted;
    std::cout << QJsonDocument(answer.line).toJson(QJsonDocument::Compact).toStdString() << std::endl;
}

int Answers::exitCode() const
{
    if (!std::cout)
        return 2;
    return m_all ? 0 : 1;
}

int judgeLines(const Judge& judge)
{
    std::ios::sync_with_stdio(false);
    Answers answers;
    for (std::string text; std::getline(std::cin, text);) {
        const QByteArray line = QByteArray::fromStdString(text);
        if (!line.trimmed().isEmpty())
            answers.give(answerTo(line, judge));
    }
    return answers.exitCode();
}

std::optional<QString> textAt(const QJsonObject& line, QLatin1StringView name)
{
    const QJsonValue value = line.value(name);
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

std::optional<QByteArray> hexAt(const QJsonObject& line, QLatin1StringView name)
{
    const auto text = textAt(line, name);
    if (!text)
        return std::nullopt;
    const QByteArray bytes = QByteArray::fromHex(text->toLatin1());
    // Qt passes over what is not hex; only what comes back the same was all hex.
    return QString::fromLatin1(bytes.toHex()) == text->toLower() ? std::optional(bytes) : std::nullopt;
}

QString timeText(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

std::optional<PublicKey> keyAt(const QJsonObject& line)
{
    const auto algorithm = textAt(line, QLatin1StringView("alg"));
    const auto spki = hexAt(line, QLatin1StringView("spki"));
    if (!spki)
        return std::nullopt;
    if (algorithm == QLatin1StringView("EdDSA"))
        return PublicKey::fromSpki(Algorithm::EdDSA, *spki);
    if (algorithm == QLatin1StringView("ES256"))
        return PublicKey::fromSpki(Algorithm::ES256, *spki);
    return std::nullopt;
}

} // namespace voucher
