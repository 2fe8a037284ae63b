CREATE TABLE "rescues" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"rescuer_id" uuid NOT NULL,
	"named_by" uuid NOT NULL,
	"status" text NOT NULL,
	"named_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"vote_id" uuid,
	"vote_kind" text GENERATED ALWAYS AS ('rescue') STORED,
	"pay_until" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	"former_owner_id" uuid,
	CONSTRAINT "rescues_vote_id_unique" UNIQUE("vote_id"),
	CONSTRAINT "rescues_ended_at_when" CHECK (("rescues"."ended_at" is not null) = ("rescues"."status" in ('rescued', 'rejected', 'lapsed'))),
	CONSTRAINT "rescues_end_reason_when" CHECK (("rescues"."end_reason" is not null) = ("rescues"."status" in ('lapsed'))),
	CONSTRAINT "rescues_former_owner_id_when" CHECK (("rescues"."former_owner_id" is not null) = ("rescues"."status" in ('rescued'))),
	CONSTRAINT "rescues_accepted" CHECK ("rescues"."status" not in ('accepted', 'voting', 'won', 'runner_up', 'rescued', 'rejected')
        or "rescues"."accepted_at" is not null),
	CONSTRAINT "rescues_vote" CHECK (case when "rescues"."status" in ('named', 'accepted') then "rescues"."vote_id" is null
        when "rescues"."status" in ('voting', 'won', 'runner_up', 'rescued', 'rejected') then "rescues"."vote_id" is not null
        else true end),
	CONSTRAINT "rescues_pay" CHECK ("rescues"."status" not in ('won', 'rescued') or "rescues"."pay_until" is not null),
	CONSTRAINT "rescues_accepted_at_order" CHECK ("rescues"."accepted_at" >= "rescues"."named_at"),
	CONSTRAINT "rescues_ended_at_order" CHECK ("rescues"."ended_at" >= "rescues"."named_at"),
	CONSTRAINT "rescues_status_enum" CHECK ("rescues"."status" in ('named', 'accepted', 'voting', 'won', 'runner_up', 'rescued', 'rejected', 'lapsed')),
	CONSTRAINT "rescues_end_reason_enum" CHECK ("rescues"."end_reason" in ('declined', 'paid', 'not-paid', 'not-eligible', 'another-rescued', 'out-of-time'))
);
--> statement-breakpoint
ALTER TABLE "refunds" DROP CONSTRAINT "refunds_cause_enum";--> statement-breakpoint
ALTER TABLE "subscriptions" DROP CONSTRAINT "subscriptions_status_enum";--> statement-breakpoint
ALTER TABLE "policies" DROP CONSTRAINT "policies_majority_enum";--> statement-breakpoint
ALTER TABLE "votes" DROP CONSTRAINT "votes_region_id_when";--> statement-breakpoint
ALTER TABLE "votes" DROP CONSTRAINT "votes_quorum_bp_when";--> statement-breakpoint
ALTER TABLE "votes" DROP CONSTRAINT "votes_threshold_bp_when";--> statement-breakpoint
ALTER TABLE "votes" DROP CONSTRAINT "votes_kind_enum";--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "rescue_id" uuid;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "handed_over_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rescues" ADD CONSTRAINT "rescues_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rescues" ADD CONSTRAINT "rescues_rescuer_id_users_id_fk" FOREIGN KEY ("rescuer_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rescues" ADD CONSTRAINT "rescues_named_by_users_id_fk" FOREIGN KEY ("named_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rescues" ADD CONSTRAINT "rescues_former_owner_id_users_id_fk" FOREIGN KEY ("former_owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rescues" ADD CONSTRAINT "rescues_vote_id_vote_kind_votes_id_kind_fk" FOREIGN KEY ("vote_id","vote_kind") REFERENCES "public"."votes"("id","kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rescues_region_idx" ON "rescues" USING btree ("region_id","named_at");--> statement-breakpoint
CREATE INDEX "rescues_rescuer_idx" ON "rescues" USING btree ("rescuer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rescues_open_key" ON "rescues" USING btree ("region_id","rescuer_id") WHERE status in ('named', 'accepted', 'voting', 'won', 'runner_up');--> statement-breakpoint
CREATE UNIQUE INDEX "rescues_won_key" ON "rescues" USING btree ("region_id") WHERE status = 'won';--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_rescue_id_rescues_id_fk" FOREIGN KEY ("rescue_id") REFERENCES "public"."rescues"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "subscriptions_rescue_idx" ON "subscriptions" USING btree ("rescue_id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_rescue_key" ON "subscriptions" USING btree ("rescue_id") WHERE rescue_id is not null and region_id is not null;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_cause_enum" CHECK ("refunds"."cause" in ('administrator', 'name-taken', 'owner-gone', 'region-kept', 'handed-over'));--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_status_enum" CHECK ("subscriptions"."status" in ('pending', 'active', 'grace', 'suspended', 'evacuating', 'archived', 'terminated', 'cancelled', 'abandoned', 'handed_over'));--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_majority_enum" CHECK ("policies"."majority" in ('simple', 'two_thirds', 'two_thirds_of_roll'));--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_region_id_when" CHECK (("votes"."region_id" is not null) = ("votes"."kind" in ('policy', 'election', 'treaty', 'recall', 'rescue')));--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_quorum_bp_when" CHECK (("votes"."quorum_bp" is not null) = ("votes"."kind" in ('policy', 'treaty', 'recall', 'rescue', 'council')));--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_threshold_bp_when" CHECK (("votes"."threshold_bp" is not null) = ("votes"."kind" in ('policy', 'treaty', 'recall', 'rescue', 'council')));--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_kind_enum" CHECK ("votes"."kind" in ('policy', 'election', 'treaty', 'recall', 'rescue', 'council'));