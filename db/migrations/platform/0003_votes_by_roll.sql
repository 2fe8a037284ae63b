CREATE INDEX "council_motions_roll_idx" ON "council_motions" USING btree ("roll_id");--> statement-breakpoint
CREATE INDEX "treaty_sides_roll_idx" ON "treaty_sides" USING btree ("roll_id");--> statement-breakpoint
CREATE INDEX "elections_roll_idx" ON "elections" USING btree ("roll_id");--> statement-breakpoint
CREATE INDEX "recalls_roll_idx" ON "recalls" USING btree ("roll_id");--> statement-breakpoint
CREATE INDEX "policies_roll_idx" ON "policies" USING btree ("roll_id");