// mutate SEED COUNT [PROGRESS]: changes the structure of a signed object's payload, or nothing, and lets everyone sign
// it who may not: another role, a revoked or replaced key, a stranger, a stranger under the rightful key's id; or keeps
// the good signature over the changed payload. COUNT times; see flip_bits for PROGRESS and the exit status.

#include "tests/documents/specimens.h"
#include "tests/documents/trials.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>

using namespace voucher;
using namespace voucher::test;

namespace {

using Random = std::mt19937_64;

QCborValue changed(const QCborValue& value, Random& random);

qint64 anyInteger(Random& random)
{
    constexpr qint64 edges[] = {0, 1, -1, 23, 24, 255, 256, 65535, 65536, 0x7fffffff, 0xffffffff, 1795341600};
    return edges[random() % std::size(edges)];
}

QCborValue changedArray(QCborArray array, Random& random)
{
    if (array.isEmpty() || random() % 8 == 0) {
        array.append(anyInteger(random));
        return array;
    }
    const auto place = static_cast<qsizetype>(random() % static_cast<std::uint64_t>(array.size()));
    if (random() % 4 == 0)
        array.removeAt(place);
    else
        array[place] = changed(array.at(place), random);
    return array;
}

QCborValue changedMap(QCborMap map, Random& random)
{
    if (map.isEmpty() || random() % 8 == 0) {
        map.insert(anyInteger(random), anyInteger(random));
        return map;
    }
    const auto keys = map.keys();
    const QCborValue& key = keys[static_cast<qsizetype>(random() % static_cast<std::uint64_t>(keys.size()))];
    if (random() % 6 == 0)
        map.remove(key);
    else
        map[key] = changed(map.value(key), random);
    return map;
}

QCborValue changed(const QCborValue& value, Random& random)
{
    if (random() % 16 == 0)
        return QCborValue(anyInteger(random));
    if (value.isMap())
        return changedMap(value.toMap(), random);
    if (value.isArray())
        return changedArray(value.toArray(), random);
    if (value.isInteger())
        return QCborValue(random() % 2 == 0 ? anyInteger(random) : value.toInteger() + (random() % 2 == 0 ? 1 : -1));
    if (value.isByteArray()) {
        QByteArray bytes = value.toByteArray();
        if (bytes.isEmpty() || random() % 4 == 0)
            return QCborValue(bytes + static_cast<char>(random()));
        const auto place = static_cast<qsizetype>(random() % static_cast<std::uint64_t>(bytes.size()));
        bytes[place] = static_cast<char>(bytes[place] ^ 1 << random() % 8);
        return QCborValue(bytes);
    }
    return QCborValue(anyInteger(random));
}

/// The message with another key's id in its head: the signature names whom it likes.
QByteArray posingAs(QByteArray message, KeyId signer, KeyId pretended)
{
    const auto id = bytesOf(signer).toByteArray();
    return message.replace(message.indexOf(id), id.size(), bytesOf(pretended).toByteArray());
}

/// The good signature and head with another payload between them.
QByteArray keepingSignature(const Specimen& specimen, const QByteArray& payload, const PrivateKey& anyKey)
{
    QByteArray message = posingAs(sign1(anyKey, specimen.object, payload), anyKey.publicKey().id(), specimen.signer);
    return message.chopped(64) + specimen.message.last(64);
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const Specimens specimens;
    const std::vector<Specimens::Signer> signers = specimens.signers();
    return runTrials(argumentCount, arguments, "mutations", [&](Random& random) -> const char* {
        const Specimen& specimen = specimens.all()[random() % specimens.all().size()];
        QByteArray payload = specimen.payload;
        for (std::uint64_t changes = random() % 4; changes > 0; --changes)
            payload = changed(QCborValue::fromCbor(payload), random).toCbor();
        const Specimens::Signer& signer = signers[random() % signers.size()];
        const bool terminals = specimen.object == Object::Entry;
        const PrivateKey& forger = terminals ? specimens.strangeTerminal : specimens.stranger;
        QByteArray message;
        switch (random() % 3) {
        case 0:
            if (specimens.rightful(specimen, *signer.key))
                return nullptr;
            message = sign1(*signer.key, specimen.object, payload);
            break;
        case 1:
            message = posingAs(sign1(forger, specimen.object, payload), forger.publicKey().id(), specimen.signer);
            break;
        default:
            if (payload == specimen.payload)
                return nullptr;
            message = keepingSignature(specimen, payload, forger);
        }
        return specimen.taken(message) ? specimen.name : nullptr;
    });
}
