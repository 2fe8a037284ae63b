ALTER TABLE "galaxy_outbox" ADD COLUMN "acknowledged_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "galaxy_outbox_open_idx" ON "galaxy_outbox" USING btree ("number") WHERE acknowledged_at is null;--> statement-breakpoint
CREATE INDEX "galaxy_outbox_acknowledged_idx" ON "galaxy_outbox" USING btree ("acknowledged_at");--> statement-breakpoint
ALTER TABLE "galaxy_outbox" ADD CONSTRAINT "galaxy_outbox_acknowledged_at_order" CHECK ("galaxy_outbox"."acknowledged_at" >= "galaxy_outbox"."at");