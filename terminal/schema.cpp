#include "terminal/schema.h"

namespace voucher {

/// The tablet's file holds three sorts of things, and it matters which is which.
///
/// What is true: `entry`, the signed bytes by sequence number, and nothing beside them. Triggers forbid changing and
/// deleting a row and leaving a gap, so that a mistake of the program can't damage the chain either.
///
/// What the municipality said: `verdict`, `account` and `document`, and of the settings the last receipt's place. They
/// can be asked for again. A verdict and an account carry the time of the receipt that told them, so that an older
/// answer never overwrites a newer one.
///
/// What is derived from both: `record` (one row for each redemption, attendance and note) and `refused` (which voucher
/// was refused why on which day). They make "was this redeemed here?" a look into an index, however long the ledger is,
/// and can be dropped and built anew. Days are Julian day numbers of Athens days, months are year · 12 + month, so that
/// no query computes with time zones. `record.verdict` repeats the verdict's kind: a month's standing is then read from
/// one index.
///
/// `attachment` holds the sealed bytes that entries name by hash. They are not part of the chain and are deleted when
/// their time has come. `carried` holds entries of terminals that this tablet was before, salvaged from damaged files,
/// with `carried_attachment`; a row leaves when the municipality has it. `setting` holds single values: who this
/// terminal is, the vault, the clock's floor, the hash of the last entry (a file whose end was cut off, or put back
/// from a copy with its tail replaced, doesn't match it).
///
/// The third version changes no table. Since then each page ends with a checksum (`checksummed_pages`), which a program
/// before that would leave as it was and so spoil: it must not open the file.
///
/// The fourth version numbers attachments as they come: an index over hashes, which nobody looks up, had cost each
/// visit a page at a random place.
std::vector<QString> ledgerSchema()
{
    return {QStringLiteral(R"(
CREATE TABLE entry(seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry BEGIN
  SELECT RAISE(ABORT, 'an entry never changes');
END;
CREATE TRIGGER entry_never_leaves BEFORE DELETE ON entry BEGIN
  SELECT RAISE(ABORT, 'an entry never leaves');
END;
CREATE TRIGGER entry_leaves_no_gap BEFORE INSERT ON entry
WHEN NEW.seq <> COALESCE((SELECT seq FROM entry ORDER BY seq DESC LIMIT 1), 0) + 1 BEGIN
  SELECT RAISE(ABORT, 'the ledger has no gap');
END;

CREATE TABLE record(
  seq INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  voucher BLOB,
  at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  month INTEGER NOT NULL,
  service INTEGER,
  amount_kind INTEGER,
  amount INTEGER NOT NULL,
  conditions INTEGER NOT NULL,
  voided_by INTEGER,
  departed_by INTEGER,
  verdict INTEGER);
-- All that a decision asks of a voucher's redemptions, side by side: their rows lie years apart.
CREATE INDEX record_of_voucher ON record(voucher, kind, seq, at, amount, day, month, voided_by, departed_by);
CREATE INDEX record_of_day ON record(day);
CREATE INDEX record_standing ON record(month, verdict, kind, voided_by);

CREATE TABLE refused(
  voucher BLOB NOT NULL,
  refusal INTEGER NOT NULL,
  day INTEGER NOT NULL,
  PRIMARY KEY(voucher, refusal, day)) WITHOUT ROWID;

CREATE TABLE verdict(
  seq INTEGER PRIMARY KEY,
  number INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  told_at INTEGER NOT NULL);

CREATE TABLE account(
  voucher BLOB NOT NULL PRIMARY KEY,
  used INTEGER NOT NULL,
  up_to INTEGER NOT NULL,
  last_day INTEGER,
  used_that_day INTEGER NOT NULL,
  used_that_month INTEGER NOT NULL,
  told_at INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE document(name TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, bytes BLOB NOT NULL);

CREATE TABLE attachment(
  hash BLOB NOT NULL PRIMARY KEY,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  sealed BLOB NOT NULL);
CREATE INDEX attachment_of_entry ON attachment(seq);
CREATE INDEX attachment_by_time ON attachment(at);

CREATE TABLE setting(name TEXT NOT NULL PRIMARY KEY, value BLOB) WITHOUT ROWID;
)"),
            QStringLiteral(R"(
CREATE TABLE carried(id INTEGER PRIMARY KEY, terminal BLOB NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL);
CREATE INDEX carried_of_terminal ON carried(terminal, seq);
CREATE TABLE carried_attachment(
  entry INTEGER NOT NULL REFERENCES carried(id),
  hash BLOB NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY(entry, hash)) WITHOUT ROWID;
)"),
            QString(), QStringLiteral(R"(
ALTER TABLE attachment RENAME TO attachment_by_hash;
CREATE TABLE attachment(id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO attachment(seq, at, sealed) SELECT seq, at, sealed FROM attachment_by_hash ORDER BY seq;
DROP TABLE attachment_by_hash;
CREATE INDEX attachment_of_entry ON attachment(seq);
)")};
}

} // namespace voucher
