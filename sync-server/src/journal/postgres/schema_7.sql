-- Notes of blocks are read at every start.
CREATE INDEX blocks_noted ON blocks (block) WHERE note IS NOT NULL;
