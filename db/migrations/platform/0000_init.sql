CREATE TABLE "billing_events" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"subscription_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "billing_events_detail_json" CHECK (jsonb_typeof("billing_events"."detail") = 'object')
);
--> statement-breakpoint
CREATE TABLE "payment_ledger" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"subscription_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"paypal_id" text NOT NULL,
	"sale_id" text,
	"amount_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payment_ledger_amount_minor_range" CHECK ("payment_ledger"."amount_minor" >= 1),
	CONSTRAINT "payment_ledger_kind_enum" CHECK ("payment_ledger"."kind" in ('payment', 'refund', 'reversal')),
	CONSTRAINT "payment_ledger_currency_enum" CHECK ("payment_ledger"."currency" in ('USD'))
);
--> statement-breakpoint
CREATE TABLE "paypal_bindings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subscription_id" uuid NOT NULL,
	"paypal_subscription_id" text,
	"approval_url" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "paypal_inbox" (
	"event_id" text PRIMARY KEY NOT NULL,
	"event_type" text NOT NULL,
	"raw_body" "bytea" NOT NULL,
	"headers" jsonb NOT NULL,
	"source" text NOT NULL,
	"paypal_subscription_id" text,
	"received_at" timestamp with time zone NOT NULL,
	"processed_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"outcome" text,
	"last_error" text,
	CONSTRAINT "paypal_inbox_headers_json" CHECK (jsonb_typeof("paypal_inbox"."headers") = 'object'),
	CONSTRAINT "paypal_inbox_attempts_range" CHECK ("paypal_inbox"."attempts" >= 0),
	CONSTRAINT "paypal_inbox_outcome_together" CHECK (("paypal_inbox"."processed_at" is null) = ("paypal_inbox"."outcome" is null)),
	CONSTRAINT "paypal_inbox_source_enum" CHECK ("paypal_inbox"."source" in ('webhook', 'reconciliation')),
	CONSTRAINT "paypal_inbox_outcome_enum" CHECK ("paypal_inbox"."outcome" in ('applied', 'not-ours', 'unreadable', 'waits-for-its-sale', 'done-before'))
);
--> statement-breakpoint
CREATE TABLE "paypal_plans" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"environment" text NOT NULL,
	"plan" text NOT NULL,
	"product_id" text NOT NULL,
	"paypal_plan_id" text NOT NULL,
	"amount_minor" integer NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "paypal_plans_amount_minor_range" CHECK ("paypal_plans"."amount_minor" >= 1),
	CONSTRAINT "paypal_plans_environment_enum" CHECK ("paypal_plans"."environment" in ('simulator', 'sandbox', 'live')),
	CONSTRAINT "paypal_plans_plan_enum" CHECK ("paypal_plans"."plan" in ('regional_owner', 'galactic_citizen')),
	CONSTRAINT "paypal_plans_currency_enum" CHECK ("paypal_plans"."currency" in ('USD'))
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"plan" text NOT NULL,
	"region_id" uuid,
	"draft" jsonb,
	"status" text NOT NULL,
	"state" jsonb NOT NULL,
	"paypal_subscription_id" text,
	"paypal_status" text,
	"approval_url" text,
	"amount_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"paid_through" timestamp with time zone,
	"grace_until" timestamp with time zone,
	"cancel_requested_at" timestamp with time zone,
	"next_transition_at" timestamp with time zone,
	"flagged" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"reconciled_at" timestamp with time zone,
	"revision" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "subscriptions_draft_json" CHECK (jsonb_typeof("subscriptions"."draft") = 'object'),
	CONSTRAINT "subscriptions_state_json" CHECK (jsonb_typeof("subscriptions"."state") = 'object'),
	CONSTRAINT "subscriptions_amount_minor_range" CHECK ("subscriptions"."amount_minor" >= 1),
	CONSTRAINT "subscriptions_revision_range" CHECK ("subscriptions"."revision" >= 0),
	CONSTRAINT "subscriptions_updated_at_order" CHECK ("subscriptions"."updated_at" >= "subscriptions"."created_at"),
	CONSTRAINT "subscriptions_plan_enum" CHECK ("subscriptions"."plan" in ('regional_owner', 'galactic_citizen')),
	CONSTRAINT "subscriptions_status_enum" CHECK ("subscriptions"."status" in ('pending', 'active', 'grace', 'suspended', 'evacuating', 'archived', 'terminated', 'cancelled', 'abandoned')),
	CONSTRAINT "subscriptions_paypal_status_enum" CHECK ("subscriptions"."paypal_status" in ('APPROVAL_PENDING', 'APPROVED', 'ACTIVE', 'SUSPENDED', 'CANCELLED', 'EXPIRED')),
	CONSTRAINT "subscriptions_currency_enum" CHECK ("subscriptions"."currency" in ('USD'))
);
--> statement-breakpoint
CREATE TABLE "council_motions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"motion_type" text NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"proposed_value" integer,
	"seat_region_id" uuid NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"seats" jsonb NOT NULL,
	"vote_id" uuid NOT NULL,
	"vote_kind" text GENERATED ALWAYS AS ('council') STORED,
	"status" text NOT NULL,
	"effective_at" timestamp with time zone,
	"implemented_at" timestamp with time zone,
	"law_id" uuid,
	CONSTRAINT "council_motions_vote_id_unique" UNIQUE("vote_id"),
	CONSTRAINT "council_motions_proposed_value_range" CHECK ("council_motions"."proposed_value" >= 0),
	CONSTRAINT "council_motions_seats_json" CHECK (jsonb_typeof("council_motions"."seats") = 'array'),
	CONSTRAINT "council_motions_motion_type_enum" CHECK ("council_motions"."motion_type" in ('gate_toll', 'nexus_tax', 'motion')),
	CONSTRAINT "council_motions_status_enum" CHECK ("council_motions"."status" in ('voting', 'passed', 'rejected', 'implemented', 'withdrawn', 'superseded'))
);
--> statement-breakpoint
CREATE TABLE "nexus_laws" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"changes" jsonb NOT NULL,
	"motion_id" uuid,
	"enacted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "nexus_laws_number_range" CHECK ("nexus_laws"."number" >= 1),
	CONSTRAINT "nexus_laws_changes_json" CHECK (jsonb_typeof("nexus_laws"."changes") = 'array'),
	CONSTRAINT "nexus_laws_kind_enum" CHECK ("nexus_laws"."kind" in ('founding', 'law', 'resolution'))
);
--> statement-breakpoint
CREATE TABLE "nexus_settings" (
	"id" text PRIMARY KEY NOT NULL,
	"gate_toll_credits" bigint NOT NULL,
	"nexus_tax_bp" integer NOT NULL,
	"version" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "nexus_settings_gate_toll_credits_range" CHECK ("nexus_settings"."gate_toll_credits" between 0 and 1000),
	CONSTRAINT "nexus_settings_nexus_tax_bp_range" CHECK ("nexus_settings"."nexus_tax_bp" between 0 and 1500),
	CONSTRAINT "nexus_settings_version_range" CHECK ("nexus_settings"."version" >= 1),
	CONSTRAINT "nexus_settings_id_enum" CHECK ("nexus_settings"."id" in ('nexus'))
);
--> statement-breakpoint
CREATE TABLE "treaties" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_a" uuid NOT NULL,
	"region_b" uuid NOT NULL,
	"treaty_type" text NOT NULL,
	"terms" jsonb NOT NULL,
	"offered_by" uuid NOT NULL,
	"round" integer DEFAULT 1 NOT NULL,
	"status" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"window_closes_at" timestamp with time zone NOT NULL,
	"signed_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"notice_given_at" timestamp with time zone,
	"notice_given_by" uuid,
	"ends_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"renews_id" uuid,
	"term_from" timestamp with time zone,
	"next_reminder_at" timestamp with time zone,
	CONSTRAINT "treaties_two_regions" CHECK ("treaties"."region_a" <> "treaties"."region_b"),
	CONSTRAINT "treaties_offered_by" CHECK ("treaties"."offered_by" in ("treaties"."region_a", "treaties"."region_b")),
	CONSTRAINT "treaties_terms_json" CHECK (jsonb_typeof("treaties"."terms") = 'object'),
	CONSTRAINT "treaties_round_range" CHECK ("treaties"."round" >= 1),
	CONSTRAINT "treaties_window_closes_at_order" CHECK ("treaties"."window_closes_at" > "treaties"."proposed_at"),
	CONSTRAINT "treaties_treaty_type_enum" CHECK ("treaties"."treaty_type" in ('trade_agreement', 'non_aggression', 'defense_pact', 'cultural_exchange', 'open_borders')),
	CONSTRAINT "treaties_status_enum" CHECK ("treaties"."status" in ('proposed', 'ratifying', 'active', 'notice', 'ended', 'rejected', 'expired'))
);
--> statement-breakpoint
CREATE TABLE "treaty_breaches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"treaty_id" uuid NOT NULL,
	"region_id" uuid NOT NULL,
	"reported_by" uuid NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	"answer" text,
	"answered_by" uuid,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "treaty_offers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"treaty_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"region_id" uuid NOT NULL,
	"terms" jsonb NOT NULL,
	"offered_by" uuid NOT NULL,
	"offered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "treaty_offers_round_range" CHECK ("treaty_offers"."round" >= 1),
	CONSTRAINT "treaty_offers_terms_json" CHECK (jsonb_typeof("treaty_offers"."terms") = 'object')
);
--> statement-breakpoint
CREATE TABLE "treaty_sides" (
	"treaty_id" uuid NOT NULL,
	"region_id" uuid NOT NULL,
	"status" text NOT NULL,
	"signed_by" uuid,
	"signed_at" timestamp with time zone,
	"vote_id" uuid,
	"vote_kind" text GENERATED ALWAYS AS ('treaty') STORED,
	CONSTRAINT "treaty_sides_treaty_id_region_id_pk" PRIMARY KEY("treaty_id","region_id"),
	CONSTRAINT "treaty_sides_vote_id_unique" UNIQUE("vote_id"),
	CONSTRAINT "treaty_sides_vote" CHECK (case when "treaty_sides"."status" = 'unsigned' then "treaty_sides"."vote_id" is null
        else "treaty_sides"."status" in ('ratified', 'refused') or "treaty_sides"."vote_id" is not null end),
	CONSTRAINT "treaty_sides_status_enum" CHECK ("treaty_sides"."status" in ('unsigned', 'voting', 'ratified', 'refused', 'stopped'))
);
--> statement-breakpoint
CREATE TABLE "candidacies" (
	"election_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"nominated_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "candidacies_election_id_user_id_pk" PRIMARY KEY("election_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "elections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"position" text NOT NULL,
	"seats" integer NOT NULL,
	"method" text DEFAULT 'weighted_plurality' NOT NULL,
	"status" text NOT NULL,
	"called_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"voting_opens_at" timestamp with time zone NOT NULL,
	"voting_days" integer NOT NULL,
	"vote_id" uuid,
	"vote_kind" text GENERATED ALWAYS AS ('election') STORED,
	"lottery_commitment" text NOT NULL,
	"lottery_secret" text NOT NULL,
	"cancelled_at" timestamp with time zone,
	"cancel_reason" text,
	"cancelled_by" uuid,
	CONSTRAINT "elections_vote_id_unique" UNIQUE("vote_id"),
	CONSTRAINT "elections_vote_id_when" CHECK (("elections"."vote_id" is not null) = ("elections"."status" in ('active', 'completed'))),
	CONSTRAINT "elections_cancelled_at_when" CHECK (("elections"."cancelled_at" is not null) = ("elections"."status" in ('cancelled'))),
	CONSTRAINT "elections_cancel_reason_when" CHECK (("elections"."cancel_reason" is not null) = ("elections"."status" in ('cancelled'))),
	CONSTRAINT "elections_voting_days_range" CHECK ("elections"."voting_days" >= 1),
	CONSTRAINT "elections_seats_range" CHECK ("elections"."seats" >= 1),
	CONSTRAINT "elections_position_enum" CHECK ("elections"."position" in ('governor', 'council_member', 'ambassador', 'trade_commissioner')),
	CONSTRAINT "elections_method_enum" CHECK ("elections"."method" in ('weighted_plurality', 'ranked_choice')),
	CONSTRAINT "elections_status_enum" CHECK ("elections"."status" in ('pending', 'active', 'completed', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "offices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"position" text NOT NULL,
	"user_id" uuid NOT NULL,
	"election_id" uuid,
	"term_from" timestamp with time zone NOT NULL,
	"term_until" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	CONSTRAINT "offices_term_until_order" CHECK ("offices"."term_until" > "offices"."term_from"),
	CONSTRAINT "offices_position_enum" CHECK ("offices"."position" in ('governor', 'council_member', 'ambassador', 'trade_commissioner')),
	CONSTRAINT "offices_end_reason_enum" CHECK ("offices"."end_reason" in ('term_over', 'replaced_by_election', 'resigned', 'recalled', 'left_region'))
);
--> statement-breakpoint
CREATE TABLE "recall_signatures" (
	"recall_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "recall_signatures_recall_id_user_id_pk" PRIMARY KEY("recall_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "recalls" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"office_id" uuid NOT NULL,
	"position" text NOT NULL,
	"holder_id" uuid NOT NULL,
	"started_by" uuid NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"petition_ends_at" timestamp with time zone NOT NULL,
	"vote_id" uuid,
	"vote_kind" text GENERATED ALWAYS AS ('recall') STORED,
	"lapsed_at" timestamp with time zone,
	"lapse_reason" text,
	CONSTRAINT "recalls_vote_id_unique" UNIQUE("vote_id"),
	CONSTRAINT "recalls_lapsed_at_when" CHECK (("recalls"."lapsed_at" is not null) = ("recalls"."status" in ('lapsed'))),
	CONSTRAINT "recalls_lapse_reason_when" CHECK (("recalls"."lapse_reason" is not null) = ("recalls"."status" in ('lapsed'))),
	CONSTRAINT "recalls_vote" CHECK (case "recalls"."status" when 'petition' then "recalls"."vote_id" is null when 'lapsed' then true
        else "recalls"."vote_id" is not null end),
	CONSTRAINT "recalls_position_enum" CHECK ("recalls"."position" in ('governor', 'council_member', 'ambassador', 'trade_commissioner')),
	CONSTRAINT "recalls_status_enum" CHECK ("recalls"."status" in ('petition', 'voting', 'recalled', 'kept', 'lapsed'))
);
--> statement-breakpoint
CREATE TABLE "admin_invites" (
	"hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"used_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "admin_invites_expires_at_order" CHECK ("admin_invites"."expires_at" > "admin_invites"."created_at"),
	CONSTRAINT "admin_invites_used_at_order" CHECK ("admin_invites"."used_at" >= "admin_invites"."created_at"),
	CONSTRAINT "admin_invites_used" CHECK ("admin_invites"."used_by" is null or "admin_invites"."used_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "notification_preferences" (
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"enabled" boolean NOT NULL,
	CONSTRAINT "notification_preferences_user_id_kind_pk" PRIMARY KEY("user_id","kind"),
	CONSTRAINT "notification_preferences_kind_enum" CHECK ("notification_preferences"."kind" in ('vote-opened', 'vote-closing', 'vote-result', 'law', 'election', 'treaty', 'recall', 'delegation', 'membership'))
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"href" text,
	"region_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "notifications_title_length" CHECK (char_length("notifications"."title") between 1 and 300),
	CONSTRAINT "notifications_read_at_order" CHECK ("notifications"."read_at" >= "notifications"."created_at")
);
--> statement-breakpoint
CREATE TABLE "platform_facts" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"family_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "refresh_tokens_expires_at_order" CHECK ("refresh_tokens"."expires_at" > "refresh_tokens"."created_at"),
	CONSTRAINT "refresh_tokens_used_at_order" CHECK ("refresh_tokens"."used_at" >= "refresh_tokens"."created_at"),
	CONSTRAINT "refresh_tokens_revoked_at_order" CHECK ("refresh_tokens"."revoked_at" >= "refresh_tokens"."created_at")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"callsign" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text DEFAULT 'player' NOT NULL,
	"starting_credits_from" uuid,
	"starting_credits" bigint,
	"starting_credits_paid_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "users_email_length" CHECK (char_length("users"."email") between 3 and 254),
	CONSTRAINT "users_email_normalised" CHECK ("users"."email" = lower(btrim("users"."email"))),
	CONSTRAINT "users_callsign_length" CHECK (char_length("users"."callsign") between 3 and 24),
	CONSTRAINT "users_callsign_shape" CHECK ("users"."callsign" ~ '^[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*$'),
	CONSTRAINT "users_starting_credits_range" CHECK ("users"."starting_credits" >= 0),
	CONSTRAINT "users_starting_credits_together" CHECK (("users"."starting_credits_from" is null) = ("users"."starting_credits" is null)),
	CONSTRAINT "users_paid_what_was_owed" CHECK ("users"."starting_credits_paid_at" is null or "users"."starting_credits" is not null),
	CONSTRAINT "users_role_enum" CHECK ("users"."role" in ('player', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "membership_applications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"wants" text NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	CONSTRAINT "membership_applications_decided_at_when" CHECK (("membership_applications"."decided_at" is not null) = ("membership_applications"."status" in ('approved', 'refused', 'withdrawn'))),
	CONSTRAINT "membership_applications_decided_at_order" CHECK ("membership_applications"."decided_at" >= "membership_applications"."requested_at"),
	CONSTRAINT "membership_applications_wants_enum" CHECK ("membership_applications"."wants" in ('resident', 'citizen')),
	CONSTRAINT "membership_applications_status_enum" CHECK ("membership_applications"."status" in ('open', 'invited', 'approved', 'refused', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"region_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"type" text NOT NULL,
	"reputation" integer DEFAULT 0 NOT NULL,
	"voting_power" integer DEFAULT 100 NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"resident_since" timestamp with time zone,
	"citizen_since" timestamp with time zone,
	"last_visit_at" timestamp with time zone NOT NULL,
	"total_visits" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "memberships_region_id_user_id_pk" PRIMARY KEY("region_id","user_id"),
	CONSTRAINT "memberships_reputation_range" CHECK ("memberships"."reputation" between 0 and 1000),
	CONSTRAINT "memberships_voting_power_range" CHECK ("memberships"."voting_power" between 0 and 150),
	CONSTRAINT "memberships_total_visits_range" CHECK ("memberships"."total_visits" >= 1),
	CONSTRAINT "memberships_resident_since" CHECK ("memberships"."type" = 'visitor' or "memberships"."resident_since" is not null),
	CONSTRAINT "memberships_citizen_since" CHECK ("memberships"."type" <> 'citizen' or "memberships"."citizen_since" is not null),
	CONSTRAINT "memberships_type_enum" CHECK ("memberships"."type" in ('visitor', 'resident', 'citizen'))
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigserial NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_id" uuid,
	"actor_kind" text NOT NULL,
	"action" text NOT NULL,
	"region_id" uuid,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "audit_log_at_id_pk" PRIMARY KEY("at","id"),
	CONSTRAINT "audit_log_actor_id_when" CHECK (("audit_log"."actor_id" is not null) = ("audit_log"."actor_kind" in ('user'))),
	CONSTRAINT "audit_log_detail_json" CHECK (jsonb_typeof("audit_log"."detail") = 'object'),
	CONSTRAINT "audit_log_actor_kind_enum" CHECK ("audit_log"."actor_kind" in ('anonymous', 'user', 'system'))
);
--> statement-breakpoint
CREATE TABLE "job_outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"run_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "job_outbox_payload_json" CHECK (jsonb_typeof("job_outbox"."payload") = 'object')
);
--> statement-breakpoint
CREATE TABLE "nexus_state" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"galaxy_id" uuid NOT NULL,
	"seed" text NOT NULL,
	"district_seeds" jsonb NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"generated_at" timestamp with time zone NOT NULL,
	"generation_ms" integer NOT NULL,
	"strongly_connected" boolean NOT NULL,
	CONSTRAINT "nexus_state_district_seeds_json" CHECK (jsonb_typeof("nexus_state"."district_seeds") = 'object'),
	CONSTRAINT "nexus_state_version_range" CHECK ("nexus_state"."version" >= 1),
	CONSTRAINT "nexus_state_generation_ms_range" CHECK ("nexus_state"."generation_ms" >= 0),
	CONSTRAINT "nexus_state_generated_at_order" CHECK ("nexus_state"."generated_at" >= "nexus_state"."created_at")
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"status" text NOT NULL,
	"step" text NOT NULL,
	"progress" integer DEFAULT 0 NOT NULL,
	"input" jsonb NOT NULL,
	"result" jsonb,
	"error" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"cancel_requested" boolean DEFAULT false NOT NULL,
	"requested_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "operations_progress_range" CHECK ("operations"."progress" between 0 and 100),
	CONSTRAINT "operations_attempts_range" CHECK ("operations"."attempts" >= 0),
	CONSTRAINT "operations_input_json" CHECK (jsonb_typeof("operations"."input") = 'object'),
	CONSTRAINT "operations_result_json" CHECK (jsonb_typeof("operations"."result") = 'object'),
	CONSTRAINT "operations_finished_at_when" CHECK (("operations"."finished_at" is not null) = ("operations"."status" in ('succeeded', 'failed', 'cancelled'))),
	CONSTRAINT "operations_started_at_order" CHECK ("operations"."started_at" >= "operations"."created_at"),
	CONSTRAINT "operations_finished_at_order" CHECK ("operations"."finished_at" >= "operations"."created_at"),
	CONSTRAINT "operations_kind_enum" CHECK ("operations"."kind" in ('generate-nexus', 'provision-region')),
	CONSTRAINT "operations_status_enum" CHECK ("operations"."status" in ('queued', 'running', 'succeeded', 'failed', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "open_policy_levers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"lever" text NOT NULL,
	"policy_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"policy_type" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"proposed_changes" jsonb NOT NULL,
	"majority" text NOT NULL,
	"status" text NOT NULL,
	"vote_id" uuid NOT NULL,
	"vote_kind" text GENERATED ALWAYS AS ('policy') STORED,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"counter_to" uuid,
	"effective_in_days" integer DEFAULT 0 NOT NULL,
	"expires_after_days" integer,
	"effective_at" timestamp with time zone,
	"implemented_at" timestamp with time zone,
	"law_id" uuid,
	"implementation_error" text,
	CONSTRAINT "policies_vote_id_unique" UNIQUE("vote_id"),
	CONSTRAINT "policies_proposed_changes_json" CHECK (jsonb_typeof("policies"."proposed_changes") = 'object'),
	CONSTRAINT "policies_effective_in_days_range" CHECK ("policies"."effective_in_days" between 0 and 90),
	CONSTRAINT "policies_expires_after_days_range" CHECK ("policies"."expires_after_days" between 1 and 365),
	CONSTRAINT "policies_policy_type_enum" CHECK ("policies"."policy_type" in ('tax_rate', 'pvp_rules', 'trade_policy', 'immigration', 'defense', 'cultural', 'constitutional')),
	CONSTRAINT "policies_majority_enum" CHECK ("policies"."majority" in ('simple', 'two_thirds')),
	CONSTRAINT "policies_status_enum" CHECK ("policies"."status" in ('voting', 'passed', 'rejected', 'implemented', 'withdrawn', 'superseded'))
);
--> statement-breakpoint
CREATE TABLE "galaxies" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"database_name" text NOT NULL,
	"location" text NOT NULL,
	"endpoint" text,
	"status" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "galaxies_database_name_unique" UNIQUE("database_name"),
	CONSTRAINT "galaxies_kind_enum" CHECK ("galaxies"."kind" in ('nexus', 'region')),
	CONSTRAINT "galaxies_status_enum" CHECK ("galaxies"."status" in ('creating', 'ready', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "galaxy_inbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"galaxy_id" uuid NOT NULL,
	"applied_at" timestamp with time zone NOT NULL,
	"acknowledged_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "laws" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"changes" jsonb NOT NULL,
	"policy_id" uuid,
	"enacted_by" uuid,
	"authority" text NOT NULL,
	"enacted_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"expired_at" timestamp with time zone,
	"expiry_of" uuid,
	CONSTRAINT "laws_number_range" CHECK ("laws"."number" >= 1),
	CONSTRAINT "laws_changes_json" CHECK (jsonb_typeof("laws"."changes") = 'array'),
	CONSTRAINT "laws_expires_at_order" CHECK ("laws"."expires_at" > "laws"."enacted_at"),
	CONSTRAINT "laws_expired_at_order" CHECK ("laws"."expired_at" >= "laws"."expires_at"),
	CONSTRAINT "laws_expired_in_time" CHECK ("laws"."expired_at" is null or "laws"."expires_at" is not null),
	CONSTRAINT "laws_expiry_of_when" CHECK (("laws"."expiry_of" is not null) = ("laws"."kind" in ('expiry'))),
	CONSTRAINT "laws_kind_enum" CHECK ("laws"."kind" in ('founding', 'decree', 'law', 'admin', 'expiry')),
	CONSTRAINT "laws_authority_enum" CHECK ("laws"."authority" in ('owner', 'governor', 'citizens', 'council', 'platform'))
);
--> statement-breakpoint
CREATE TABLE "region_days" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"day" date NOT NULL,
	"population" integer NOT NULL,
	"citizens" integer NOT NULL,
	"residents" integer NOT NULL,
	"visitors" integer NOT NULL,
	"average_reputation" integer NOT NULL,
	"treasury" bigint NOT NULL,
	"activity" integer NOT NULL,
	"ballots_cast" integer NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "region_days_population_range" CHECK ("region_days"."population" >= 0),
	CONSTRAINT "region_days_citizens_range" CHECK ("region_days"."citizens" >= 0),
	CONSTRAINT "region_days_residents_range" CHECK ("region_days"."residents" >= 0),
	CONSTRAINT "region_days_visitors_range" CHECK ("region_days"."visitors" >= 0),
	CONSTRAINT "region_days_average_reputation_range" CHECK ("region_days"."average_reputation" between 0 and 1000),
	CONSTRAINT "region_days_treasury_range" CHECK ("region_days"."treasury" >= 0),
	CONSTRAINT "region_days_activity_range" CHECK ("region_days"."activity" >= 0),
	CONSTRAINT "region_days_ballots_cast_range" CHECK ("region_days"."ballots_cast" >= 0)
);
--> statement-breakpoint
CREATE TABLE "region_name_holds" (
	"name" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"subscription_id" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "region_name_holds_name_length" CHECK (char_length("region_name_holds"."name") between 3 and 50),
	CONSTRAINT "region_name_holds_name_shape" CHECK ("region_name_holds"."name" ~ '^[a-z0-9]+(?:-[a-z0-9]+)*$')
);
--> statement-breakpoint
CREATE TABLE "regions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"display_name" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"status" text NOT NULL,
	"status_changed_at" timestamp with time zone NOT NULL,
	"galaxy_id" uuid,
	"seed" text NOT NULL,
	"total_sectors" integer NOT NULL,
	"gate_sector" integer,
	"nexus_warp_gate_sector" integer,
	"governance_type" text NOT NULL,
	"voting_threshold_bp" integer NOT NULL,
	"quorum_bp" integer NOT NULL,
	"election_frequency_days" integer NOT NULL,
	"constitutional_text" text NOT NULL,
	"election_method" text DEFAULT 'weighted_plurality' NOT NULL,
	"term_limit" integer DEFAULT 0 NOT NULL,
	"tax_rate_bp" integer NOT NULL,
	"starting_credits" bigint NOT NULL,
	"trade_bonuses" jsonb NOT NULL,
	"economic_specialization" text,
	"pvp_rule" text NOT NULL,
	"immigration_policy" text NOT NULL,
	"citizenship_wait_days" integer NOT NULL,
	"defense_level" integer NOT NULL,
	"language_pack" jsonb NOT NULL,
	"theme" jsonb NOT NULL,
	"traditions" jsonb NOT NULL,
	"motto" text NOT NULL,
	"map_version" integer DEFAULT 1 NOT NULL,
	"settings_version" integer DEFAULT 1 NOT NULL,
	"galaxy_settings_version" integer DEFAULT 0 NOT NULL,
	"patrols_paid_day" date,
	"patrols_paid_level" integer,
	"created_at" timestamp with time zone NOT NULL,
	"activated_at" timestamp with time zone,
	CONSTRAINT "regions_galaxy_key" UNIQUE("galaxy_id"),
	CONSTRAINT "regions_name_length" CHECK (char_length("regions"."name") between 3 and 50),
	CONSTRAINT "regions_name_shape" CHECK ("regions"."name" ~ '^[a-z0-9]+(?:-[a-z0-9]+)*$'),
	CONSTRAINT "regions_display_name_length" CHECK (char_length("regions"."display_name") between 3 and 60),
	CONSTRAINT "regions_total_sectors_range" CHECK ("regions"."total_sectors" >= 1),
	CONSTRAINT "regions_gate_sector" CHECK ("regions"."gate_sector" between 1 and "regions"."total_sectors"),
	CONSTRAINT "regions_nexus_warp_gate_sector_range" CHECK ("regions"."nexus_warp_gate_sector" between 1 and 5000),
	CONSTRAINT "regions_voting_threshold_bp_range" CHECK ("regions"."voting_threshold_bp" between 1000 and 9000),
	CONSTRAINT "regions_quorum_bp_range" CHECK ("regions"."quorum_bp" between 2500 and 6000),
	CONSTRAINT "regions_election_frequency_days_range" CHECK ("regions"."election_frequency_days" between 30 and 365),
	CONSTRAINT "regions_constitutional_text_length" CHECK (char_length("regions"."constitutional_text") between 0 and 20000),
	CONSTRAINT "regions_term_limit_range" CHECK ("regions"."term_limit" between 0 and 5),
	CONSTRAINT "regions_tax_rate_bp_range" CHECK ("regions"."tax_rate_bp" between 500 and 2500),
	CONSTRAINT "regions_starting_credits_range" CHECK ("regions"."starting_credits" between 100 and 10000),
	CONSTRAINT "regions_trade_bonuses_json" CHECK (jsonb_typeof("regions"."trade_bonuses") = 'object'),
	CONSTRAINT "regions_citizenship_wait_days_range" CHECK ("regions"."citizenship_wait_days" between 0 and 90),
	CONSTRAINT "regions_defense_level_range" CHECK ("regions"."defense_level" between 0 and 5),
	CONSTRAINT "regions_language_pack_json" CHECK (jsonb_typeof("regions"."language_pack") = 'object'),
	CONSTRAINT "regions_theme_json" CHECK (jsonb_typeof("regions"."theme") = 'object'),
	CONSTRAINT "regions_traditions_json" CHECK (jsonb_typeof("regions"."traditions") = 'array'),
	CONSTRAINT "regions_motto_length" CHECK (char_length("regions"."motto") between 0 and 140),
	CONSTRAINT "regions_map_version_range" CHECK ("regions"."map_version" >= 1),
	CONSTRAINT "regions_settings_version_range" CHECK ("regions"."settings_version" >= 1),
	CONSTRAINT "regions_galaxy_settings_version" CHECK ("regions"."galaxy_settings_version" between 0 and "regions"."settings_version"),
	CONSTRAINT "regions_patrols_paid_level_together" CHECK (("regions"."patrols_paid_day" is null) = ("regions"."patrols_paid_level" is null)),
	CONSTRAINT "regions_patrols_paid_level_range" CHECK ("regions"."patrols_paid_level" between 0 and 5),
	CONSTRAINT "regions_status_enum" CHECK ("regions"."status" in ('pending', 'provisioning', 'active', 'grace', 'suspended', 'evacuating', 'archived', 'terminated')),
	CONSTRAINT "regions_governance_type_enum" CHECK ("regions"."governance_type" in ('democracy', 'autocracy', 'council')),
	CONSTRAINT "regions_election_method_enum" CHECK ("regions"."election_method" in ('weighted_plurality', 'ranked_choice')),
	CONSTRAINT "regions_economic_specialization_enum" CHECK ("regions"."economic_specialization" in ('mining', 'agriculture', 'manufacturing', 'refining', 'hospitality', 'research')),
	CONSTRAINT "regions_pvp_rule_enum" CHECK ("regions"."pvp_rule" in ('forbidden', 'contested_zones', 'open')),
	CONSTRAINT "regions_immigration_policy_enum" CHECK ("regions"."immigration_policy" in ('open', 'application', 'invitation', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "scheduled_decrees" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"title" text NOT NULL,
	"changes" jsonb NOT NULL,
	"issued_by" uuid NOT NULL,
	"authority" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"effective_at" timestamp with time zone NOT NULL,
	"expires_after_days" integer,
	"status" text NOT NULL,
	"settled_at" timestamp with time zone,
	"law_id" uuid,
	"lapse_reason" text,
	CONSTRAINT "scheduled_decrees_changes_json" CHECK (jsonb_typeof("scheduled_decrees"."changes") = 'object'),
	CONSTRAINT "scheduled_decrees_effective_at_order" CHECK ("scheduled_decrees"."effective_at" > "scheduled_decrees"."issued_at"),
	CONSTRAINT "scheduled_decrees_expires_after_days_range" CHECK ("scheduled_decrees"."expires_after_days" between 1 and 365),
	CONSTRAINT "scheduled_decrees_settled_at_when" CHECK (("scheduled_decrees"."settled_at" is not null) = ("scheduled_decrees"."status" in ('in_force', 'revoked', 'lapsed'))),
	CONSTRAINT "scheduled_decrees_lapse_reason" CHECK ("scheduled_decrees"."lapse_reason" is null or "scheduled_decrees"."status" = 'lapsed'),
	CONSTRAINT "scheduled_decrees_law" CHECK ("scheduled_decrees"."law_id" is null or "scheduled_decrees"."status" = 'in_force'),
	CONSTRAINT "scheduled_decrees_authority_enum" CHECK ("scheduled_decrees"."authority" in ('owner', 'governor', 'citizens', 'council', 'platform')),
	CONSTRAINT "scheduled_decrees_status_enum" CHECK ("scheduled_decrees"."status" in ('scheduled', 'in_force', 'revoked', 'lapsed'))
);
--> statement-breakpoint
CREATE TABLE "travel_custody" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"from_galaxy_id" uuid NOT NULL,
	"to_galaxy_id" uuid NOT NULL,
	"fencing_version" bigint NOT NULL,
	"status" text NOT NULL,
	"ship" jsonb,
	"cargo" jsonb,
	"purse" bigint,
	"departed_at" timestamp with time zone NOT NULL,
	"arrives_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "travel_custody_elsewhere" CHECK ("travel_custody"."from_galaxy_id" <> "travel_custody"."to_galaxy_id"),
	CONSTRAINT "travel_custody_fencing_version_range" CHECK ("travel_custody"."fencing_version" >= 0),
	CONSTRAINT "travel_custody_purse_range" CHECK ("travel_custody"."purse" >= 0),
	CONSTRAINT "travel_custody_ship_json" CHECK (jsonb_typeof("travel_custody"."ship") = 'object'),
	CONSTRAINT "travel_custody_cargo_json" CHECK (jsonb_typeof("travel_custody"."cargo") = 'object'),
	CONSTRAINT "travel_custody_arrives_at_order" CHECK ("travel_custody"."arrives_at" >= "travel_custody"."departed_at"),
	CONSTRAINT "travel_custody_settled_at_when" CHECK (("travel_custody"."settled_at" is not null) = ("travel_custody"."status" in ('arrived', 'returned'))),
	CONSTRAINT "travel_custody_status_enum" CHECK ("travel_custody"."status" in ('departing', 'held', 'arriving', 'arrived', 'returning', 'returned'))
);
--> statement-breakpoint
CREATE TABLE "whereabouts" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"galaxy_id" uuid NOT NULL,
	"fencing_version" bigint NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "whereabouts_fencing_version_range" CHECK ("whereabouts"."fencing_version" >= 0)
);
--> statement-breakpoint
CREATE TABLE "ballots" (
	"vote_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"choice" jsonb NOT NULL,
	"weight" integer NOT NULL,
	"delegated_weight" bigint DEFAULT 0 NOT NULL,
	"represents" integer DEFAULT 1 NOT NULL,
	"receipt" text NOT NULL,
	"cast_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone,
	CONSTRAINT "ballots_vote_id_user_id_pk" PRIMARY KEY("vote_id","user_id"),
	CONSTRAINT "ballots_choice_json" CHECK (jsonb_typeof("ballots"."choice") = 'array'),
	CONSTRAINT "ballots_weight_range" CHECK ("ballots"."weight" >= 1),
	CONSTRAINT "ballots_delegated_weight_range" CHECK ("ballots"."delegated_weight" >= 0),
	CONSTRAINT "ballots_represents_range" CHECK ("ballots"."represents" >= 1)
);
--> statement-breakpoint
CREATE TABLE "delegations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"delegator_id" uuid NOT NULL,
	"delegate_id" uuid NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "delegations_somebody_else" CHECK ("delegations"."delegate_id" <> "delegations"."delegator_id")
);
--> statement-breakpoint
CREATE TABLE "roll_entries" (
	"vote_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"weight" integer NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "roll_entries_vote_id_user_id_pk" PRIMARY KEY("vote_id","user_id"),
	CONSTRAINT "roll_entries_weight_range" CHECK ("roll_entries"."weight" >= 1)
);
--> statement-breakpoint
CREATE TABLE "votes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid,
	"kind" text NOT NULL,
	"electorate" text NOT NULL,
	"size" integer NOT NULL,
	"total_weight" bigint NOT NULL,
	"roll_hash" text NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"paused_ms" bigint DEFAULT 0 NOT NULL,
	"extended_at" timestamp with time zone,
	"reminded_at" timestamp with time zone,
	"reward_due_at" timestamp with time zone,
	"quorum_bp" integer,
	"threshold_bp" integer,
	"state" text DEFAULT 'open' NOT NULL,
	"tally" jsonb,
	"tally_hash" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "votes_kind_key" UNIQUE("id","kind"),
	CONSTRAINT "votes_size_range" CHECK ("votes"."size" >= 0),
	CONSTRAINT "votes_total_weight_range" CHECK ("votes"."total_weight" >= 0),
	CONSTRAINT "votes_paused_ms_range" CHECK ("votes"."paused_ms" >= 0),
	CONSTRAINT "votes_quorum_bp_range" CHECK ("votes"."quorum_bp" between 1 and 10000),
	CONSTRAINT "votes_threshold_bp_range" CHECK ("votes"."threshold_bp" between 1 and 10000),
	CONSTRAINT "votes_tally_json" CHECK (jsonb_typeof("votes"."tally") = 'object'),
	CONSTRAINT "votes_closes_at_order" CHECK ("votes"."closes_at" > "votes"."opens_at"),
	CONSTRAINT "votes_region_id_when" CHECK (("votes"."region_id" is not null) = ("votes"."kind" in ('policy', 'election', 'treaty', 'recall'))),
	CONSTRAINT "votes_quorum_bp_when" CHECK (("votes"."quorum_bp" is not null) = ("votes"."kind" in ('policy', 'treaty', 'recall', 'council'))),
	CONSTRAINT "votes_threshold_bp_when" CHECK (("votes"."threshold_bp" is not null) = ("votes"."kind" in ('policy', 'treaty', 'recall', 'council'))),
	CONSTRAINT "votes_decided_at_when" CHECK (("votes"."decided_at" is not null) = ("votes"."state" in ('counted', 'void'))),
	CONSTRAINT "votes_tally_when" CHECK (("votes"."tally" is not null) = ("votes"."state" in ('counted'))),
	CONSTRAINT "votes_tally_hash_when" CHECK (("votes"."tally_hash" is not null) = ("votes"."state" in ('counted'))),
	CONSTRAINT "votes_reward" CHECK ("votes"."reward_due_at" is null or "votes"."state" <> 'open'),
	CONSTRAINT "votes_kind_enum" CHECK ("votes"."kind" in ('policy', 'election', 'treaty', 'recall', 'council')),
	CONSTRAINT "votes_electorate_enum" CHECK ("votes"."electorate" in ('citizens', 'council')),
	CONSTRAINT "votes_state_enum" CHECK ("votes"."state" in ('open', 'counted', 'void'))
);
--> statement-breakpoint
ALTER TABLE "billing_events" ADD CONSTRAINT "billing_events_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_ledger" ADD CONSTRAINT "payment_ledger_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paypal_bindings" ADD CONSTRAINT "paypal_bindings_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "council_motions" ADD CONSTRAINT "council_motions_seat_region_id_regions_id_fk" FOREIGN KEY ("seat_region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "council_motions" ADD CONSTRAINT "council_motions_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "council_motions" ADD CONSTRAINT "council_motions_law_id_nexus_laws_id_fk" FOREIGN KEY ("law_id") REFERENCES "public"."nexus_laws"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "council_motions" ADD CONSTRAINT "council_motions_vote_id_vote_kind_votes_id_kind_fk" FOREIGN KEY ("vote_id","vote_kind") REFERENCES "public"."votes"("id","kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nexus_laws" ADD CONSTRAINT "nexus_laws_motion_id_council_motions_id_fk" FOREIGN KEY ("motion_id") REFERENCES "public"."council_motions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaties" ADD CONSTRAINT "treaties_region_a_regions_id_fk" FOREIGN KEY ("region_a") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaties" ADD CONSTRAINT "treaties_region_b_regions_id_fk" FOREIGN KEY ("region_b") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaties" ADD CONSTRAINT "treaties_offered_by_regions_id_fk" FOREIGN KEY ("offered_by") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaties" ADD CONSTRAINT "treaties_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaties" ADD CONSTRAINT "treaties_notice_given_by_regions_id_fk" FOREIGN KEY ("notice_given_by") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaties" ADD CONSTRAINT "treaties_renews_id_treaties_id_fk" FOREIGN KEY ("renews_id") REFERENCES "public"."treaties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_breaches" ADD CONSTRAINT "treaty_breaches_treaty_id_treaties_id_fk" FOREIGN KEY ("treaty_id") REFERENCES "public"."treaties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_breaches" ADD CONSTRAINT "treaty_breaches_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_breaches" ADD CONSTRAINT "treaty_breaches_reported_by_users_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_breaches" ADD CONSTRAINT "treaty_breaches_answered_by_users_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_offers" ADD CONSTRAINT "treaty_offers_treaty_id_treaties_id_fk" FOREIGN KEY ("treaty_id") REFERENCES "public"."treaties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_offers" ADD CONSTRAINT "treaty_offers_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_offers" ADD CONSTRAINT "treaty_offers_offered_by_users_id_fk" FOREIGN KEY ("offered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_sides" ADD CONSTRAINT "treaty_sides_treaty_id_treaties_id_fk" FOREIGN KEY ("treaty_id") REFERENCES "public"."treaties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_sides" ADD CONSTRAINT "treaty_sides_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_sides" ADD CONSTRAINT "treaty_sides_signed_by_users_id_fk" FOREIGN KEY ("signed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_sides" ADD CONSTRAINT "treaty_sides_vote_id_vote_kind_votes_id_kind_fk" FOREIGN KEY ("vote_id","vote_kind") REFERENCES "public"."votes"("id","kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidacies" ADD CONSTRAINT "candidacies_election_id_elections_id_fk" FOREIGN KEY ("election_id") REFERENCES "public"."elections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidacies" ADD CONSTRAINT "candidacies_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "elections" ADD CONSTRAINT "elections_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "elections" ADD CONSTRAINT "elections_called_by_users_id_fk" FOREIGN KEY ("called_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "elections" ADD CONSTRAINT "elections_cancelled_by_users_id_fk" FOREIGN KEY ("cancelled_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "elections" ADD CONSTRAINT "elections_vote_id_vote_kind_votes_id_kind_fk" FOREIGN KEY ("vote_id","vote_kind") REFERENCES "public"."votes"("id","kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offices" ADD CONSTRAINT "offices_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offices" ADD CONSTRAINT "offices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offices" ADD CONSTRAINT "offices_election_id_elections_id_fk" FOREIGN KEY ("election_id") REFERENCES "public"."elections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recall_signatures" ADD CONSTRAINT "recall_signatures_recall_id_recalls_id_fk" FOREIGN KEY ("recall_id") REFERENCES "public"."recalls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recall_signatures" ADD CONSTRAINT "recall_signatures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_office_id_offices_id_fk" FOREIGN KEY ("office_id") REFERENCES "public"."offices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_holder_id_users_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_vote_id_vote_kind_votes_id_kind_fk" FOREIGN KEY ("vote_id","vote_kind") REFERENCES "public"."votes"("id","kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admin_invites" ADD CONSTRAINT "admin_invites_used_by_users_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_applications" ADD CONSTRAINT "membership_applications_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_applications" ADD CONSTRAINT "membership_applications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_applications" ADD CONSTRAINT "membership_applications_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nexus_state" ADD CONSTRAINT "nexus_state_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_policy_levers" ADD CONSTRAINT "open_policy_levers_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_policy_levers" ADD CONSTRAINT "open_policy_levers_policy_id_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_counter_to_policies_id_fk" FOREIGN KEY ("counter_to") REFERENCES "public"."policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_law_id_laws_id_fk" FOREIGN KEY ("law_id") REFERENCES "public"."laws"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_vote_id_vote_kind_votes_id_kind_fk" FOREIGN KEY ("vote_id","vote_kind") REFERENCES "public"."votes"("id","kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "galaxy_inbox" ADD CONSTRAINT "galaxy_inbox_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "laws" ADD CONSTRAINT "laws_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "laws" ADD CONSTRAINT "laws_enacted_by_users_id_fk" FOREIGN KEY ("enacted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "laws" ADD CONSTRAINT "laws_expiry_of_laws_id_fk" FOREIGN KEY ("expiry_of") REFERENCES "public"."laws"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "region_days" ADD CONSTRAINT "region_days_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "region_name_holds" ADD CONSTRAINT "region_name_holds_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regions" ADD CONSTRAINT "regions_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regions" ADD CONSTRAINT "regions_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_decrees" ADD CONSTRAINT "scheduled_decrees_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_decrees" ADD CONSTRAINT "scheduled_decrees_issued_by_users_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_decrees" ADD CONSTRAINT "scheduled_decrees_law_id_laws_id_fk" FOREIGN KEY ("law_id") REFERENCES "public"."laws"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "travel_custody" ADD CONSTRAINT "travel_custody_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "travel_custody" ADD CONSTRAINT "travel_custody_from_galaxy_id_galaxies_id_fk" FOREIGN KEY ("from_galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "travel_custody" ADD CONSTRAINT "travel_custody_to_galaxy_id_galaxies_id_fk" FOREIGN KEY ("to_galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "whereabouts" ADD CONSTRAINT "whereabouts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "whereabouts" ADD CONSTRAINT "whereabouts_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_vote_id_user_id_roll_entries_vote_id_user_id_fk" FOREIGN KEY ("vote_id","user_id") REFERENCES "public"."roll_entries"("vote_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_delegator_id_users_id_fk" FOREIGN KEY ("delegator_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_delegate_id_users_id_fk" FOREIGN KEY ("delegate_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_entries" ADD CONSTRAINT "roll_entries_vote_id_votes_id_fk" FOREIGN KEY ("vote_id") REFERENCES "public"."votes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_entries" ADD CONSTRAINT "roll_entries_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "billing_events_idx" ON "billing_events" USING btree ("subscription_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_ledger_paypal_key" ON "payment_ledger" USING btree ("kind","paypal_id");--> statement-breakpoint
CREATE INDEX "payment_ledger_subscription_idx" ON "payment_ledger" USING btree ("subscription_id","occurred_at");--> statement-breakpoint
CREATE UNIQUE INDEX "paypal_bindings_paypal_key" ON "paypal_bindings" USING btree ("paypal_subscription_id");--> statement-breakpoint
CREATE INDEX "paypal_bindings_subscription_idx" ON "paypal_bindings" USING btree ("subscription_id","created_at");--> statement-breakpoint
CREATE INDEX "paypal_inbox_open_idx" ON "paypal_inbox" USING btree ("received_at") WHERE processed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "paypal_plans_key" ON "paypal_plans" USING btree ("environment","plan");--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_paypal_key" ON "subscriptions" USING btree ("paypal_subscription_id");--> statement-breakpoint
CREATE INDEX "subscriptions_user_idx" ON "subscriptions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "subscriptions_region_idx" ON "subscriptions" USING btree ("region_id");--> statement-breakpoint
CREATE INDEX "subscriptions_status_idx" ON "subscriptions" USING btree ("status");--> statement-breakpoint
CREATE INDEX "subscriptions_transition_idx" ON "subscriptions" USING btree ("next_transition_at");--> statement-breakpoint
CREATE INDEX "council_motions_at_idx" ON "council_motions" USING btree ("proposed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "council_motions_lever_key" ON "council_motions" USING btree ("motion_type") WHERE status in ('voting', 'passed') and motion_type <> 'motion';--> statement-breakpoint
CREATE UNIQUE INDEX "nexus_laws_number_key" ON "nexus_laws" USING btree ("number");--> statement-breakpoint
CREATE INDEX "treaties_a_idx" ON "treaties" USING btree ("region_a");--> statement-breakpoint
CREATE INDEX "treaties_b_idx" ON "treaties" USING btree ("region_b");--> statement-breakpoint
CREATE INDEX "treaties_renews_idx" ON "treaties" USING btree ("renews_id");--> statement-breakpoint
CREATE UNIQUE INDEX "treaties_offered_key" ON "treaties" USING btree (least(region_a, region_b),greatest(region_a, region_b),"treaty_type") WHERE status in ('proposed', 'ratifying');--> statement-breakpoint
CREATE INDEX "treaty_breaches_treaty_idx" ON "treaty_breaches" USING btree ("treaty_id","reported_at");--> statement-breakpoint
CREATE UNIQUE INDEX "treaty_offers_key" ON "treaty_offers" USING btree ("treaty_id","round");--> statement-breakpoint
CREATE INDEX "treaty_sides_region_idx" ON "treaty_sides" USING btree ("region_id");--> statement-breakpoint
CREATE INDEX "elections_region_idx" ON "elections" USING btree ("region_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "elections_open_key" ON "elections" USING btree ("region_id","position") WHERE status in ('pending', 'active');--> statement-breakpoint
CREATE UNIQUE INDEX "offices_holder_key" ON "offices" USING btree ("region_id","position","user_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "offices_region_idx" ON "offices" USING btree ("region_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "offices_user_idx" ON "offices" USING btree ("user_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "offices_former_idx" ON "offices" USING btree ("region_id","ended_at") WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX "recalls_region_idx" ON "recalls" USING btree ("region_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "recalls_open_key" ON "recalls" USING btree ("office_id") WHERE status in ('petition', 'voting');--> statement-breakpoint
CREATE INDEX "notifications_user_idx" ON "notifications" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "notifications_known_idx" ON "notifications" USING btree ("user_id","kind","href");--> statement-breakpoint
CREATE INDEX "notifications_unread_idx" ON "notifications" USING btree ("user_id") WHERE read_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "refresh_tokens_hash_key" ON "refresh_tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "refresh_tokens_family_idx" ON "refresh_tokens" USING btree ("family_id");--> statement-breakpoint
CREATE INDEX "refresh_tokens_user_idx" ON "refresh_tokens" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "users_callsign_key" ON "users" USING btree (lower("callsign"));--> statement-breakpoint
CREATE UNIQUE INDEX "applications_open_key" ON "membership_applications" USING btree ("region_id","user_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "applications_region_idx" ON "membership_applications" USING btree ("region_id","status");--> statement-breakpoint
CREATE INDEX "applications_user_idx" ON "membership_applications" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "memberships_user_idx" ON "memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "memberships_roll_idx" ON "memberships" USING btree ("region_id","type");--> statement-breakpoint
CREATE INDEX "audit_region_idx" ON "audit_log" USING btree ("region_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_actor_idx" ON "audit_log" USING btree ("actor_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_subject_idx" ON "audit_log" USING btree ("subject_type","subject_id");--> statement-breakpoint
CREATE INDEX "job_outbox_created_idx" ON "job_outbox" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "operations_open_key" ON "operations" USING btree ("kind","subject_id") WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "operations_subject_idx" ON "operations" USING btree ("kind","subject_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "open_policy_levers_key" ON "open_policy_levers" USING btree ("region_id","lever");--> statement-breakpoint
CREATE INDEX "policies_region_idx" ON "policies" USING btree ("region_id","proposed_at");--> statement-breakpoint
CREATE INDEX "policies_counter_idx" ON "policies" USING btree ("counter_to");--> statement-breakpoint
CREATE INDEX "policies_passed_idx" ON "policies" USING btree ("effective_at") WHERE status = 'passed';--> statement-breakpoint
CREATE UNIQUE INDEX "galaxies_single_nexus" ON "galaxies" USING btree ("kind") WHERE kind = 'nexus' and status <> 'dropped';--> statement-breakpoint
CREATE INDEX "galaxy_inbox_open_idx" ON "galaxy_inbox" USING btree ("galaxy_id") WHERE acknowledged_at is null;--> statement-breakpoint
CREATE INDEX "galaxy_inbox_acknowledged_idx" ON "galaxy_inbox" USING btree ("acknowledged_at");--> statement-breakpoint
CREATE UNIQUE INDEX "laws_number_key" ON "laws" USING btree ("region_id","number");--> statement-breakpoint
CREATE INDEX "laws_at_idx" ON "laws" USING btree ("region_id","enacted_at");--> statement-breakpoint
CREATE INDEX "laws_expiry_idx" ON "laws" USING btree ("expires_at") WHERE expires_at is not null and expired_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "region_days_key" ON "region_days" USING btree ("region_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "regions_name_key" ON "regions" USING btree ("name") WHERE status <> 'terminated';--> statement-breakpoint
CREATE INDEX "regions_gate_idx" ON "regions" USING btree ("nexus_warp_gate_sector");--> statement-breakpoint
CREATE INDEX "regions_owner_idx" ON "regions" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "regions_status_idx" ON "regions" USING btree ("status");--> statement-breakpoint
CREATE INDEX "scheduled_decrees_region_idx" ON "scheduled_decrees" USING btree ("region_id","effective_at");--> statement-breakpoint
CREATE INDEX "scheduled_decrees_due_idx" ON "scheduled_decrees" USING btree ("effective_at") WHERE status = 'scheduled';--> statement-breakpoint
CREATE UNIQUE INDEX "travel_custody_open_key" ON "travel_custody" USING btree ("user_id") WHERE status in ('departing', 'held', 'arriving', 'returning');--> statement-breakpoint
CREATE UNIQUE INDEX "delegations_key" ON "delegations" USING btree ("region_id","delegator_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "delegations_delegate_idx" ON "delegations" USING btree ("delegate_id");--> statement-breakpoint
CREATE INDEX "delegations_at_idx" ON "delegations" USING btree ("region_id","made_at");--> statement-breakpoint
CREATE INDEX "roll_entries_user_idx" ON "roll_entries" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "votes_open_idx" ON "votes" USING btree ("closes_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "votes_region_idx" ON "votes" USING btree ("region_id","decided_at");--> statement-breakpoint
CREATE INDEX "votes_reward_due_idx" ON "votes" USING btree ("reward_due_at") WHERE reward_due_at is not null;