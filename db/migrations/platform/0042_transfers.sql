CREATE TABLE "transfers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"terms" text NOT NULL,
	"status" text NOT NULL,
	"offered_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	CONSTRAINT "transfers_terms_length" CHECK (char_length("transfers"."terms") between 0 and 1000),
	CONSTRAINT "transfers_somebody_else" CHECK ("transfers"."to_id" <> "transfers"."from_id"),
	CONSTRAINT "transfers_accepted" CHECK ("transfers"."status" not in ('accepted', 'done') or "transfers"."accepted_at" is not null),
	CONSTRAINT "transfers_ended_at_when" CHECK (("transfers"."ended_at" is not null) = ("transfers"."status" in ('done', 'ended'))),
	CONSTRAINT "transfers_end_reason_when" CHECK (("transfers"."end_reason" is not null) = ("transfers"."status" in ('ended'))),
	CONSTRAINT "transfers_accepted_at_order" CHECK ("transfers"."accepted_at" >= "transfers"."offered_at"),
	CONSTRAINT "transfers_ended_at_order" CHECK ("transfers"."ended_at" >= "transfers"."offered_at"),
	CONSTRAINT "transfers_status_enum" CHECK ("transfers"."status" in ('offered', 'accepted', 'done', 'ended')),
	CONSTRAINT "transfers_end_reason_enum" CHECK ("transfers"."end_reason" in ('withdrawn', 'declined', 'too-late', 'not-paid-for'))
);
--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "transfer_id" uuid;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "predecessor_id" uuid;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_from_id_users_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_to_id_users_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "transfers_region_idx" ON "transfers" USING btree ("region_id","offered_at");--> statement-breakpoint
CREATE INDEX "transfers_from_idx" ON "transfers" USING btree ("from_id");--> statement-breakpoint
CREATE INDEX "transfers_to_idx" ON "transfers" USING btree ("to_id");--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_open_key" ON "transfers" USING btree ("region_id") WHERE status in ('offered', 'accepted');--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_transfer_id_transfers_id_fk" FOREIGN KEY ("transfer_id") REFERENCES "public"."transfers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_predecessor_id_subscriptions_id_fk" FOREIGN KEY ("predecessor_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "subscriptions_transfer_idx" ON "subscriptions" USING btree ("transfer_id");--> statement-breakpoint
CREATE INDEX "subscriptions_predecessor_idx" ON "subscriptions" USING btree ("predecessor_id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_transfer_key" ON "subscriptions" USING btree ("transfer_id") WHERE transfer_id is not null and region_id is not null;