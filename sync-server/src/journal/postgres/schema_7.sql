-- Notes of blocks are read at every start.
CREATE INDEX blocks_noted ON blocks (block) WHERE note IS NOT NULL;

-- Every word that can be searched for, once, for parts from the middle of words. It is learnt from
-- the requests up to this one before such a part is looked for.
CREATE TABLE vocabulary (word text COLLATE "C" PRIMARY KEY);
CREATE TABLE learnt (upto bigint NOT NULL);
INSERT INTO vocabulary SELECT DISTINCT unnest(tsvector_to_array(words)) FROM words;
INSERT INTO learnt SELECT coalesce(max(request), 0) FROM words;

-- What few requests are, in the order of receipt. Nothing a registration from the app touches.
CREATE INDEX requests_class ON requests (holder, class, received_at, seq)
    INCLUDE (channel, requester_type) WHERE class <> 'ordinary';
CREATE INDEX requests_channel ON requests (holder, channel, received_at, seq)
    INCLUDE (class, requester_type) WHERE channel <> 'app';
CREATE INDEX requests_requester ON requests (holder, requester_type, received_at, seq)
    INCLUDE (class, channel) WHERE requester_type <> 'person';
