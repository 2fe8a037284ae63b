CREATE TABLE "kept_tiers" (
	"region_id" uuid NOT NULL,
	"tier" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "kept_tiers_region_id_tier_pk" PRIMARY KEY("region_id","tier"),
	CONSTRAINT "kept_tiers_tier_enum" CHECK ("kept_tiers"."tier" in ('standard', 'large', 'grand'))
);
--> statement-breakpoint
ALTER TABLE "kept_tiers" ADD CONSTRAINT "kept_tiers_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE cascade ON UPDATE no action;