#include "sync/inspect/lines.h"
#include "sync/inspect/verbs.h"

namespace voucher {

namespace {

Answer judge(const QJsonObject& line)
{
    const auto message = hexAt(line, QLatin1StringView("message"));
    const auto signature = hexAt(line, QLatin1StringView("signature"));
    if (!message || !signature)
        return rejected(QLatin1StringView("BadLine"));
    const auto key = keyAt(line);
    if (!key)
        return rejected(QLatin1StringView("BadKey"));
    return key->verify(*message, *signature) ? accepted() : rejected(QLatin1StringView("BadSignature"));
}

} // namespace

std::optional<int> inspectSignature(const QStringList& arguments, const Clocks&)
{
    return arguments.isEmpty() ? std::optional(judgeLines(judge)) : std::nullopt;
}

} // namespace voucher
