ALTER TABLE "regions" ADD COLUMN "tariff_bp" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "regions" ADD CONSTRAINT "regions_tariff_bp_range" CHECK ("regions"."tariff_bp" between 0 and 1000);
