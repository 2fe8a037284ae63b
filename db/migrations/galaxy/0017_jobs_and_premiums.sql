ALTER TABLE "contracts" ADD COLUMN "posted_by" uuid;--> statement-breakpoint
ALTER TABLE "market_days" ADD COLUMN "filled" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "market_days" ADD COLUMN "premiums" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_posted_by_job" CHECK ("contracts"."posted_by" is null or "contracts"."kind" = 'treasury_job');--> statement-breakpoint
ALTER TABLE "market_days" ADD CONSTRAINT "market_days_filled_range" CHECK ("market_days"."filled" >= 0);--> statement-breakpoint
ALTER TABLE "market_days" ADD CONSTRAINT "market_days_premiums_range" CHECK ("market_days"."premiums" >= 0);--> statement-breakpoint
UPDATE "market_days" SET "premiums" = past.premiums FROM (
  SELECT "port_id", "commodity", ("at" AT TIME ZONE 'UTC')::date AS day, sum("premium") AS premiums FROM "trades" WHERE "premium" > 0 GROUP BY 1, 2, 3
) past WHERE "market_days"."port_id" = past.port_id AND "market_days"."commodity" = past.commodity AND "market_days"."day" = past.day;--> statement-breakpoint
UPDATE "market_days" SET "filled" = past.filled FROM (
  SELECT "port_id", "commodity", ("ended_at" AT TIME ZONE 'UTC')::date AS day, count(*)::int AS filled FROM "contracts" WHERE "state" = 'done' AND "kind" IN ('shortage', 'treasury_job') GROUP BY 1, 2, 3
) past WHERE "market_days"."port_id" = past.port_id AND "market_days"."commodity" = past.commodity AND "market_days"."day" = past.day;
