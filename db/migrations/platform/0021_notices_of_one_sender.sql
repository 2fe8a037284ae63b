ALTER TABLE "notifications" ADD COLUMN "sender_id" uuid;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "joined_hrefs" text[] DEFAULT '{}' NOT NULL;