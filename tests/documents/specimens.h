#pragma once

#include "tests/support/municipality_keys.h"

#include "crypto/entry.h"
#include "crypto/sign1.h"

#include <functional>
#include <vector>

namespace voucher::test {

/// One good object of a kind, with the reader that takes it and the keys that may not have signed it.
struct Specimen
{
    const char* name;
    Object object;
    CborLimits limits;
    QByteArray message;
    QByteArray payload;
    KeyId signer;
    std::function<bool(const QByteArray&)> taken;
    std::function<QString(const QByteArray&)> text; ///< where it travels as text: that text
    std::function<bool(const QString&)> textTaken;
};

/// A municipality with a key of every kind that must not be believed, and one object of each kind.
class Specimens
{
public:
    Specimens();

    const std::vector<Specimen>& all() const { return m_all; }

    struct Signer
    {
        const char* name;
        const PrivateKey* key;
    };

    /// Everyone who has a signing key, the stranger, the revoked and the retired one among them.
    std::vector<Signer> signers() const;
    /// Whether this key is the one of this object's role.
    bool rightful(const Specimen& specimen, const PrivateKey& key) const;

    TestMunicipality town;
    PrivateKey terminal = PrivateKey::generate(Algorithm::ES256);
    PrivateKey officer = PrivateKey::generate(Algorithm::EdDSA);
    PrivateKey stranger = PrivateKey::generate(Algorithm::EdDSA);
    PrivateKey strangeTerminal = PrivateKey::generate(Algorithm::ES256);
    PrivateKey revoked = PrivateKey::generate(Algorithm::EdDSA); ///< has the role that is being tried
    PrivateKey retired = PrivateKey::generate(Algorithm::EdDSA); ///< … and was good long before the specimens
    PrivateKey replacedRoot = PrivateKey::generate(Algorithm::EdDSA);

private:
    void add(Specimen specimen, const PrivateKey& key);
    std::vector<Specimen> m_all;
};

} // namespace voucher::test
