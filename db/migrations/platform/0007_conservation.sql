CREATE TABLE "conservation_audits" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"result" text NOT NULL,
	"transit" jsonb NOT NULL,
	"differences" jsonb NOT NULL,
	"differences_total" integer NOT NULL,
	"unreached" jsonb NOT NULL,
	"duration_ms" integer NOT NULL,
	CONSTRAINT "conservation_audits_transit_json" CHECK (jsonb_typeof("conservation_audits"."transit") = 'array'),
	CONSTRAINT "conservation_audits_differences_json" CHECK (jsonb_typeof("conservation_audits"."differences") = 'array'),
	CONSTRAINT "conservation_audits_unreached_json" CHECK (jsonb_typeof("conservation_audits"."unreached") = 'array'),
	CONSTRAINT "conservation_audits_differences_total_range" CHECK ("conservation_audits"."differences_total" >= 0),
	CONSTRAINT "conservation_audits_duration_ms_range" CHECK ("conservation_audits"."duration_ms" >= 0),
	CONSTRAINT "conservation_audits_result_enum" CHECK ("conservation_audits"."result" in ('balanced', 'differences', 'incomplete'))
);
--> statement-breakpoint
CREATE INDEX "conservation_audits_at_idx" ON "conservation_audits" USING btree ("at");--> statement-breakpoint
CREATE INDEX "custody_closed_idx" ON "custody" USING btree ("closed_at");