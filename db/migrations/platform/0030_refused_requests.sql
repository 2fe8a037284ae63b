CREATE TABLE "refused_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"what" text NOT NULL,
	"reason" text NOT NULL,
	"user_id" uuid,
	"address" text,
	"count" integer NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "refused_requests_count_range" CHECK ("refused_requests"."count" >= 1),
	CONSTRAINT "refused_requests_last_at_order" CHECK ("refused_requests"."last_at" >= "refused_requests"."first_at"),
	CONSTRAINT "refused_requests_kind_enum" CHECK ("refused_requests"."kind" in ('not-allowed', 'not-found', 'too-many', 'cross-site', 'bad-token'))
);
--> statement-breakpoint
ALTER TABLE "account_deletions" DROP CONSTRAINT "account_deletions_cleared_at_order";--> statement-breakpoint
ALTER TABLE "account_deletions" DROP CONSTRAINT "account_deletions_cleared";--> statement-breakpoint
DROP INDEX "account_deletions_uncleared_idx";--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD COLUMN "started_at" timestamp with time zone;--> statement-breakpoint
UPDATE "refresh_tokens" SET "started_at" = "family"."first" FROM (SELECT "family_id", min("created_at") AS "first" FROM "refresh_tokens" GROUP BY "family_id") AS "family" WHERE "family"."family_id" = "refresh_tokens"."family_id";--> statement-breakpoint
ALTER TABLE "refresh_tokens" ALTER COLUMN "started_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "forgotten_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refused_requests" ADD CONSTRAINT "refused_requests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "refused_requests_key" ON "refused_requests" USING btree ("key");--> statement-breakpoint
CREATE INDEX "refused_requests_day_idx" ON "refused_requests" USING btree ("day");--> statement-breakpoint
CREATE INDEX "refused_requests_last_idx" ON "refused_requests" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "refused_requests_user_idx" ON "refused_requests" USING btree ("user_id","last_at");--> statement-breakpoint
CREATE INDEX "users_unforgotten_idx" ON "users" USING btree ("expired_at") WHERE expired_at is not null and forgotten_at is null;--> statement-breakpoint
ALTER TABLE "account_deletions" DROP COLUMN "cleared_at";--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_created_at_order" CHECK ("refresh_tokens"."created_at" >= "refresh_tokens"."started_at");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_forgotten_at_order" CHECK ("users"."forgotten_at" >= "users"."expired_at");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_forgotten" CHECK ("users"."forgotten_at" is null or "users"."expired_at" is not null);