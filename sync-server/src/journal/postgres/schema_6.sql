-- When what a requester sent was erased (journal/erase.rs).
ALTER TABLE requests ADD COLUMN erased_at bigint;
