-- The head moves only while an event is linked: within that trigger, not because somebody has set what it sets. A role that may update the
-- table could otherwise say so itself and move the head by hand.
CREATE OR REPLACE FUNCTION "guard_audit_head"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_setting('gatehouse.deleting_program', true) = OLD.program_id::text THEN RETURN OLD; END IF;
  ELSIF pg_trigger_depth() > 1 AND current_setting('gatehouse.moving_head', true) = NEW.program_id::text THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the head of a record moves with its events only: % is refused', TG_OP USING ERRCODE = 'GH001';
END
$$;
