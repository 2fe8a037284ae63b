CREATE TABLE "region_emblems" (
	"region_id" uuid PRIMARY KEY NOT NULL,
	"picture" "bytea" NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL,
	"hidden_since" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tier_changes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"subscription_id" uuid NOT NULL,
	"paypal_subscription_id" text NOT NULL,
	"from_plan_id" uuid NOT NULL,
	"to_plan_id" uuid NOT NULL,
	"status" text NOT NULL,
	"approval_url" text,
	"asked_at" timestamp with time zone NOT NULL,
	"consented_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	CONSTRAINT "tier_changes_consented_at_order" CHECK ("tier_changes"."consented_at" >= "tier_changes"."asked_at"),
	CONSTRAINT "tier_changes_settled_at_order" CHECK ("tier_changes"."settled_at" >= "tier_changes"."asked_at"),
	CONSTRAINT "tier_changes_settled_at_when" CHECK (("tier_changes"."settled_at" is not null) = ("tier_changes"."status" in ('done', 'given-up', 'ended'))),
	CONSTRAINT "tier_changes_status_enum" CHECK ("tier_changes"."status" in ('asked', 'consented', 'done', 'given-up', 'ended'))
);
--> statement-breakpoint
ALTER TABLE "paypal_plans" DROP CONSTRAINT "paypal_plans_plan_enum";--> statement-breakpoint
ALTER TABLE "payment_ledger" ADD COLUMN "plan_id" uuid;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "tier" text DEFAULT 'standard' NOT NULL;--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "tier" text DEFAULT 'standard' NOT NULL;--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "emblem_mark" text;--> statement-breakpoint
ALTER TABLE "region_emblems" ADD CONSTRAINT "region_emblems_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tier_changes" ADD CONSTRAINT "tier_changes_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tier_changes" ADD CONSTRAINT "tier_changes_from_plan_id_paypal_plans_id_fk" FOREIGN KEY ("from_plan_id") REFERENCES "public"."paypal_plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tier_changes" ADD CONSTRAINT "tier_changes_to_plan_id_paypal_plans_id_fk" FOREIGN KEY ("to_plan_id") REFERENCES "public"."paypal_plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "tier_changes_asked_key" ON "tier_changes" USING btree ("subscription_id") WHERE status = 'asked';--> statement-breakpoint
CREATE INDEX "tier_changes_subscription_idx" ON "tier_changes" USING btree ("subscription_id","asked_at");--> statement-breakpoint
CREATE INDEX "tier_changes_paypal_idx" ON "tier_changes" USING btree ("paypal_subscription_id");--> statement-breakpoint
CREATE INDEX "tier_changes_from_idx" ON "tier_changes" USING btree ("from_plan_id");--> statement-breakpoint
CREATE INDEX "tier_changes_to_idx" ON "tier_changes" USING btree ("to_plan_id");--> statement-breakpoint
ALTER TABLE "payment_ledger" ADD CONSTRAINT "payment_ledger_plan_id_paypal_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."paypal_plans"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_ledger_plan_idx" ON "payment_ledger" USING btree ("plan_id");--> statement-breakpoint
CREATE INDEX "custody_coming_idx" ON "custody" USING btree ("to_galaxy_id") WHERE state in ('held', 'landing');--> statement-breakpoint
CREATE INDEX "whereabouts_galaxy_idx" ON "whereabouts" USING btree ("galaxy_id");--> statement-breakpoint
ALTER TABLE "paypal_plans" ADD CONSTRAINT "paypal_plans_plan_enum" CHECK ("paypal_plans"."plan" in ('regional_owner', 'regional_owner_large', 'regional_owner_grand', 'galactic_citizen'));--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_tier_enum" CHECK ("subscriptions"."tier" in ('standard', 'large', 'grand'));--> statement-breakpoint
ALTER TABLE "regions" ADD CONSTRAINT "regions_tier_enum" CHECK ("regions"."tier" in ('standard', 'large', 'grand'));