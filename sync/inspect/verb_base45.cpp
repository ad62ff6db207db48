#include "crypto/base45.h"
#include "sync/inspect/lines.h"
#include "sync/inspect/verbs.h"

namespace voucher {

namespace {

Answer judge(const QJsonObject& line)
{
    const auto text = textAt(line, QLatin1StringView("text"));
    if (!text)
        return rejected(QLatin1StringView("BadLine"));
    const auto bytes = fromBase45(*text);
    if (!bytes)
        return rejected(QLatin1StringView("Unreadable"));
    return accepted({{QStringLiteral("hex"), QString::fromLatin1(bytes->toHex())}});
}

} // namespace

std::optional<int> inspectBase45(const QStringList& arguments, const Clocks&)
{
    return arguments.isEmpty() ? std::optional(judgeLines(judge)) : std::nullopt;
}

} // namespace voucher
