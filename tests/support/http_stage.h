#pragma once

#include "sync/municipality/http_service.h"
#include "sync/municipality/tls_authority.h"
#include "tests/support/town_office.h"

#include <QFile>

#include <atomic>
#include <mutex>
#include <thread>

namespace voucher::test {

/// The real service on a loopback port of the system's choice, with the real intake behind it.
class HttpStage
{
public:
    explicit HttpStage(TownOffice& townOffice, int slotCount = 1, const QString& named = QStringLiteral("127.0.0.1"))
        : identity(makeTlsServer(authority, {named}).value()),
          intakeSlots(IntakeSlots::open(slotCount, townOffice.place(), townOffice.keys, townOffice.town.roots(),
                                        std::chrono::steady_clock::now)
                          .value()),
          service(
              *intakeSlots, [this] { return now.load(); }, std::chrono::steady_clock::now,
              [this](const HttpLogLine& line) {
                  const std::lock_guard lock(logMutex);
                  log += line.method + ' ' + line.route + ' ' + std::to_string(line.status) + '\n';
              })
    {
        options = {townOffice.folder.filePath(QStringLiteral("chain.pem")),
                   townOffice.folder.filePath(QStringLiteral("key.pem")), QStringLiteral("127.0.0.1"), 0};
        write(options.certificateChain, identity.certificatePem + authority.certificatePem);
        write(options.privateKey, identity.privateKeyPem);
        port = service.start(options).value();
        thread = std::thread([this] { service.serve(); });
    }

    ~HttpStage()
    {
        service.stop();
        thread.join();
    }

    HttpStage(const HttpStage&) = delete;
    HttpStage& operator=(const HttpStage&) = delete;

    TlsIdentity authority = makeTlsAuthority();
    TlsIdentity identity;
    HttpServiceOptions options;
    std::unique_ptr<IntakeSlots> intakeSlots;
    std::atomic<Instant> now = baseInstant + std::chrono::hours(1);
    std::mutex logMutex;
    std::string log;
    HttpService service;
    int port = 0;
    std::thread thread;

private:
    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the certificate cannot be written");
    }
};

} // namespace voucher::test
