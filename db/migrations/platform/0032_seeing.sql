CREATE TABLE "alerts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"fingerprint" text NOT NULL,
	"name" text NOT NULL,
	"severity" text NOT NULL,
	"summary" text NOT NULL,
	"labels" jsonb NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"last_told_at" timestamp with time zone NOT NULL,
	"notified_at" timestamp with time zone,
	CONSTRAINT "alerts_fingerprint_shape" CHECK ("alerts"."fingerprint" ~ '^[0-9a-f]{1,32}$'),
	CONSTRAINT "alerts_name_length" CHECK (char_length("alerts"."name") between 1 and 100),
	CONSTRAINT "alerts_summary_length" CHECK (char_length("alerts"."summary") between 0 and 500),
	CONSTRAINT "alerts_labels_json" CHECK (jsonb_typeof("alerts"."labels") = 'object'),
	CONSTRAINT "alerts_ended_at_order" CHECK ("alerts"."ended_at" >= "alerts"."started_at"),
	CONSTRAINT "alerts_severity_enum" CHECK ("alerts"."severity" in ('critical', 'warning'))
);
--> statement-breakpoint
CREATE TABLE "incident_updates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"incident_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "incident_updates_text_length" CHECK (char_length("incident_updates"."text") between 5 and 1000),
	CONSTRAINT "incident_updates_state_enum" CHECK ("incident_updates"."state" in ('investigating', 'identified', 'watching', 'resolved'))
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"title" text NOT NULL,
	"component" text NOT NULL,
	"severity" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	CONSTRAINT "incidents_title_length" CHECK (char_length("incidents"."title") between 5 and 120),
	CONSTRAINT "incidents_resolved_at_order" CHECK ("incidents"."resolved_at" >= "incidents"."started_at"),
	CONSTRAINT "incidents_component_enum" CHECK ("incidents"."component" in ('platform', 'nexus', 'regions', 'payments', 'mails')),
	CONSTRAINT "incidents_severity_enum" CHECK ("incidents"."severity" in ('notice', 'degraded', 'down'))
);
--> statement-breakpoint
ALTER TABLE "galaxies" ADD COLUMN "away_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "incident_updates" ADD CONSTRAINT "incident_updates_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_firing_key" ON "alerts" USING btree ("fingerprint","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_open_key" ON "alerts" USING btree ("fingerprint") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "alerts_started_idx" ON "alerts" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "alerts_notified_idx" ON "alerts" USING btree ("notified_at");--> statement-breakpoint
CREATE INDEX "incident_updates_incident_idx" ON "incident_updates" USING btree ("incident_id","at");--> statement-breakpoint
CREATE INDEX "incidents_open_idx" ON "incidents" USING btree ("started_at") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "incidents_resolved_idx" ON "incidents" USING btree ("resolved_at");