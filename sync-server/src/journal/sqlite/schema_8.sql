-- What the council keeps beside requests (journal/record.rs).
CREATE TABLE records (
    holder     INTEGER NOT NULL REFERENCES holders,
    kind       TEXT NOT NULL,
    id         BLOB NOT NULL,
    version    INTEGER NOT NULL,
    key        TEXT,
    parent     TEXT NOT NULL,
    place      INTEGER NOT NULL,
    body       TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (holder, kind, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX records_key ON records (holder, kind, key) WHERE key IS NOT NULL;
CREATE INDEX records_of ON records (holder, kind, parent, place, id);
CREATE INDEX records_place ON records (holder, kind, place, id);

-- The words a record is found by.
CREATE TABLE record_words (
    holder INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    word   TEXT NOT NULL,
    id     BLOB NOT NULL,
    PRIMARY KEY (holder, kind, id, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_words_by_word ON record_words (holder, kind, word, id);

-- Its history: added to, never changed.
CREATE TABLE record_events (
    holder  INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    id      BLOB NOT NULL,
    n       INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    officer INTEGER REFERENCES officers,
    actor   TEXT NOT NULL,
    event   TEXT NOT NULL,
    PRIMARY KEY (holder, kind, id, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER record_events_are_not_changed BEFORE UPDATE ON record_events
BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
CREATE TRIGGER record_events_are_not_deleted BEFORE DELETE ON record_events
BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;

-- Bytes that belong to records.
CREATE TABLE blobs (
    holder INTEGER NOT NULL REFERENCES holders,
    id     BLOB NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (holder, id)
) STRICT;
