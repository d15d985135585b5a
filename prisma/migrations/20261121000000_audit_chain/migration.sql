-- The record becomes a chain: each event names the hash of the one before it and has a hash of its own, over a text that says everything.
ALTER TABLE "audit_event" ADD COLUMN "prev_hash" TEXT,
ADD COLUMN "entry_hash" TEXT,
ADD COLUMN "payload" TEXT,
ADD COLUMN "patch" TEXT;

-- CreateTable
CREATE TABLE "audit_head" (
    "program_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "state_from" INTEGER,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("program_id")
);

-- CreateIndex
CREATE INDEX "audit_event_program_id_actor_id_idx" ON "audit_event"("program_id", "actor_id");

-- AddForeignKey
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The hash of one event. The same text is hashed by packages/core/src/record/audit-chain.ts and by docs/verify.md.
CREATE FUNCTION "audit_entry_hash"(program_id UUID, seq INTEGER, prev_hash TEXT, payload TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws(E'\n', 'gatehouse.audit.v1', program_id::text, seq::text, prev_hash, payload), 'UTF8')), 'hex')
$$;

-- Events that were recorded before there was a chain are linked in their order.
ALTER TABLE "audit_event" DISABLE TRIGGER "audit_event_written_once";
DO $$
DECLARE
  event RECORD;
  last_program UUID;
  last_hash TEXT;
  said TEXT;
BEGIN
  FOR event IN SELECT * FROM "audit_event" ORDER BY "program_id", "seq" LOOP
    IF last_program IS DISTINCT FROM event.program_id THEN
      last_program := event.program_id;
      last_hash := repeat('0', 64);
    END IF;
    said := '{"action":' || to_json(event.action)
      || ',"actor":{"id":' || coalesce(to_json(event.actor_id)::text, 'null') || ',"name":' || to_json(event.actor_name) || '}'
      || ',"after":' || coalesce(event.after, 'null')
      || ',"at":"' || to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"'
      || ',"before":' || coalesce(event.before, 'null')
      || ',"correlationId":' || to_json(event.correlation_id)
      || ',"patch":null,"program":"' || event.program_id || '"'
      || ',"revision":' || event.revision || ',"seq":' || event.seq
      || ',"subject":{"key":' || to_json(event.subject_key) || ',"kind":' || to_json(event.subject_kind) || '}}';
    UPDATE "audit_event" SET "prev_hash" = last_hash, "payload" = said,
      "entry_hash" = "audit_entry_hash"(event.program_id, event.seq, last_hash, said)
      WHERE "program_id" = event.program_id AND "seq" = event.seq
      RETURNING "entry_hash" INTO last_hash;
    INSERT INTO "audit_head" ("program_id", "seq", "hash") VALUES (event.program_id, event.seq, last_hash)
      ON CONFLICT ("program_id") DO UPDATE SET "seq" = excluded."seq", "hash" = excluded."hash";
  END LOOP;
END
$$;
ALTER TABLE "audit_event" ENABLE TRIGGER "audit_event_written_once";

ALTER TABLE "audit_event" ALTER COLUMN "prev_hash" SET NOT NULL,
ALTER COLUMN "entry_hash" SET NOT NULL,
ALTER COLUMN "payload" SET NOT NULL,
DROP COLUMN "before",
DROP COLUMN "after";
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_hash_format" CHECK ("prev_hash" ~ '^[0-9a-f]{64}$' AND "entry_hash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_format" CHECK ("seq" >= 1 AND "hash" ~ '^[0-9a-f]{64}$');

-- An event is taken only where it continues its program's chain, has its own hash, and says what its columns say. Whoever appends holds the
-- head's row, so that of two at once the second waits and then finds another end. The head moves here and nowhere else.
CREATE FUNCTION "link_audit_event"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head "audit_head"%ROWTYPE;
  said JSON := NEW.payload::json;
BEGIN
  SELECT * INTO head FROM "audit_head" WHERE "program_id" = NEW.program_id FOR UPDATE;
  IF NEW.seq <> coalesce(head.seq, 0) + 1 OR NEW.prev_hash <> coalesce(head.hash, repeat('0', 64)) THEN
    RAISE EXCEPTION 'event % does not continue the record of program %', NEW.seq, NEW.program_id USING ERRCODE = 'GH002';
  END IF;
  IF NEW.entry_hash <> "audit_entry_hash"(NEW.program_id, NEW.seq, NEW.prev_hash, NEW.payload) THEN
    RAISE EXCEPTION 'event % does not have its own hash', NEW.seq USING ERRCODE = 'GH002';
  END IF;
  IF (said->>'program', (said->>'seq')::int, said->>'action', said->>'correlationId', (said->>'revision')::int, said#>>'{subject,kind}',
      said#>>'{subject,key}', said#>>'{actor,name}', coalesce(said#>>'{actor,id}', ''), (said->>'at')::timestamptz)
    IS DISTINCT FROM (NEW.program_id::text, NEW.seq, NEW.action, NEW.correlation_id, NEW.revision, NEW.subject_kind,
      NEW.subject_key, NEW.actor_name, coalesce(NEW.actor_id, ''), NEW.at::timestamptz) THEN
    RAISE EXCEPTION 'the columns of event % say something else than its payload', NEW.seq USING ERRCODE = 'GH002';
  END IF;
  IF said->>'patch' IS DISTINCT FROM encode(sha256(convert_to(NEW.patch, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'the patch of event % is another one than its payload names', NEW.seq USING ERRCODE = 'GH002';
  END IF;
  PERFORM set_config('gatehouse.moving_head', NEW.program_id::text, true);
  INSERT INTO "audit_head" ("program_id", "seq", "hash", "state_from")
    VALUES (NEW.program_id, NEW.seq, NEW.entry_hash, CASE WHEN NEW.patch IS NULL THEN NULL ELSE NEW.seq END)
    ON CONFLICT ("program_id") DO UPDATE SET "seq" = excluded."seq", "hash" = excluded."hash",
      "state_from" = coalesce("audit_head"."state_from", excluded."state_from");
  PERFORM set_config('gatehouse.moving_head', '', true);
  RETURN NEW;
END
$$;
CREATE TRIGGER "audit_event_linked" BEFORE INSERT ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "link_audit_event"();

CREATE FUNCTION "guard_audit_head"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_setting('gatehouse.deleting_program', true) = OLD.program_id::text THEN RETURN OLD; END IF;
  ELSIF current_setting('gatehouse.moving_head', true) = NEW.program_id::text THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the head of a record moves with its events only: % is refused', TG_OP USING ERRCODE = 'GH001';
END
$$;
CREATE TRIGGER "audit_head_guarded" BEFORE INSERT OR UPDATE OR DELETE ON "audit_head" FOR EACH ROW EXECUTE FUNCTION "guard_audit_head"();
CREATE TRIGGER "audit_head_not_truncated" BEFORE TRUNCATE ON "audit_head" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
