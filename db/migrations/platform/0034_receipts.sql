ALTER TABLE "payment_ledger" ADD COLUMN "fee_minor" integer;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "next_billing_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "payer" text;--> statement-breakpoint
CREATE INDEX "payment_ledger_sale_idx" ON "payment_ledger" USING btree ("sale_id");--> statement-breakpoint
ALTER TABLE "payment_ledger" ADD CONSTRAINT "payment_ledger_fee_minor_range" CHECK ("payment_ledger"."fee_minor" >= 0);