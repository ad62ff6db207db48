#include "crypto/predecessor.h"

#include "crypto/fields.h"

#include <set>

namespace voucher {

namespace {

constexpr CborLimits limits{1024, 2, 64};

} // namespace

QByteArray encode(const std::vector<Predecessor>& predecessors)
{
    Q_ASSERT(!predecessors.empty() && predecessors.size() <= mostPredecessors);
    CborWriter writer;
    writer.array(static_cast<qsizetype>(predecessors.size()));
    for (const Predecessor& predecessor : predecessors) {
        writer.array(3).bytes(bytesOf(predecessor.terminal)).integer(predecessor.upTo);
        writer.bytes(bytesOf(predecessor.head));
    }
    return writer.take();
}

std::optional<std::vector<Predecessor>> predecessorsFrom(QByteArrayView detail)
{
    CborCursor cursor(detail, limits);
    std::vector<Predecessor> predecessors = readArray(cursor, mostPredecessors, [&] {
        readArrayHead(cursor, 3);
        Predecessor predecessor;
        predecessor.terminal = cursor.id<TerminalId>();
        predecessor.upTo = cursor.integer(1, highestNumber);
        predecessor.head = cursor.id<Hash>();
        return predecessor;
    });
    std::set<TerminalId> named;
    for (const Predecessor& predecessor : predecessors)
        named.insert(predecessor.terminal);
    if (!cursor.finish() || predecessors.empty() || named.size() != predecessors.size())
        return std::nullopt;
    return predecessors;
}

} // namespace voucher
