ALTER TABLE "regions" ADD COLUMN "patrols_paid_day" text;--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "patrols_paid_level" integer;