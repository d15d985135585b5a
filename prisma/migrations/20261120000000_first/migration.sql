-- CreateTable
CREATE TABLE "user_account" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "is_admin" BOOLEAN NOT NULL DEFAULT false,
    "is_sample" BOOLEAN NOT NULL DEFAULT false,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "program_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "program_id" UUID,
    "token_hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "email" TEXT,
    "roles" TEXT[],
    "handle" TEXT,
    "invited_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by" TEXT,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_attempt" (
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "login_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instance_setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "instance_setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "program" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "goal" TEXT NOT NULL,
    "cadence" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "first" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,
    "starts_on" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "working_days" INTEGER[],
    "holidays" TEXT[],
    "contingency" JSONB,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "head_revision" INTEGER NOT NULL DEFAULT 1,
    "is_sample" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "program_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "program_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "roles" TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("program_id","user_id")
);

-- CreateTable
CREATE TABLE "owner" (
    "program_id" UUID NOT NULL,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ord" INTEGER NOT NULL,
    "user_id" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "owner_pkey" PRIMARY KEY ("program_id","handle")
);

-- CreateTable
CREATE TABLE "lane" (
    "program_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "ord" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "mission" TEXT NOT NULL,
    "deliverables" TEXT[],
    "owners" TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "lane_pkey" PRIMARY KEY ("program_id","key")
);

-- CreateTable
CREATE TABLE "phase" (
    "program_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "ord" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "to" INTEGER NOT NULL,
    "focus" TEXT NOT NULL,
    "exit_criteria" TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "phase_pkey" PRIMARY KEY ("program_id","key")
);

-- CreateTable
CREATE TABLE "plan_node" (
    "program_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "plan_node_pkey" PRIMARY KEY ("program_id","key")
);

-- CreateTable
CREATE TABLE "milestone" (
    "program_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "ord" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "to" INTEGER NOT NULL,
    "criteria" TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "milestone_pkey" PRIMARY KEY ("program_id","key")
);

-- CreateTable
CREATE TABLE "task" (
    "program_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "ord" INTEGER NOT NULL,
    "lane_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "finish" INTEGER NOT NULL,
    "priority" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "parent_key" TEXT,
    "gate_key" TEXT,
    "owners" TEXT[],
    "checklist" JSONB NOT NULL,
    "moved_to" TEXT,
    "note" TEXT NOT NULL,
    "baseline_start" INTEGER NOT NULL,
    "baseline_finish" INTEGER NOT NULL,
    "actual_start" INTEGER,
    "actual_finish" INTEGER,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "task_pkey" PRIMARY KEY ("program_id","key")
);

-- CreateTable
CREATE TABLE "dependency" (
    "program_id" UUID NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "ord" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "lag" INTEGER NOT NULL,
    "note" TEXT NOT NULL,
    "listed" BOOLEAN NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "dependency_pkey" PRIMARY KEY ("program_id","from","to","kind")
);

-- CreateTable
CREATE TABLE "critical_path" (
    "program_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "ord" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "steps" TEXT[],

    CONSTRAINT "critical_path_pkey" PRIMARY KEY ("program_id","key")
);

-- CreateTable
CREATE TABLE "plan_section_entry" (
    "program_id" UUID NOT NULL,
    "section" TEXT NOT NULL,
    "ord" INTEGER NOT NULL,
    "data" JSON NOT NULL,

    CONSTRAINT "plan_section_entry_pkey" PRIMARY KEY ("program_id","section","ord")
);

-- CreateTable
CREATE TABLE "blocker" (
    "program_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "task_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by_id" TEXT NOT NULL,
    "opened_by_name" TEXT NOT NULL,
    "escalation_level" INTEGER NOT NULL DEFAULT 1,
    "paused_at" TIMESTAMPTZ(3),
    "pause_reason" TEXT NOT NULL DEFAULT '',
    "paused_ms" BIGINT NOT NULL DEFAULT 0,
    "resolved_at" TIMESTAMPTZ(3),
    "resolution" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "blocker_pkey" PRIMARY KEY ("program_id","key")
);

