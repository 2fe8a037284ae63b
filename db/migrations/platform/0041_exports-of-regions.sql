DROP INDEX "data_exports_open_key";--> statement-breakpoint
ALTER TABLE "data_exports" ADD COLUMN "region_id" uuid;--> statement-breakpoint
ALTER TABLE "data_exports" ADD COLUMN "contents" jsonb;--> statement-breakpoint
ALTER TABLE "data_exports" ADD CONSTRAINT "data_exports_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "data_exports_open_of_region_key" ON "data_exports" USING btree ("region_id") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "data_exports_region_idx" ON "data_exports" USING btree ("region_id","requested_at");--> statement-breakpoint
CREATE UNIQUE INDEX "data_exports_open_key" ON "data_exports" USING btree ("user_id") WHERE state = 'queued' and region_id is null;--> statement-breakpoint
ALTER TABLE "data_exports" ADD CONSTRAINT "data_exports_contents_json" CHECK (jsonb_typeof("data_exports"."contents") = 'array');--> statement-breakpoint
ALTER TABLE "data_exports" ADD CONSTRAINT "data_exports_contents" CHECK (("data_exports"."contents" is not null) = ("data_exports"."region_id" is not null and "data_exports"."state" = 'ready'));