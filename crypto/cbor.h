#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstdint>

namespace voucher {

/// How much one object may ask of the reader. `bytes` bounds the whole message.
struct CborLimits
{
    qsizetype bytes;
    int depth;
    qsizetype items;
};

/// Writes deterministic CBOR (RFC 8949 §4.2.1). Map keys must be written in their encoded order; a wrong order is a
/// programming error and asserts.
class CborWriter
{
public:
    CborWriter& integer(std::int64_t value);
    CborWriter& bytes(QByteArrayView value);
    /// Text is written in NFC.
    CborWriter& text(QStringView value);
    CborWriter& array(qsizetype count);
    CborWriter& map(qsizetype pairs);
    CborWriter& tag(std::uint64_t number);
    CborWriter& boolean(bool value);
    CborWriter& null();
    /// Splices one item that is already deterministic CBOR.
    CborWriter& raw(QByteArrayView item);

    QByteArray take();

private:
    void head(std::uint8_t major, std::uint64_t argument);
    QByteArray m_out;
};

/// Reads CBOR strictly, once, forward. The first thing that deterministic encoding would not have written, or that is
/// not what the caller asked for, or that exceeds a limit, makes the cursor fail for good: every later read returns an
/// empty value and `ok()` is false. So a parser reads straight through and asks once, at the end, `finish()`.
///
/// Refused at the head: long heads, indefinite lengths, floats, simple values other than false, true and null, tags
/// that were not asked for by `tag`, unsorted or repeated map keys, invalid UTF-8, lengths beyond the input.
class CborCursor
{
public:
    CborCursor(QByteArrayView message, CborLimits limits);

    std::int64_t integer();
    /// An integer from `least` to `most`, both included; anything else fails.
    std::int64_t integer(std::int64_t least, std::int64_t most);
    QByteArrayView bytes();
    /// Bytes of exactly `length`.
    QByteArrayView bytes(qsizetype length);
    /// Text in NFC without control or bidirectional formatting characters, at most `longest` UTF-16 units.
    QString text(qsizetype longest);
    bool boolean();
    void tag(std::uint64_t number);

    /// Opens an array or map and returns its count of elements or pairs. Every element must then be read or skipped.
    qsizetype array();
    qsizetype map();
    /// The next integer key of the open map; fails if it is not above the key before it.
    std::int64_t key();

    /// True, and consumed, if the next item is null.
    bool nullNext();
    /// True if the next item is of this CBOR major type (0 … 7); consumes nothing.
    bool majorNext(int major) const;
    /// Steps over one whole item of any kind, with the same strictness; returns its bytes.
    QByteArrayView skip();

    /// Marks the input as refused: for a parser that found a value it does not allow.
    void fail() { m_failed = true; }

    bool ok() const { return !m_failed; }

    /// True if nothing failed and the input ended exactly here.
    bool finish();

private:
    struct Head
    {
        std::uint8_t major = 0;
        std::uint64_t argument = 0;
    };

    Head head();
    QByteArrayView take(std::uint64_t length);

    QByteArrayView m_rest;
    CborLimits m_limits;
    int m_depth = 0;
    qsizetype m_items = 0;
    bool m_failed = false;
};

} // namespace voucher
