// The register in tables.
//
// What was signed is kept as the bytes that were signed (voucher, entry, document, invitation); the other columns of
// those tables are copies for looking up. Entries, forks and documents only grow. `voucher_status` is history: the
// status at service time can be asked years later.
//
// `use` holds one row for each entry that takes quantity: it is what accounts are summed from, over `account`, so that
// a lost paper and its replacement count as one. A void deletes the row; the entry itself stays.
//
// `provider.last_number` gives verdicts and account changes one rising sequence a provider. A terminal tells the
// highest number it has seen; all above it is news, and news that was lost on the way is simply told again. Numbers are
// only ever compared by a terminal, and a terminal belongs to one provider for ever: so the order holds within a
// provider, and providers never wait for each other.
//
// `act` is the office's log: one signed act a row, from the first. `proposal` keeps the words of what waits for another
// officer; the act holds their hash. Neither changes or leaves.
//
// `predecessor` says which terminal took the place of which, as its first entry names it. `fork` keeps what a chain
// could not take: the other entry under one number, and what a damaged tablet still had after a hole.
//
// The tables are written once, in SQLite's words; PostgreSQL has other names for the types. Only what forbids a change
// is written twice.

#include "sync/municipality/register_schema.h"

namespace voucher {

namespace {

const QString tables = QStringLiteral(R"sql(
CREATE TABLE setting(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE provider(id INTEGER PRIMARY KEY, name TEXT NOT NULL, suspended INTEGER NOT NULL);
CREATE TABLE contract(
  provider INTEGER NOT NULL REFERENCES provider(id),
  service INTEGER NOT NULL,
  from_day INTEGER NOT NULL,
  until_day INTEGER NOT NULL,
  PRIMARY KEY(provider, service, from_day)) WITHOUT ROWID;
CREATE TABLE voucher(
  id BLOB PRIMARY KEY,
  status_index INTEGER NOT NULL UNIQUE,
  account BLOB NOT NULL,
  family TEXT NOT NULL,
  practice INTEGER NOT NULL,
  programme INTEGER NOT NULL,
  service INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  provider INTEGER,
  issued_at INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  message BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX voucher_by_account ON voucher(account);
CREATE TABLE voucher_status(
  voucher BLOB NOT NULL REFERENCES voucher(id),
  from_time INTEGER NOT NULL,
  status INTEGER NOT NULL,
  PRIMARY KEY(voucher, from_time)) WITHOUT ROWID;
CREATE TABLE invitation(
  secret_hash BLOB PRIMARY KEY,
  message BLOB NOT NULL,
  state INTEGER NOT NULL,
  terminal_key BLOB,
  first_contact INTEGER,
  terminal BLOB) WITHOUT ROWID;
CREATE TABLE terminal(
  id BLOB PRIMARY KEY,
  provider INTEGER NOT NULL REFERENCES provider(id),
  key BLOB NOT NULL UNIQUE,
  token_hash BLOB NOT NULL,
  up_to INTEGER NOT NULL,
  head BLOB NOT NULL,
  suspended INTEGER) WITHOUT ROWID;
CREATE TABLE document(
  kind INTEGER NOT NULL,
  version INTEGER NOT NULL,
  message BLOB NOT NULL,
  PRIMARY KEY(kind, version)) WITHOUT ROWID;
CREATE TABLE entry(
  terminal BLOB NOT NULL REFERENCES terminal(id),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  message BLOB NOT NULL,
  received INTEGER NOT NULL,
  PRIMARY KEY(terminal, seq)) WITHOUT ROWID;
CREATE TABLE fork(
  terminal BLOB NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  message BLOB NOT NULL,
  received INTEGER NOT NULL,
  PRIMARY KEY(terminal, seq, hash)) WITHOUT ROWID;
CREATE TABLE attachment(hash BLOB PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE use(
  terminal BLOB NOT NULL,
  seq INTEGER NOT NULL,
  voucher BLOB NOT NULL,
  account BLOB NOT NULL,
  amount INTEGER NOT NULL,
  day INTEGER NOT NULL,
  PRIMARY KEY(terminal, seq)) WITHOUT ROWID;
CREATE INDEX use_by_account ON use(account, day, amount);
CREATE TABLE number(last INTEGER NOT NULL);
INSERT INTO number VALUES(0);
CREATE TABLE verdict(
  terminal BLOB NOT NULL,
  number INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  PRIMARY KEY(terminal, number)) WITHOUT ROWID;
CREATE INDEX verdict_by_entry ON verdict(terminal, seq, number);
CREATE TABLE change(
  provider INTEGER NOT NULL,
  number INTEGER NOT NULL,
  voucher BLOB NOT NULL,
  PRIMARY KEY(provider, number)) WITHOUT ROWID;
)sql");

const QString guardsOfFile = QStringLiteral(R"sql(
CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries never change'); END;
CREATE TRIGGER entry_never_leaves BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries never leave'); END;
CREATE TRIGGER fork_never_changes BEFORE UPDATE ON fork BEGIN SELECT RAISE(ABORT, 'forks never change'); END;
CREATE TRIGGER fork_never_leaves BEFORE DELETE ON fork BEGIN SELECT RAISE(ABORT, 'forks never leave'); END;
)sql");

const QString guardsOfCluster = QStringLiteral(R"sql(
CREATE FUNCTION entries_never_change() RETURNS trigger LANGUAGE plpgsql AS '
  BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME, ERRCODE = ''restrict_violation''; END';
CREATE TRIGGER entry_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
  FOR EACH STATEMENT EXECUTE FUNCTION entries_never_change();
CREATE TRIGGER fork_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON fork
  FOR EACH STATEMENT EXECUTE FUNCTION entries_never_change();
)sql");

const QString numbersByProvider = QStringLiteral(R"sql(
ALTER TABLE provider ADD COLUMN last_number INTEGER NOT NULL DEFAULT 0;
UPDATE provider SET last_number = (SELECT last FROM number);
DROP TABLE number;
)sql");

const QString acts = QStringLiteral(R"sql(
CREATE TABLE act(number INTEGER PRIMARY KEY, message BLOB NOT NULL);
CREATE TABLE proposal(act INTEGER PRIMARY KEY REFERENCES act(number), words BLOB NOT NULL);
)sql");

const QString actGuardsOfFile = QStringLiteral(R"sql(
CREATE TRIGGER act_never_changes BEFORE UPDATE ON act BEGIN SELECT RAISE(ABORT, 'acts never change'); END;
CREATE TRIGGER act_never_leaves BEFORE DELETE ON act BEGIN SELECT RAISE(ABORT, 'acts never leave'); END;
CREATE TRIGGER proposal_never_changes BEFORE UPDATE ON proposal
  BEGIN SELECT RAISE(ABORT, 'proposals never change'); END;
CREATE TRIGGER proposal_never_leaves BEFORE DELETE ON proposal
  BEGIN SELECT RAISE(ABORT, 'proposals never leave'); END;
)sql");

const QString actGuardsOfCluster = QStringLiteral(R"sql(
CREATE TRIGGER act_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON act
  FOR EACH STATEMENT EXECUTE FUNCTION entries_never_change();
CREATE TRIGGER proposal_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON proposal
  FOR EACH STATEMENT EXECUTE FUNCTION entries_never_change();
)sql");

const QString predecessors = QStringLiteral(R"sql(
CREATE TABLE predecessor(
  old BLOB NOT NULL,
  terminal BLOB NOT NULL,
  up_to INTEGER NOT NULL,
  head BLOB NOT NULL,
  received INTEGER NOT NULL,
  PRIMARY KEY(old, terminal)) WITHOUT ROWID;
)sql");

const QString predecessorGuardsOfFile = QStringLiteral(R"sql(
CREATE TRIGGER predecessor_never_changes BEFORE UPDATE ON predecessor
  BEGIN SELECT RAISE(ABORT, 'predecessors never change'); END;
CREATE TRIGGER predecessor_never_leaves BEFORE DELETE ON predecessor
  BEGIN SELECT RAISE(ABORT, 'predecessors never leave'); END;
)sql");

const QString predecessorGuardsOfCluster = QStringLiteral(R"sql(
CREATE TRIGGER predecessor_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON predecessor
  FOR EACH STATEMENT EXECUTE FUNCTION entries_never_change();
)sql");

QString forCluster(QString script)
{
    return script.replace(QStringLiteral(" BLOB"), QStringLiteral(" BYTEA"))
        .replace(QStringLiteral(" INTEGER"), QStringLiteral(" BIGINT"))
        .replace(QStringLiteral(") WITHOUT ROWID;"), QStringLiteral(");"));
}

} // namespace

std::vector<QString> registerSchema(DatabaseKind kind)
{
    if (kind == DatabaseKind::RegisterCluster)
        return {forCluster(tables) + guardsOfCluster, forCluster(numbersByProvider),
                forCluster(acts) + actGuardsOfCluster, forCluster(predecessors) + predecessorGuardsOfCluster};
    return {tables + guardsOfFile, numbersByProvider, acts + actGuardsOfFile, predecessors + predecessorGuardsOfFile};
}

} // namespace voucher
