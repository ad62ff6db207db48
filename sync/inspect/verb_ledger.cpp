#include "sync/inspect/entry_json.h"
#include "sync/inspect/lines.h"
#include "sync/inspect/verbs.h"
#include "terminal/ledger_file.h"

#include <cstdio>

namespace voucher {

namespace {

QLatin1StringView nameOf(EntryFault fault)
{
    switch (fault) {
    case EntryFault::Malformed:
        return QLatin1StringView("Malformed");
    case EntryFault::UnknownKey:
        return QLatin1StringView("UnknownKey");
    case EntryFault::BadSignature:
        return QLatin1StringView("BadSignature");
    case EntryFault::Gap:
        return QLatin1StringView("Gap");
    case EntryFault::BrokenLink:
        return QLatin1StringView("BrokenLink");
    }
    return {};
}

Answer answerTo(const EntryFinding& finding)
{
    Answer answer = finding.fault ? rejected(nameOf(*finding.fault)) : accepted();
    if (finding.content) {
        const QJsonObject told = entryJson(*finding.content);
        for (auto member = told.begin(); member != told.end(); ++member)
            answer.line[member.key()] = member.value();
    }
    answer.line[QStringLiteral("sequence")] = qint64(finding.sequence);
    return answer;
}

/// The last line. The head's hash is what the municipality's receipts name; of the terminal's id only the beginning.
Answer summaryOf(const LedgerFile& file, const ChainReport& report)
{
    Answer answer = report.whole()       ? accepted()
                    : file.damaged       ? rejected(QLatin1StringView("Damaged"))
                    : report.faults != 0 ? rejected(QLatin1StringView("Faults"))
                                         : rejected(QLatin1StringView("CutOff"));
    answer.line[QStringLiteral("summary")] = true;
    answer.line[QStringLiteral("entries")] = qint64(report.findings.size());
    answer.line[QStringLiteral("faults")] = qint64(report.faults);
    answer.line[QStringLiteral("head")] = QString::fromLatin1(bytesOf(report.head).toByteArray().toHex());
    for (const EntryFinding& finding : report.findings) {
        if (finding.content) {
            answer.line[QStringLiteral("terminal")] = QString::fromLatin1(shortHex(bytesOf(finding.content->terminal)));
            break;
        }
    }
    return answer;
}

/// Nothing for what is not the file's fault.
std::optional<Answer> answerTo(DatabaseError error)
{
    switch (error) {
    case DatabaseError::Corrupt:
    case DatabaseError::Constraint:
    case DatabaseError::Other:
        return rejected(QLatin1StringView("NotALedger"));
    case DatabaseError::TooNew:
        return rejected(QLatin1StringView("NewerFormat"));
    case DatabaseError::Busy:
    case DatabaseError::Full:
    case DatabaseError::Io:
    case DatabaseError::CannotOpen:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::optional<int> inspectLedger(const QStringList& arguments, const Clocks&)
{
    if (arguments.size() != 1)
        return std::nullopt;
    Answers answers;
    const auto file = readLedgerFile(arguments.front());
    if (!file) {
        const auto answer = answerTo(file.error());
        if (!answer) {
            std::fprintf(stderr, "%s: cannot be read\n", qPrintable(arguments.front()));
            return 2;
        }
        answers.give(*answer);
        return answers.exitCode();
    }
    const ChainReport report = checkChain(*file);
    for (const EntryFinding& finding : report.findings)
        answers.give(answerTo(finding));
    answers.give(summaryOf(*file, report));
    return answers.exitCode();
}

} // namespace voucher
