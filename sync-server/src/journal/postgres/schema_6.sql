-- When what a requester sent was erased (journal/erase.rs).
ALTER TABLE requests ADD COLUMN erased_at bigint;
-- Notes of blocks are read at every start.
CREATE INDEX blocks_noted ON blocks (block) WHERE note IS NOT NULL;