-- CreateTable
CREATE TABLE "gate" (
    "program_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "ord" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "baseline_at" INTEGER NOT NULL,
    "owners" TEXT[],
    "reviewers" TEXT[],
    "quorum" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'NotStarted',
    "round" INTEGER NOT NULL DEFAULT 0,
    "submitted_by_id" TEXT,
    "submitted_by_name" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "signed_at" TIMESTAMPTZ(3),
    "signed_sha" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "gate_pkey" PRIMARY KEY ("program_id","key")
);

-- CreateTable
CREATE TABLE "requirement" (
    "program_id" UUID NOT NULL,
    "gate_key" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "ord" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "accepts" TEXT[],
    "min" INTEGER NOT NULL,
    "freshness" TEXT NOT NULL,
    "max_age_hours" INTEGER,
    "workflow" TEXT,
    "rule" TEXT,

    CONSTRAINT "requirement_pkey" PRIMARY KEY ("program_id","gate_key","key")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "gate_key" TEXT NOT NULL,
    "requirement_key" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT,
    "reference" TEXT NOT NULL,
    "sha" TEXT,
    "digest" TEXT NOT NULL,
    "produced_at" TIMESTAMPTZ(3),
    "attached_at" TIMESTAMPTZ(3) NOT NULL,
    "attached_by_id" TEXT NOT NULL,
    "attached_by_name" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "sign_off" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "gate_key" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "handle" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "correlation_id" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "gate_revision" INTEGER NOT NULL,
    "release_sha" TEXT,
    "evidence" JSONB NOT NULL,

    CONSTRAINT "sign_off_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "gap" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "gate_key" TEXT NOT NULL,
    "requirement_key" TEXT,
    "text" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by_id" TEXT NOT NULL,
    "opened_by_name" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" TEXT,
    "closed_by_name" TEXT,
    "closing_note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "gap_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "waiver" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "gate_key" TEXT NOT NULL,
    "requirement_key" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "approver_id" TEXT NOT NULL,
    "approver_name" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "waiver_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "release_target" (
    "program_id" UUID NOT NULL,
    "repository" TEXT NOT NULL,
    "repository_id" BIGINT,
    "sha" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "release_target_pkey" PRIMARY KEY ("program_id")
);

-- CreateTable
CREATE TABLE "release_sha_change" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "sha" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "set_by_id" TEXT NOT NULL,
    "set_by_name" TEXT NOT NULL,

    CONSTRAINT "release_sha_change_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "workflow" (
    "program_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "ord" INTEGER NOT NULL,
    "workflow_id" BIGINT,
    "required" BOOLEAN NOT NULL,
    "events" TEXT[],

    CONSTRAINT "workflow_pkey" PRIMARY KEY ("program_id","path")
);

