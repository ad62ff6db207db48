// flip_bits SEED COUNT [PROGRESS]: flips one random bit of one of many signed objects of every kind, in the message or,
// where it travels as text, in the text, COUNT times. With a file PROGRESS it goes on where it was interrupted.
// Exit 0 if none was accepted, 1 if one was, 2 for wrong use.

#include "tests/documents/specimens.h"
#include "tests/documents/trials.h"

using namespace voucher;
using namespace voucher::test;

namespace {

/// Many vouchers of different shapes beside one object of every other kind.
std::vector<Specimen> various(const Specimens& specimens)
{
    std::vector<Specimen> all = specimens.all();
    const Specimen voucher = all.front();
    for (std::uint32_t number = 0; number < 32; ++number) {
        VoucherClaims claims = specimens.town.claims(number * 997);
        claims.quantity = 1 + number * 15000;
        claims.kind = static_cast<AmountKind>(number % 2);
        claims.practice = number % 5 == 0;
        if (number % 3 == 0)
            claims.provider.reset();
        Specimen one = voucher;
        one.message = signVoucher(claims, specimens.town.issuer);
        all.push_back(std::move(one));
    }
    return all;
}

QByteArray flipped(QByteArray bytes, std::mt19937_64& random)
{
    const auto bit = static_cast<qsizetype>(random() % static_cast<std::uint64_t>(bytes.size() * 8));
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
    return bytes;
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const Specimens specimens;
    const std::vector<Specimen> all = various(specimens);
    return runTrials(argumentCount, arguments, "flips", [&all](std::mt19937_64& random) -> const char* {
        const Specimen& specimen = all[random() % all.size()];
        if (specimen.text && random() % 2 == 0) {
            const QByteArray text = flipped(specimen.text(specimen.message).toLatin1(), random);
            return specimen.textTaken(QString::fromLatin1(text)) ? specimen.name : nullptr;
        }
        return specimen.taken(flipped(specimen.message, random)) ? specimen.name : nullptr;
    });
}
