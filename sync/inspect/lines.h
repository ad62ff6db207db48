#pragma once

#include "crypto/keys.h"

#include <QByteArray>
#include <QJsonObject>

#include <functional>
#include <optional>

namespace voucher {

/// What a verb says of one line.
struct Answer
{
    bool accepted;
    QJsonObject line;
};

/// {"ok":true} and what else there is to say.
Answer accepted(QJsonObject line = {});
/// {"ok":false,"code":…}.
Answer rejected(QLatin1StringView code);

/// Writes answers to the standard output, each flushed, so that a program that talks to this one never waits.
class Answers
{
public:
    void give(const Answer& answer);
    /// 0 all accepted, 1 any rejected, 2 when the output could not be written.
    int exitCode() const;

private:
    bool m_all = true;
};

using Judge = std::function<Answer(const QJsonObject&)>;

/// Reads JSON lines from the standard input, writes answers each, and returns the program's exit code. A line that is
/// not a JSON object is rejected as "BadLine"; blank lines are passed over.
int judgeLines(const Judge& judge);

/// The text at `name`; nothing if it is missing or not text.
std::optional<QString> textAt(const QJsonObject& line, QLatin1StringView name);
/// The bytes of the hex at `name`, in either case; nothing for anything else than whole bytes.
std::optional<QByteArray> hexAt(const QJsonObject& line, QLatin1StringView name);

/// An instant as lines write it: UTC, RFC 3339, with milliseconds.
QString timeText(Instant instant);

/// The key that a line names by "alg" ("EdDSA" or "ES256") and "spki".
std::optional<PublicKey> keyAt(const QJsonObject& line);

} // namespace voucher
