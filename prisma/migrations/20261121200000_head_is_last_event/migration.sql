-- What guards the record no longer believes settings alone, which every session can make, nor how deep a trigger stands, which a temporary
-- table with a trigger of its own can bring about.

-- Rows that are written once go with their program only: when it is gone.
CREATE FUNCTION "goes_with_program"(whose UUID) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RETURN coalesce(current_setting('gatehouse.deleting_program', true), '') = whose::text
    AND NOT EXISTS (SELECT FROM "program" WHERE "id" = whose);
END
$$;

CREATE OR REPLACE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF "goes_with_program"(OLD.program_id) THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION 'a row of "%" is written once: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'GH001';
END
$$;

CREATE OR REPLACE FUNCTION "keep_checkpoint"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF "goes_with_program"(OLD.program_id) THEN RETURN OLD; END IF;
  ELSIF (NEW.program_id, NEW.seq, NEW.hash, NEW.at, NEW.reason, NEW.key_id, NEW.envelope)
    IS NOT DISTINCT FROM (OLD.program_id, OLD.seq, OLD.hash, OLD.at, OLD.reason, OLD.key_id, OLD.envelope) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a checkpoint is written once: % is refused', TG_OP USING ERRCODE = 'GH001';
END
$$;

CREATE OR REPLACE FUNCTION "guard_audit_head"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF "goes_with_program"(OLD.program_id) THEN RETURN OLD; END IF;
  ELSIF pg_trigger_depth() > 1 AND current_setting('gatehouse.moving_head', true) = NEW.program_id::text
    AND (TG_OP = 'INSERT' OR OLD.state_from IS NULL OR OLD.state_from = NEW.state_from) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the head of a record moves with its events only: % is refused', TG_OP USING ERRCODE = 'GH001';
END
$$;

-- Whoever moved it: when the transaction ends, the head is the last event. It moves before its event is there, so it can be asked only then.
CREATE FUNCTION "head_is_last_event"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head "audit_head"%ROWTYPE;
  last RECORD;
BEGIN
  SELECT * INTO head FROM "audit_head" WHERE "program_id" = NEW.program_id;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT "seq", "entry_hash" INTO last FROM "audit_event" WHERE "program_id" = NEW.program_id ORDER BY "seq" DESC LIMIT 1;
  IF (last.seq, last.entry_hash) IS DISTINCT FROM (head.seq, head.hash) THEN
    RAISE EXCEPTION 'the head of a record is its last event' USING ERRCODE = 'GH001';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER "audit_head_is_last_event" AFTER INSERT OR UPDATE ON "audit_head"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "head_is_last_event"();

-- Names in these functions mean the tables that are guarded, never temporary ones of the session.
DO $$
DECLARE
  guard TEXT;
BEGIN
  FOREACH guard IN ARRAY ARRAY['goes_with_program(uuid)', 'refuse_change()', 'keep_checkpoint()', 'guard_audit_head()', 'head_is_last_event()',
    'link_audit_event()'] LOOP
    EXECUTE format('ALTER FUNCTION %I.%s SET search_path TO %I, pg_temp', current_schema(), guard, current_schema());
  END LOOP;
END
$$;
