ALTER TABLE "refresh_tokens" ALTER COLUMN "started_at" SET DEFAULT date_trunc('milliseconds', now());--> statement-breakpoint
ALTER TABLE "authenticator_apps" ADD COLUMN "sealed_secret" text;