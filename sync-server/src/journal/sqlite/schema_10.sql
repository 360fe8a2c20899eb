-- Notes of blocks are read at every start: among a million blocks they are found by an index that
-- a commit without one does not touch.
CREATE INDEX blocks_noted ON blocks (block) WHERE note IS NOT NULL;

-- Every word that the full-text table has, once.
CREATE TABLE vocabulary (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE there USING fts5vocab('words', 'row');
INSERT INTO vocabulary SELECT term FROM there;
DROP TABLE there;

-- What few requests are, in the order of receipt. Nothing a registration from the app touches.
CREATE INDEX requests_class ON requests (holder, class, received_at, channel, requester_type)
    WHERE class <> 'ordinary';
CREATE INDEX requests_channel ON requests (holder, channel, received_at, class, requester_type)
    WHERE channel <> 'app';
CREATE INDEX requests_requester ON requests (holder, requester_type, received_at, class, channel)
    WHERE requester_type <> 'person';
