ALTER TABLE "users" DROP CONSTRAINT "users_starting_credits_range";--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_starting_credits_together";--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_paid_what_was_owed";--> statement-breakpoint
ALTER TABLE "whereabouts" ADD COLUMN "state" text DEFAULT 'present' NOT NULL;--> statement-breakpoint
ALTER TABLE "whereabouts" ALTER COLUMN "state" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "starting_credits_from";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "starting_credits";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "starting_credits_paid_at";--> statement-breakpoint
ALTER TABLE "whereabouts" ADD CONSTRAINT "whereabouts_state_enum" CHECK ("whereabouts"."state" in ('beginning', 'present', 'travelling'));