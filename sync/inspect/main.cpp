#include "sync/inspect/verbs.h"

#include <QCoreApplication>

#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

namespace {

constexpr int wrongUse = 2;

constexpr std::array verbs{
    std::pair<const char*, voucher::Verb>{"base45", voucher::inspectBase45},
    std::pair<const char*, voucher::Verb>{"cbor", voucher::inspectCbor},
    std::pair<const char*, voucher::Verb>{"ledger", voucher::inspectLedger},
    std::pair<const char*, voucher::Verb>{"qr", voucher::inspectQr},
    std::pair<const char*, voucher::Verb>{"signature", voucher::inspectSignature},
    std::pair<const char*, voucher::Verb>{"sign1", voucher::inspectSign1},
    std::pair<const char*, voucher::Verb>{"voucher", voucher::inspectVoucher},
};

constexpr const char* usage = "usage: voucher-inspect VERB, JSON lines in and out\n"
                              "  base45            {\"text\"}\n"
                              "  cbor              {\"hex\"}\n"
                              "  ledger FILE       a tablet's ledger: each entry, a summary last\n"
                              "  qr IMAGE...       pictures: the codes on each\n"
                              "  signature         {\"alg\",\"spki\",\"message\",\"signature\"}\n"
                              "  sign1 [--strict]  {\"cose\",\"alg\",\"spki\",\"aad\"?}\n"
                              "  voucher --root F --trust-list F --bulletin F [--at RFC3339] [--provider N]\n"
                              "                    {\"text\"}\n"
                              "exit code: 0 all accepted, 1 a line was rejected, 2 wrong use or internal error\n";

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    QStringList arguments = application.arguments().mid(1);
    const QString wanted = arguments.isEmpty() ? QString() : arguments.takeFirst();
    const voucher::Clocks clocks{
        [] { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); },
        [] { return std::chrono::steady_clock::now().time_since_epoch(); }};
    for (const auto& [name, verb] : verbs) {
        if (wanted != QLatin1StringView(name))
            continue;
        if (const auto exitCode = verb(arguments, clocks))
            return *exitCode;
    }
    std::fputs(usage, stderr);
    return wrongUse;
}
