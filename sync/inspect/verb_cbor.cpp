#include "crypto/cbor.h"
#include "sync/inspect/lines.h"
#include "sync/inspect/verbs.h"

namespace voucher {

namespace {

/// Wide enough to judge the encoding alone, of any document; what a voucher may ask is judged by its own limits.
constexpr CborLimits limits{.bytes = 8 << 20, .depth = 4096, .items = 1 << 20};

Answer judge(const QJsonObject& line)
{
    const auto item = hexAt(line, QLatin1StringView("hex"));
    if (!item)
        return rejected(QLatin1StringView("BadLine"));
    return strictlyEncoded(*item, limits) ? accepted() : rejected(QLatin1StringView("Malformed"));
}

} // namespace

std::optional<int> inspectCbor(const QStringList& arguments, const Clocks&)
{
    return arguments.isEmpty() ? std::optional(judgeLines(judge)) : std::nullopt;
}

} // namespace voucher
