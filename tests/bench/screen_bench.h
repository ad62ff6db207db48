#pragma once

#include <QByteArray>

#include <benchmark/benchmark.h>

#include <openssl/evp.h>

#include <memory>

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

/// What a person waits for at the screen, person after person, a second between them.
class ScreenBench
{
public:
    ScreenBench();
    ~ScreenBench();

    /// A good camera frame read and one signature checked: less cannot be offered.
    void decodeAndSignature(benchmark::State& state);

    /// From the frame in the camera's sink, through scanner, worker and their threads, to the page that shows the
    /// offer.
    void frameToOffer(benchmark::State& state);

private:
    class Tablet;
    std::unique_ptr<Tablet> m_tablet;
    BareVerification m_verification;
};

} // namespace voucher::test
