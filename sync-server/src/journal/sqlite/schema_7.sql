ALTER TABLE requests ADD COLUMN closed_at INTEGER;
ALTER TABLE requests ADD COLUMN ground TEXT;
ALTER TABLE requests ADD COLUMN deferred INTEGER NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN forwarded_part INTEGER NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN info_kind TEXT;
ALTER TABLE requests ADD COLUMN topic TEXT;

-- The event that closed a request is its last one of these kinds.
UPDATE requests SET (closed_at, ground) =
    (SELECT e.at, CASE json_extract(e.event, '$.kind')
         WHEN 'refused' THEN json_extract(e.event, '$.ground') END
     FROM events e WHERE e.request = requests.seq
         AND (json_extract(e.event, '$.kind') IN ('answered', 'refused', 'explained', 'withdrawn')
             OR (json_extract(e.event, '$.kind') = 'forwarded'
                 AND json_extract(e.event, '$.part') IS NULL))
     ORDER BY e.n DESC LIMIT 1)
    WHERE status = 'closed';
UPDATE requests SET deferred = 1 WHERE seq IN
    (SELECT request FROM events WHERE json_extract(event, '$.kind') = 'deferred');
UPDATE requests SET forwarded_part = 1 WHERE seq IN
    (SELECT request FROM events WHERE json_extract(event, '$.kind') = 'forwarded'
         AND json_extract(event, '$.part') IS NOT NULL);

-- A report reads this and nothing else: a row of a period is one entry, and new ones go to its end.
CREATE INDEX requests_report ON requests (holder, received_at, channel, requester_type, outcome,
    ground, class, deferred, forwarded_part, closed_at, ends_before, info_kind, topic);

-- Who was charged, for those who see only their own. New requests are charged to nobody, so it
-- costs a registration nothing.
CREATE INDEX requests_charged ON requests (holder, charged, year, ordinal) WHERE charged <> '';

-- What the council has published of its reports: added to, never changed. The last of a period
-- is the one in force.
CREATE TABLE publications (
    publication INTEGER PRIMARY KEY,
    holder      INTEGER NOT NULL REFERENCES holders,
    period      TEXT NOT NULL,
    at          INTEGER NOT NULL,
    officer     INTEGER NOT NULL REFERENCES officers,
    actor       TEXT NOT NULL,
    figures     TEXT NOT NULL
) STRICT;
CREATE TRIGGER publications_are_not_changed BEFORE UPDATE ON publications
BEGIN SELECT RAISE(ABORT, 'what was published is only added to'); END;
CREATE TRIGGER publications_are_not_deleted BEFORE DELETE ON publications
BEGIN SELECT RAISE(ABORT, 'what was published is only added to'); END;
