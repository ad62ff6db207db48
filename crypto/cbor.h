#pragma once

#include "crypto/ids.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstdint>
#include <vector>

namespace voucher {

/// How much one object may ask of the reader. `bytes` bounds the whole message.
struct CborLimits
{
    qsizetype bytes;
    int depth;
    qsizetype items;
};

/// The arrays and maps that are open at a place in a message, and the order of their keys so far (RFC 8949 §4.2.1).
/// Shared by writer and cursor, so that both mean the same by "sorted". Places are offsets into the message.
class CborNesting
{
public:
    /// An item begins at `place`; false if the message is already complete. A tag belongs to the item it stands before.
    bool begin(qsizetype place);

    void tagged() { m_tagged = true; }

    /// The item just begun is an array or map of `count` items (a pair is two); `place` is where its head ended.
    /// False if this completes a map key out of order.
    bool open(qsizetype count, bool map, QByteArrayView message, qsizetype place);
    /// The item just begun ended at `place`, and with it every container it was the last of.
    bool end(QByteArrayView message, qsizetype place);

    /// True if the next item is the key of a map.
    bool atKey() const { return !m_open.empty() && m_open.back().map && m_open.back().remaining % 2 == 0; }

    int depth() const { return static_cast<int>(m_open.size()); }

    /// True if exactly one whole item has been seen.
    bool complete() const { return m_complete; }

private:
    struct Open
    {
        qsizetype remaining;
        bool map;
        qsizetype item = 0;
        qsizetype lastKey = 0;
        qsizetype lastKeyEnd = 0;
    };

    std::vector<Open> m_open;
    bool m_tagged = false;
    bool m_complete = false;
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

    /// The one item written; unfinished containers are a programming error and assert.
    QByteArray take();

private:
    void head(std::uint8_t major, std::uint64_t argument);
    void end();
    QByteArray m_out;
    CborNesting m_nesting;
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

    /// Bytes of exactly the length of this kind of id; all zero after a failure, so that no caller has to ask first.
    template <typename IdType>
    IdType id()
    {
        const QByteArrayView found = bytes(static_cast<qsizetype>(IdType{}.value.size()));
        return m_failed ? IdType{} : idFrom<IdType>(found);
    }

    /// Text in NFC without control or bidirectional formatting characters or noncharacters, at most `longest` UTF-16
    /// units.
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

    /// How many bytes have been read.
    qsizetype place() const { return m_place; }

    /// True if nothing failed and the input ended exactly here.
    bool finish();

private:
    struct Head
    {
        std::uint8_t major = 0;
        std::uint64_t argument = 0;
    };

    Head head();
    Head expect(std::uint8_t major);
    QByteArrayView take(std::uint64_t length);
    QString readText(std::uint64_t length);
    qsizetype open(std::uint64_t count, bool map);
    void end();
    void step();

    QByteArrayView m_message;
    qsizetype m_place = 0;
    CborLimits m_limits;
    qsizetype m_items = 0;
    CborNesting m_nesting;
    bool m_failed = false;
};

/// True if `item` is one whole item, of any kinds, as the strict reader takes them (no tags) and within the limits.
bool strictlyEncoded(QByteArrayView item, CborLimits limits);

} // namespace voucher
