CREATE TABLE "plan_prices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"plan_id" uuid NOT NULL,
	"amount_minor" integer NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"moves_at" timestamp with time zone,
	"moved_at" timestamp with time zone,
	CONSTRAINT "plan_prices_amount_minor_range" CHECK ("plan_prices"."amount_minor" >= 1),
	CONSTRAINT "plan_prices_valid_until_order" CHECK ("plan_prices"."valid_until" >= "plan_prices"."valid_from"),
	CONSTRAINT "plan_prices_moved_at_order" CHECK ("plan_prices"."moved_at" >= "plan_prices"."moves_at")
);
--> statement-breakpoint
DROP INDEX "paypal_plans_key";--> statement-breakpoint
ALTER TABLE "payment_ledger" ADD COLUMN "months" integer;--> statement-breakpoint
ALTER TABLE "paypal_bindings" ADD COLUMN "plan_id" uuid;--> statement-breakpoint
ALTER TABLE "paypal_plans" ADD COLUMN "on_sale_from" timestamp with time zone DEFAULT '1970-01-01T00:00:00.000Z' NOT NULL;--> statement-breakpoint
ALTER TABLE "paypal_plans" ADD COLUMN "on_sale_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "plan_prices" ADD CONSTRAINT "plan_prices_plan_id_paypal_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."paypal_plans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "plan_prices_open_move_key" ON "plan_prices" USING btree ("plan_id") WHERE moves_at is not null and moved_at is null and valid_until is null;--> statement-breakpoint
CREATE INDEX "plan_prices_plan_idx" ON "plan_prices" USING btree ("plan_id","valid_from");--> statement-breakpoint
ALTER TABLE "paypal_bindings" ADD CONSTRAINT "paypal_bindings_plan_id_paypal_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."paypal_plans"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "paypal_bindings_plan_idx" ON "paypal_bindings" USING btree ("plan_id");--> statement-breakpoint
CREATE UNIQUE INDEX "paypal_plans_on_sale_key" ON "paypal_plans" USING btree ("environment","plan") WHERE on_sale_until is null;--> statement-breakpoint
CREATE UNIQUE INDEX "paypal_plans_paypal_key" ON "paypal_plans" USING btree ("environment","paypal_plan_id");--> statement-breakpoint
ALTER TABLE "payment_ledger" ADD CONSTRAINT "payment_ledger_months_range" CHECK ("payment_ledger"."months" between 0 and 24);--> statement-breakpoint
ALTER TABLE "paypal_plans" ADD CONSTRAINT "paypal_plans_on_sale_until_order" CHECK ("paypal_plans"."on_sale_until" >= "paypal_plans"."on_sale_from");--> statement-breakpoint
INSERT INTO "plan_prices" ("plan_id", "amount_minor", "valid_from") SELECT "id", "amount_minor", "on_sale_from" FROM "paypal_plans";--> statement-breakpoint
UPDATE "paypal_bindings" AS b SET "plan_id" = p."id" FROM "subscriptions" AS s, "paypal_plans" AS p
 WHERE s."id" = b."subscription_id" AND p."plan" = s."plan"
   AND NOT EXISTS (SELECT 1 FROM "paypal_plans" AS o WHERE o."plan" = p."plan" AND o."id" <> p."id");--> statement-breakpoint
UPDATE "payment_ledger" AS l
   SET "months" = CASE WHEN l."currency" = s."currency" AND l."amount_minor" % s."amount_minor" = 0 AND l."amount_minor" / s."amount_minor" <= 24
                       THEN l."amount_minor" / s."amount_minor" ELSE 0 END
  FROM "subscriptions" AS s WHERE s."id" = l."subscription_id" AND l."kind" = 'payment';
