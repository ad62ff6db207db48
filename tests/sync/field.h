#pragma once

#include "crypto/poster.h"
#include "tests/sync/tablet.h"

#include <QTest>

namespace voucher::test {

enum class Carrier : std::uint8_t { Https, File, Poster };
enum class Kind : std::uint8_t { TrustList, Bulletin };

/// A tablet in the field with its documents at version 5, and everything that may be brought to it.
class Field
{
public:
    Field() { tablet.enrol(); }

    void bring(const TrustListContent& content) { QVERIFY(take(content)); }

    bool take(const TrustListContent& content, const PrivateKey* signer = nullptr)
    {
        touched = true;
        const QByteArray message = signTrustList(content, signer ? *signer : town().rootActive);
        return takeTrustList(*tablet.ledger, message, tablet.clock.read()).value_or(false);
    }

    bool take(const BulletinContent& content)
    {
        touched = true;
        const QByteArray message = signBulletin(content, town().bulletinKey);
        return takeBulletin(*tablet.ledger, message, tablet.clock.read()).value_or(false);
    }

    /// Carries the document the way a person or the network would; what the gate said.
    std::optional<DocumentError> carry(Carrier carrier, Kind kind, const QByteArray& message)
    {
        if (carrier == Carrier::Https)
            return download(kind, message);
        // The other document of the frame is the one that is here.
        Update update{tablet.ledger->trustList()->message(), bulletin()};
        (kind == Kind::TrustList ? update.trustList : update.bulletin) = message;
        const QByteArray bytes = encode(update);
        return carrier == Carrier::File ? taken(bytes) : scan(bytes);
    }

    /// What is here; empty once its key was revoked.
    QByteArray bulletin() const
    {
        return tablet.ledger->bulletin() ? tablet.ledger->bulletin()->message() : QByteArray();
    }

    const TestMunicipality& town() const { return tablet.office.town; }

    std::int64_t version(Kind kind) const
    {
        return kind == Kind::TrustList ? tablet.ledger->trustList()->content().version
                                       : tablet.ledger->bulletin()->content().version;
    }

    Tablet tablet;
    bool touched = false; ///< has other documents than it was enrolled with

private:
    std::optional<DocumentError> taken(const QByteArray& update)
    {
        const auto result = takeUpdate(*tablet.ledger, update, tablet.clock.read());
        return result ? std::nullopt : result.error().error;
    }

    std::optional<DocumentError> scan(const QByteArray& update)
    {
        QStringList parts = posterParts(update);
        if (parts.isEmpty())
            return DocumentError::Malformed;
        PosterJoiner joiner;
        std::optional<QByteArray> whole;
        // From the last code to the first: any order will do.
        while (!parts.isEmpty()) {
            const auto progress = joiner.add(parts.takeLast());
            whole = progress ? progress->whole : std::nullopt;
        }
        return whole ? taken(*whole) : DocumentError::Malformed;
    }

    std::optional<DocumentError> download(Kind kind, const QByteArray& message)
    {
        std::optional<DocumentError> refused;
        bool delivered = false;
        // What the state says before the document was delivered is about another one.
        const auto look = [&] {
            if (delivered && tablet.state().documentRefused)
                refused = tablet.state().documentRefused;
        };
        tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
            look();
            const bool list = request.url.endsWith(QLatin1StringView("/v1/trust-list"));
            const bool notice = request.url.endsWith(QLatin1StringView("/v1/bulletin"));
            if (list)
                answer.body = kind == Kind::TrustList ? message : tablet.ledger->trustList()->message();
            if (notice)
                answer.body = kind == Kind::Bulletin ? message : bulletin();
            if (list || notice)
                answer.status = 200;
            delivered = delivered || (kind == Kind::TrustList ? list : notice);
            answer.etag.clear();
        };
        tablet.courier->networkIsBack();
        tablet.transport.run();
        look();
        tablet.bend = {};
        return refused;
    }
};

} // namespace voucher::test
