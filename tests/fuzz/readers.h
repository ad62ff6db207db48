#pragma once

#include <QByteArrayList>
#include <QByteArrayView>

#include <vector>

namespace voucher::test {

/// One place where bytes from outside are read. Signed objects are read as payloads that somebody who holds the key
/// signed: otherwise nothing random would ever get past the signature.
struct Reader
{
    const char* name;
    /// True if the bytes were accepted. Any bytes may come.
    bool (*accepts)(QByteArrayView input);
    /// Accepted inputs to start from.
    QByteArrayList (*seeds)();
    /// How many spoilt seeds the ordinary run reads; fewer where each takes long.
    int spoilt = 300;
};

const std::vector<Reader>& readers();

/// Those of them that read what a camera or a picture file holds.
std::vector<Reader> pictureReaders();

} // namespace voucher::test
