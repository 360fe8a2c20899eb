-- Roles, requests that officers enter, and what reports count by.
ALTER TABLE events ADD COLUMN ruling text;
ALTER TABLE officers
    ADD COLUMN role text NOT NULL DEFAULT 'responsible_officer',
    ADD COLUMN department text NOT NULL DEFAULT '';
ALTER TABLE requests
    ADD COLUMN registered_at bigint,
    ADD COLUMN charged text NOT NULL DEFAULT '',
    ADD COLUMN channel text NOT NULL DEFAULT 'app',
    ADD COLUMN requester_type text NOT NULL DEFAULT 'person';
UPDATE requests SET charged = E'\n' || executor || E'\n' WHERE executor IS NOT NULL;
UPDATE requests SET requester_type =
    coalesce(convert_from(submission, 'UTF8')::json ->> 'requester_type', 'person');
