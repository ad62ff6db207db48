#pragma once

#include <benchmark/benchmark.h>

#include <openssl/evp.h>

namespace voucher::test {

/// One EVP verification of a voucher-sized message with a key that is already parsed: less proves nothing.
class BareVerification
{
public:
    BareVerification();
    ~BareVerification();
    BareVerification(const BareVerification&) = delete;
    BareVerification& operator=(const BareVerification&) = delete;

    bool succeeds() const;

private:
    QByteArray m_message;
    QByteArray m_signature;
    EVP_PKEY* m_key;
};

/// A good camera frame read and one signature checked: less cannot be offered.
void decodeAndSignature(benchmark::State& state);

/// From the frame in the camera's sink, through scanner, worker and their threads, to the page that shows the offer.
void frameToOffer(benchmark::State& state);

} // namespace voucher::test
