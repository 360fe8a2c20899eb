-- What the council keeps beside requests (journal/record.rs).
CREATE TABLE records (
    holder     bigint NOT NULL REFERENCES holders,
    kind       text NOT NULL,
    id         uuid NOT NULL,
    version    bigint NOT NULL,
    key        text,
    parent     text NOT NULL,
    place      bigint NOT NULL,
    body       text NOT NULL,
    changed_at bigint NOT NULL,
    PRIMARY KEY (holder, kind, id)
);
CREATE UNIQUE INDEX records_key ON records (holder, kind, key) WHERE key IS NOT NULL;
CREATE INDEX records_of ON records (holder, kind, parent, place, id);
CREATE INDEX records_place ON records (holder, kind, place, id);

-- The words a record is found by, in the order of their code points.
CREATE TABLE record_words (
    holder bigint NOT NULL,
    kind   text NOT NULL,
    word   text COLLATE "C" NOT NULL,
    id     uuid NOT NULL,
    PRIMARY KEY (holder, kind, id, word)
);
CREATE INDEX record_words_by_word ON record_words (holder, kind, word, id);

-- Its history: added to, never changed.
CREATE TABLE record_events (
    holder  bigint NOT NULL,
    kind    text NOT NULL,
    id      uuid NOT NULL,
    n       bigint NOT NULL,
    at      bigint NOT NULL,
    officer bigint REFERENCES officers,
    actor   text NOT NULL,
    event   text NOT NULL,
    PRIMARY KEY (holder, kind, id, n)
);
CREATE TRIGGER record_events_are_not_changed BEFORE UPDATE OR DELETE ON record_events
    FOR EACH ROW EXECUTE FUNCTION is_only_added_to();
CREATE TRIGGER record_events_are_not_emptied BEFORE TRUNCATE ON record_events
    FOR EACH STATEMENT EXECUTE FUNCTION is_only_added_to();

-- Bytes that belong to records.
CREATE TABLE blobs (
    holder bigint NOT NULL REFERENCES holders,
    id     uuid NOT NULL,
    bytes  bytea NOT NULL,
    PRIMARY KEY (holder, id)
);