-- CreateTable
CREATE TABLE "ci_reading" (
    "program_id" UUID NOT NULL,
    "sha" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "ci_reading_pkey" PRIMARY KEY ("program_id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "program_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "correlation_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "revision" INTEGER NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("program_id","seq")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "program_id" UUID,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("scope","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_provider_id_account_id_key" ON "account"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

-- CreateIndex
CREATE INDEX "api_token_user_id_idx" ON "api_token"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_program_id_idx" ON "invitation"("program_id");

-- CreateIndex
CREATE INDEX "login_attempt_subject_at_idx" ON "login_attempt"("subject", "at");

-- CreateIndex
CREATE UNIQUE INDEX "program_slug_key" ON "program"("slug");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE INDEX "owner_user_id_idx" ON "owner"("user_id");

-- CreateIndex
CREATE INDEX "task_program_id_lane_key_idx" ON "task"("program_id", "lane_key");

-- CreateIndex
CREATE INDEX "task_program_id_parent_key_idx" ON "task"("program_id", "parent_key");

-- CreateIndex
CREATE INDEX "task_program_id_gate_key_idx" ON "task"("program_id", "gate_key");

-- CreateIndex
CREATE INDEX "dependency_program_id_to_idx" ON "dependency"("program_id", "to");

-- CreateIndex
CREATE INDEX "blocker_program_id_task_key_idx" ON "blocker"("program_id", "task_key");

-- CreateIndex
CREATE INDEX "evidence_program_id_gate_key_requirement_key_idx" ON "evidence"("program_id", "gate_key", "requirement_key");

-- CreateIndex
CREATE UNIQUE INDEX "sign_off_program_id_gate_key_round_actor_id_key" ON "sign_off"("program_id", "gate_key", "round", "actor_id");

-- CreateIndex
CREATE INDEX "gap_program_id_gate_key_idx" ON "gap"("program_id", "gate_key");

-- CreateIndex
CREATE INDEX "waiver_program_id_gate_key_idx" ON "waiver"("program_id", "gate_key");

-- CreateIndex
CREATE INDEX "release_sha_change_program_id_set_at_idx" ON "release_sha_change"("program_id", "set_at");

-- CreateIndex
CREATE INDEX "audit_event_program_id_subject_kind_subject_key_idx" ON "audit_event"("program_id", "subject_kind", "subject_key");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "owner" ADD CONSTRAINT "owner_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "owner" ADD CONSTRAINT "owner_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lane" ADD CONSTRAINT "lane_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phase" ADD CONSTRAINT "phase_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_node" ADD CONSTRAINT "plan_node_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_program_id_key_fkey" FOREIGN KEY ("program_id", "key") REFERENCES "plan_node"("program_id", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_program_id_key_fkey" FOREIGN KEY ("program_id", "key") REFERENCES "plan_node"("program_id", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_program_id_lane_key_fkey" FOREIGN KEY ("program_id", "lane_key") REFERENCES "lane"("program_id", "key") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_program_id_parent_key_fkey" FOREIGN KEY ("program_id", "parent_key") REFERENCES "plan_node"("program_id", "key") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_program_id_gate_key_fkey" FOREIGN KEY ("program_id", "gate_key") REFERENCES "plan_node"("program_id", "key") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dependency" ADD CONSTRAINT "dependency_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dependency" ADD CONSTRAINT "dependency_program_id_from_fkey" FOREIGN KEY ("program_id", "from") REFERENCES "plan_node"("program_id", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dependency" ADD CONSTRAINT "dependency_program_id_to_fkey" FOREIGN KEY ("program_id", "to") REFERENCES "plan_node"("program_id", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "critical_path" ADD CONSTRAINT "critical_path_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_section_entry" ADD CONSTRAINT "plan_section_entry_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocker" ADD CONSTRAINT "blocker_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocker" ADD CONSTRAINT "blocker_program_id_task_key_fkey" FOREIGN KEY ("program_id", "task_key") REFERENCES "task"("program_id", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate" ADD CONSTRAINT "gate_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate" ADD CONSTRAINT "gate_program_id_key_fkey" FOREIGN KEY ("program_id", "key") REFERENCES "plan_node"("program_id", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_program_id_gate_key_fkey" FOREIGN KEY ("program_id", "gate_key") REFERENCES "gate"("program_id", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_program_id_gate_key_fkey" FOREIGN KEY ("program_id", "gate_key") REFERENCES "gate"("program_id", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_program_id_gate_key_fkey" FOREIGN KEY ("program_id", "gate_key") REFERENCES "gate"("program_id", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gap" ADD CONSTRAINT "gap_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gap" ADD CONSTRAINT "gap_program_id_gate_key_fkey" FOREIGN KEY ("program_id", "gate_key") REFERENCES "gate"("program_id", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_program_id_gate_key_fkey" FOREIGN KEY ("program_id", "gate_key") REFERENCES "gate"("program_id", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_target" ADD CONSTRAINT "release_target_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_sha_change" ADD CONSTRAINT "release_sha_change_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow" ADD CONSTRAINT "workflow_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ci_reading" ADD CONSTRAINT "ci_reading_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── By hand from here: what the datamodel cannot say ─────────────────────────────────────────────────────────────────────────

-- Lists are empty, never null.
ALTER TABLE "api_token" ALTER COLUMN "scopes" SET NOT NULL;
ALTER TABLE "invitation" ALTER COLUMN "roles" SET NOT NULL;
ALTER TABLE "program" ALTER COLUMN "working_days" SET NOT NULL, ALTER COLUMN "holidays" SET NOT NULL;
ALTER TABLE "membership" ALTER COLUMN "roles" SET NOT NULL;
ALTER TABLE "lane" ALTER COLUMN "deliverables" SET NOT NULL, ALTER COLUMN "owners" SET NOT NULL;
ALTER TABLE "phase" ALTER COLUMN "exit_criteria" SET NOT NULL;
ALTER TABLE "milestone" ALTER COLUMN "criteria" SET NOT NULL;
ALTER TABLE "task" ALTER COLUMN "owners" SET NOT NULL;
ALTER TABLE "critical_path" ALTER COLUMN "steps" SET NOT NULL;
ALTER TABLE "gate" ALTER COLUMN "owners" SET NOT NULL, ALTER COLUMN "reviewers" SET NOT NULL;
ALTER TABLE "requirement" ALTER COLUMN "accepts" SET NOT NULL;
ALTER TABLE "workflow" ALTER COLUMN "events" SET NOT NULL;

-- Accounts. One address is one account, however it is capitalised.
CREATE UNIQUE INDEX "user_account_email_lower_key" ON "user_account" (lower("email"));
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_hash_is_sha256" CHECK ("token_hash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_scopes_known" CHECK ("scopes" <@ ARRAY['read', 'write', 'evidence'] AND cardinality("scopes") > 0);
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_hash_is_sha256" CHECK ("token_hash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_kind_known" CHECK ("kind" IN ('setup', 'invite'));
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_roles_known" CHECK ("roles" <@ ARRAY['lead', 'owner', 'reviewer', 'viewer']);
-- Accepted at most once, by somebody, and not after it was revoked.
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_ends_once" CHECK (
  ("accepted_at" IS NULL) = ("accepted_by" IS NULL) AND ("accepted_at" IS NULL OR "revoked_at" IS NULL)
);
-- One open set-up link at a time: making a new one revokes the last.
CREATE UNIQUE INDEX "invitation_one_open_setup" ON "invitation" ("kind") WHERE "kind" = 'setup' AND "accepted_at" IS NULL AND "revoked_at" IS NULL;
ALTER TABLE "membership" ADD CONSTRAINT "membership_roles_known" CHECK (
  "roles" <@ ARRAY['lead', 'owner', 'reviewer', 'viewer'] AND cardinality("roles") > 0
);

-- Programs and plans. Periods are whole numbers within generous bounds, so that arithmetic on them cannot overflow.
ALTER TABLE "program" ADD CONSTRAINT "program_slug_format" CHECK ("slug" ~ '^[a-z0-9-]{2,60}$');
ALTER TABLE "program" ADD CONSTRAINT "program_cadence_known" CHECK ("cadence" IN ('day', 'week'));
ALTER TABLE "program" ADD CONSTRAINT "program_span" CHECK ("first" <= "last" AND "first" >= -10000 AND "last" <= 100000);
ALTER TABLE "program" ADD CONSTRAINT "program_starts_on_is_date" CHECK ("starts_on" ~ '^\d{4}-\d{2}-\d{2}$');
ALTER TABLE "program" ADD CONSTRAINT "program_working_days_are_weekdays" CHECK (
  "working_days" <@ ARRAY[1, 2, 3, 4, 5, 6, 7] AND cardinality("working_days") > 0
);
ALTER TABLE "program" ADD CONSTRAINT "program_contingency_is_object" CHECK ("contingency" IS NULL OR jsonb_typeof("contingency") = 'object');
ALTER TABLE "program" ADD CONSTRAINT "program_revisions_count" CHECK ("revision" >= 1 AND "head_revision" >= 1);
ALTER TABLE "owner" ADD CONSTRAINT "owner_handle_format" CHECK ("handle" LIKE '@_%');
ALTER TABLE "phase" ADD CONSTRAINT "phase_span" CHECK ("from" <= "to" AND "from" >= -10000 AND "to" <= 100000);
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_span" CHECK ("from" <= "to" AND "from" >= -10000 AND "to" <= 100000);
ALTER TABLE "plan_node" ADD CONSTRAINT "plan_node_kind_known" CHECK ("kind" IN ('task', 'gate', 'milestone'));
ALTER TABLE "plan_node" ADD CONSTRAINT "plan_node_key_not_empty" CHECK ("key" <> '');
ALTER TABLE "task" ADD CONSTRAINT "task_span" CHECK ("start" <= "finish" AND "start" >= -10000 AND "finish" <= 100000);
ALTER TABLE "task" ADD CONSTRAINT "task_baseline_span" CHECK (
  "baseline_start" <= "baseline_finish" AND "baseline_start" >= -10000 AND "baseline_finish" <= 100000
);
ALTER TABLE "task" ADD CONSTRAINT "task_actual_span" CHECK (
  ("actual_finish" IS NULL OR "actual_start" IS NULL OR "actual_start" <= "actual_finish")
  AND ("actual_start" IS NULL OR "actual_start" BETWEEN -10000 AND 100000)
  AND ("actual_finish" IS NULL OR "actual_finish" BETWEEN -10000 AND 100000)
);
ALTER TABLE "task" ADD CONSTRAINT "task_priority_known" CHECK ("priority" IN ('P0', 'P1', 'P2', 'P3'));
ALTER TABLE "task" ADD CONSTRAINT "task_status_known" CHECK ("status" IN ('todo', 'in_progress', 'blocked', 'done', 'moved', 'dropped'));
ALTER TABLE "task" ADD CONSTRAINT "task_checklist_is_list" CHECK (jsonb_typeof("checklist") = 'array');
ALTER TABLE "task" ADD CONSTRAINT "task_not_its_own_parent" CHECK ("parent_key" IS NULL OR "parent_key" <> "key");
ALTER TABLE "dependency" ADD CONSTRAINT "dependency_kind_known" CHECK ("kind" IN ('hard', 'soft'));
ALTER TABLE "dependency" ADD CONSTRAINT "dependency_lag_bounds" CHECK ("lag" BETWEEN -10000 AND 10000);
ALTER TABLE "dependency" ADD CONSTRAINT "dependency_not_on_itself" CHECK ("from" <> "to");
ALTER TABLE "plan_section_entry" ADD CONSTRAINT "plan_section_entry_section_known" CHECK ("section" IN (
  'risks', 'checkpoints', 'metrics', 'allocations', 'checklists', 'runbook', 'playbooks', 'decisions', 'rituals', 'escalation', 'notes'
));
ALTER TABLE "plan_section_entry" ADD CONSTRAINT "plan_section_entry_data_is_object" CHECK (json_typeof("data") = 'object');
ALTER TABLE "blocker" ADD CONSTRAINT "blocker_severity_known" CHECK ("severity" IN ('P0', 'P1', 'P2', 'P3'));
ALTER TABLE "blocker" ADD CONSTRAINT "blocker_clock" CHECK ("paused_ms" >= 0 AND "escalation_level" >= 1);
ALTER TABLE "blocker" ADD CONSTRAINT "blocker_resolved_is_not_paused" CHECK ("resolved_at" IS NULL OR "paused_at" IS NULL);

-- Gates and proof.
ALTER TABLE "gate" ADD CONSTRAINT "gate_at_bounds" CHECK ("at" BETWEEN -10000 AND 100000 AND "baseline_at" BETWEEN -10000 AND 100000);
ALTER TABLE "gate" ADD CONSTRAINT "gate_quorum_positive" CHECK ("quorum" >= 1);
ALTER TABLE "gate" ADD CONSTRAINT "gate_state_known" CHECK (
  "state" IN ('NotStarted', 'InProgress', 'CompletedDocBaseline', 'ReadyForSignoff', 'SignedOff')
);
ALTER TABLE "gate" ADD CONSTRAINT "gate_round_counts" CHECK ("round" >= 0);
ALTER TABLE "gate" ADD CONSTRAINT "gate_signed_has_time" CHECK ("state" <> 'SignedOff' OR "signed_at" IS NOT NULL);
ALTER TABLE "gate" ADD CONSTRAINT "gate_submitted_by_somebody" CHECK (
  ("state" <> 'ReadyForSignoff' OR ("submitted_by_id" IS NOT NULL AND "submitted_at" IS NOT NULL))
  AND ("submitted_by_id" IS NULL) = ("submitted_by_name" IS NULL)
);
ALTER TABLE "gate" ADD CONSTRAINT "gate_signed_sha_format" CHECK ("signed_sha" IS NULL OR "signed_sha" ~ '^[0-9a-f]{40}$');
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_accepts_known" CHECK (
  "accepts" <@ ARRAY['doc', 'contract', 'code', 'test', 'ci_run', 'artifact', 'link']
);
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_min_bounds" CHECK ("min" BETWEEN 0 AND 1000);
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_freshness_known" CHECK ("freshness" IN ('release_sha', 'max_age', 'none'));
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_max_age_positive" CHECK ("max_age_hours" IS NULL OR "max_age_hours" > 0);
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_rule_known" CHECK (
  "rule" IS NULL OR "rule" IN ('p0_done', 'no_open_blockers', 'earlier_gates_signed', 'no_unresolved_high_findings', 'workflows_green')
);
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_type_known" CHECK (
  "type" IN ('doc', 'contract', 'code', 'test', 'ci_run', 'artifact', 'link')
);
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_url_is_web" CHECK ("url" IS NULL OR "url" ~* '^https?://');
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_sha_format" CHECK ("sha" IS NULL OR "sha" ~ '^[0-9a-f]{40}$');
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_digest_not_empty" CHECK ("digest" <> '');
-- The same proof twice is one proof: it must not count twice towards how many a requirement needs.
CREATE UNIQUE INDEX "evidence_attached_once" ON "evidence" ("program_id", "gate_key", "requirement_key", "digest") WHERE "withdrawn_at" IS NULL;
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_decision_known" CHECK ("decision" IN ('approve', 'return'));
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_round_counts" CHECK ("round" >= 0 AND "gate_revision" >= 1);
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_release_sha_format" CHECK ("release_sha" IS NULL OR "release_sha" ~ '^[0-9a-f]{40}$');
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_evidence_is_list" CHECK (jsonb_typeof("evidence") = 'array');
ALTER TABLE "gap" ADD CONSTRAINT "gap_closed_by_somebody" CHECK (
  ("closed_at" IS NULL) = ("closed_by_id" IS NULL) AND ("closed_by_id" IS NULL) = ("closed_by_name" IS NULL)
);
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_has_reason_and_end" CHECK ("reason" <> '' AND "expires_at" > "granted_at");

-- Release target and CI. A commit is its full 40 hex digits, lower case.
ALTER TABLE "release_target" ADD CONSTRAINT "release_target_sha_format" CHECK ("sha" IS NULL OR "sha" ~ '^[0-9a-f]{40}$');
ALTER TABLE "release_target" ADD CONSTRAINT "release_target_repository_format" CHECK ("repository" ~ '^[^/\s]+/[^/\s]+$');
ALTER TABLE "release_sha_change" ADD CONSTRAINT "release_sha_change_sha_format" CHECK ("sha" ~ '^[0-9a-f]{40}$');
ALTER TABLE "ci_reading" ADD CONSTRAINT "ci_reading_sha_format" CHECK ("sha" ~ '^[0-9a-f]{40}$');
ALTER TABLE "ci_reading" ADD CONSTRAINT "ci_reading_data_is_object" CHECK (jsonb_typeof("data") = 'object');

-- The record.
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_counts" CHECK ("seq" >= 1 AND "revision" >= 1);
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_status" CHECK ("status" BETWEEN 100 AND 599);

-- Sign-offs and audit events are written once. Privileges cannot say that here (the embedded database runs as superuser, whom a
-- REVOKE does not bind), triggers can. A program may still be deleted whole: the transaction that does so first names it in the
-- setting gatehouse.deleting_program, which ends with that transaction; only that program's rows may then go.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('gatehouse.deleting_program', true) = OLD.program_id::text THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'a row of "%" is written once: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'GH001';
END
$$;
CREATE FUNCTION "refuse_truncate"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of "%" are written once: TRUNCATE is refused', TG_TABLE_NAME USING ERRCODE = 'GH001';
END
$$;
CREATE TRIGGER "sign_off_written_once" BEFORE UPDATE OR DELETE ON "sign_off" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "sign_off_not_truncated" BEFORE TRUNCATE ON "sign_off" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
CREATE TRIGGER "audit_event_written_once" BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_event_not_truncated" BEFORE TRUNCATE ON "audit_event" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
