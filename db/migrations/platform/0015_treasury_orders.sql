ALTER TABLE "policies" ADD COLUMN "treasury_order" jsonb;--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "order_cost" bigint;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_treasury_order_json" CHECK (jsonb_typeof("policies"."treasury_order") = 'object');--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_order_cost_together" CHECK (("policies"."treasury_order" is null) = ("policies"."order_cost" is null));--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_order_cost_range" CHECK ("policies"."order_cost" >= 0);--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_order_only" CHECK ("policies"."treasury_order" is null or ("policies"."proposed_changes" = '{}' and "policies"."law_id" is null and "policies"."expires_after_days" is null));