DROP INDEX "trades_user_idx";--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "log_read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "trades" ADD COLUMN "number" bigserial NOT NULL;--> statement-breakpoint
CREATE INDEX "charted_sectors_moment_idx" ON "charted_sectors" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "trades_user_idx" ON "trades" USING btree ("user_id","at","number");