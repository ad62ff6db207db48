// voucher-fuzz: VOUCHER_READER=bulletin voucher-fuzz FOLDER [libFuzzer's options]. The folder is given its seeds each
// time: what an earlier run signed or sealed is of keys that are gone.

#include "tests/fuzz/readers.h"

#include <QDir>
#include <QFile>

#include <cstdio>
#include <cstdlib>

using namespace voucher::test;

namespace {

const Reader* chosen = nullptr;

} // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments)
{
    const QByteArray name = qgetenv("VOUCHER_READER");
    for (const Reader& reader : readers())
        chosen = name == reader.name ? &reader : chosen;
    if (!chosen) {
        std::fputs("VOUCHER_READER is one of:", stderr);
        for (const Reader& reader : readers())
            std::fprintf(stderr, " %s", reader.name);
        std::fputs("\n", stderr);
        std::exit(2);
    }
    const QDir folder(*count > 1 ? QString::fromLocal8Bit((*arguments)[1]) : QString());
    if (*count > 1 && folder.exists()) {
        int number = 0;
        for (const QByteArray& seed : chosen->seeds()) {
            QFile file(folder.filePath(QStringLiteral("seed-%1").arg(++number)));
            if (file.open(QIODevice::WriteOnly))
                file.write(seed);
        }
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    (void)chosen->accepts({reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)});
    return 0;
}
