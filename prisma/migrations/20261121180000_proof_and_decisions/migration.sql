-- AlterTable
ALTER TABLE "evidence" ADD COLUMN     "details" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "file_sha256" TEXT,
ADD COLUMN     "observation" JSONB,
ADD COLUMN     "replaces" UUID,
ADD COLUMN     "withdraw_reason" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "gate" ADD COLUMN     "sign_roles" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "owner" ADD COLUMN     "signs_as" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "program" ADD COLUMN     "step_up" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "requirement" ADD COLUMN     "one_of" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "warn_hours" INTEGER;

-- AlterTable
ALTER TABLE "sign_off" ADD COLUMN     "ci" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "frozen" JSON,
ADD COLUMN     "frozen_digest" TEXT,
ADD COLUMN     "identity" JSONB,
ADD COLUMN     "on_behalf_of" TEXT,
ADD COLUMN     "role" TEXT;

-- AlterTable
ALTER TABLE "waiver" ADD COLUMN     "revoke_reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "revoked_at" TIMESTAMPTZ(3),
ADD COLUMN     "revoked_by_id" TEXT,
ADD COLUMN     "revoked_by_name" TEXT;

-- CreateTable
CREATE TABLE "stored_file" (
    "program_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "uploaded_by_id" TEXT NOT NULL,
    "uploaded_by_name" TEXT NOT NULL,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("program_id","sha256")
);

-- CreateTable
CREATE TABLE "delegation" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "handle" TEXT NOT NULL,
    "to_id" TEXT NOT NULL,
    "to_name" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "go_no_go" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by_id" TEXT NOT NULL,
    "opened_by_name" TEXT NOT NULL,
    "deadline" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" TEXT,
    "decided_by_name" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "override" BOOLEAN NOT NULL DEFAULT false,
    "facts" JSON,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "go_no_go_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "go_no_go_vote" (
    "program_id" UUID NOT NULL,
    "go_no_go_id" UUID NOT NULL,
    "lane_key" TEXT NOT NULL,
    "lane_name" TEXT NOT NULL,
    "vote" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "handle" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "go_no_go_vote_pkey" PRIMARY KEY ("program_id","go_no_go_id","lane_key")
);

-- CreateTable
CREATE TABLE "checkpoint" (
    "program_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "envelope" TEXT NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "delivery_error" TEXT,

    CONSTRAINT "checkpoint_pkey" PRIMARY KEY ("program_id","seq","reason")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "key_id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),
    "rotation" TEXT,

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("key_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "go_no_go_program_id_number_key" ON "go_no_go"("program_id", "number");

-- CreateIndex
CREATE INDEX "evidence_program_id_file_sha256_idx" ON "evidence"("program_id", "file_sha256");

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_program_id_file_sha256_fkey" FOREIGN KEY ("program_id", "file_sha256") REFERENCES "stored_file"("program_id", "sha256") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "go_no_go" ADD CONSTRAINT "go_no_go_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "go_no_go_vote" ADD CONSTRAINT "go_no_go_vote_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "go_no_go_vote" ADD CONSTRAINT "go_no_go_vote_program_id_go_no_go_id_fkey" FOREIGN KEY ("program_id", "go_no_go_id") REFERENCES "go_no_go"("program_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkpoint" ADD CONSTRAINT "checkpoint_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the datamodel cannot say.
ALTER TABLE "owner" ALTER COLUMN "signs_as" SET NOT NULL;
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_digest" CHECK ("sha256" ~ '^[0-9a-f]{64}$' AND "size" >= 0);
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_warn_hours" CHECK ("warn_hours" IS NULL OR "warn_hours" >= 0);
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_frozen_digest" CHECK (("frozen" IS NULL) = ("frozen_digest" IS NULL));
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_revoked_by" CHECK (("revoked_at" IS NULL) = ("revoked_by_id" IS NULL));
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_span" CHECK ("until" > "from");
ALTER TABLE "go_no_go" ADD CONSTRAINT "go_no_go_decision" CHECK ("decision" IS NULL OR "decision" IN ('GO', 'NO-GO'));
ALTER TABLE "go_no_go" ADD CONSTRAINT "go_no_go_decided" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by_id" IS NULL));
ALTER TABLE "go_no_go" ADD CONSTRAINT "go_no_go_override_has_reason" CHECK (NOT "override" OR length(trim("reason")) > 0);
ALTER TABLE "go_no_go_vote" ADD CONSTRAINT "go_no_go_vote_word" CHECK ("vote" IN ('go', 'no_go', 'abstain'));
ALTER TABLE "checkpoint" ADD CONSTRAINT "checkpoint_format" CHECK ("seq" >= 1 AND "hash" ~ '^[0-9a-f]{64}$' AND "reason" IN ('sign_off', 'daily', 'manual'));
ALTER TABLE "signing_key" ADD CONSTRAINT "signing_key_format" CHECK ("key_id" ~ '^[0-9a-f]{64}$');

-- One go/no-go at a time.
CREATE UNIQUE INDEX "go_no_go_one_open" ON "go_no_go"("program_id") WHERE "decision" IS NULL;

-- A checkpoint says for good where the record ended; only whether it was delivered may be noted later.
CREATE FUNCTION "keep_checkpoint"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_setting('gatehouse.deleting_program', true) = OLD.program_id::text THEN RETURN OLD; END IF;
  ELSIF (NEW.program_id, NEW.seq, NEW.hash, NEW.at, NEW.reason, NEW.key_id, NEW.envelope)
    IS NOT DISTINCT FROM (OLD.program_id, OLD.seq, OLD.hash, OLD.at, OLD.reason, OLD.key_id, OLD.envelope) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a checkpoint is written once: % is refused', TG_OP USING ERRCODE = 'GH001';
END
$$;
CREATE TRIGGER "checkpoint_kept" BEFORE UPDATE OR DELETE ON "checkpoint" FOR EACH ROW EXECUTE FUNCTION "keep_checkpoint"();
CREATE TRIGGER "checkpoint_not_truncated" BEFORE TRUNCATE ON "checkpoint" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
