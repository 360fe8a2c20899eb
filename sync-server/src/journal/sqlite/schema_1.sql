-- Every row names its information holder. Instants are milliseconds since 1970 in UTC.
CREATE TABLE holders (
    holder   INTEGER PRIMARY KEY,
    settings TEXT NOT NULL
) STRICT;

CREATE TABLE sequences (
    holder INTEGER NOT NULL REFERENCES holders,
    year   INTEGER NOT NULL,
    next   INTEGER NOT NULL,
    PRIMARY KEY (holder, year)
) STRICT, WITHOUT ROWID;

-- New rows go to the end of every index below: UUIDv7, ordinal and deadline all grow with time.
-- That keeps the cost of a push the same at a thousand rows and at a million.
CREATE TABLE requests (
    seq               INTEGER PRIMARY KEY,
    holder            INTEGER NOT NULL REFERENCES holders,
    id                BLOB NOT NULL,
    digest            TEXT NOT NULL,
    submission        BLOB NOT NULL,
    received_at       INTEGER NOT NULL,
    year              INTEGER NOT NULL,
    ordinal           INTEGER NOT NULL,
    index_text        TEXT NOT NULL,
    index_key         TEXT NOT NULL,
    registered_class  TEXT NOT NULL,
    registered_ruling TEXT NOT NULL,
    notice_by         TEXT,
    -- What the events fold to, kept in the same transaction as they are.
    class             TEXT NOT NULL,
    deadline          TEXT NOT NULL,
    ends_before       INTEGER NOT NULL,
    ruling            TEXT,
    status            TEXT NOT NULL,
    outcome           TEXT,
    executor          TEXT,
    version           INTEGER NOT NULL,
    requester         TEXT NOT NULL,
    subject           TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX requests_id ON requests (holder, id);
CREATE UNIQUE INDEX requests_ordinal ON requests (holder, year, ordinal);
CREATE UNIQUE INDEX requests_index ON requests (holder, year, index_key);
CREATE INDEX requests_open ON requests (holder, ends_before, seq, executor)
    WHERE status <> 'closed';
CREATE INDEX requests_closed ON requests (holder, year, ordinal)
    WHERE status = 'closed';

-- The history: added to, never changed.
CREATE TABLE events (
    request INTEGER NOT NULL REFERENCES requests,
    n       INTEGER NOT NULL,
    holder  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    officer INTEGER REFERENCES officers,
    actor   TEXT NOT NULL,
    event   TEXT,
    PRIMARY KEY (request, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;

CREATE TABLE officers (
    officer       INTEGER PRIMARY KEY,
    holder        INTEGER NOT NULL REFERENCES holders,
    login         TEXT NOT NULL,
    name          TEXT NOT NULL,
    position      TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    UNIQUE (holder, login)
) STRICT;

CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY,
    holder     INTEGER NOT NULL REFERENCES holders,
    officer    INTEGER NOT NULL REFERENCES officers,
    opened_at  INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
