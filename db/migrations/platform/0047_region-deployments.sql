CREATE TABLE "region_deployments" (
	"region_id" uuid PRIMARY KEY NOT NULL,
	"driver" text DEFAULT 'process' NOT NULL,
	"served_by" text NOT NULL,
	"cpu" integer NOT NULL,
	"memory_gb" integer NOT NULL,
	"suspended_at" timestamp with time zone,
	"generation" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" uuid,
	"observed_state" text,
	"observed_since" timestamp with time zone,
	"observed_generation" integer DEFAULT 0 NOT NULL,
	"observed_at" timestamp with time zone,
	"error" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone,
	"restarts" integer DEFAULT 0 NOT NULL,
	"steps" jsonb NOT NULL,
	"host" text,
	"keeper" uuid,
	"leased_until" timestamp with time zone,
	CONSTRAINT "region_deployments_cpu_range" CHECK ("region_deployments"."cpu" between 1 and 8),
	CONSTRAINT "region_deployments_memory_gb_range" CHECK ("region_deployments"."memory_gb" between 2 and 16),
	CONSTRAINT "region_deployments_generation_range" CHECK ("region_deployments"."generation" >= 1),
	CONSTRAINT "region_deployments_observed_generation" CHECK ("region_deployments"."observed_generation" between 0 and "region_deployments"."generation"),
	CONSTRAINT "region_deployments_observed_since_together" CHECK (("region_deployments"."observed_state" is null) = ("region_deployments"."observed_since" is null)),
	CONSTRAINT "region_deployments_failures_range" CHECK ("region_deployments"."failures" >= 0),
	CONSTRAINT "region_deployments_restarts_range" CHECK ("region_deployments"."restarts" >= 0),
	CONSTRAINT "region_deployments_steps_json" CHECK (jsonb_typeof("region_deployments"."steps") = 'array'),
	CONSTRAINT "region_deployments_leased_until_together" CHECK (("region_deployments"."host" is null) = ("region_deployments"."leased_until" is null)),
	CONSTRAINT "region_deployments_driver_enum" CHECK ("region_deployments"."driver" in ('process')),
	CONSTRAINT "region_deployments_served_by_enum" CHECK ("region_deployments"."served_by" in ('shared', 'own', 'elsewhere')),
	CONSTRAINT "region_deployments_observed_state_enum" CHECK ("region_deployments"."observed_state" in ('running', 'starting', 'away', 'suspended', 'gone'))
);
--> statement-breakpoint
ALTER TABLE "operations" DROP CONSTRAINT "operations_kind_enum";--> statement-breakpoint
ALTER TABLE "region_deployments" ADD CONSTRAINT "region_deployments_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "region_deployments" ADD CONSTRAINT "region_deployments_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "region_deployments_host_idx" ON "region_deployments" USING btree ("host");--> statement-breakpoint
CREATE INDEX "region_deployments_changed_by_idx" ON "region_deployments" USING btree ("changed_by");--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_kind_enum" CHECK ("operations"."kind" in ('generate-nexus', 'provision-region', 'change-deployment', 'evacuate-region', 'archive-region', 'return-region', 'terminate-region', 'restore-galaxy', 'restore-platform'));