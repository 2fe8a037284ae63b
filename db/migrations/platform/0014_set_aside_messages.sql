CREATE TABLE "set_aside_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigserial NOT NULL,
	"galaxy_id" uuid NOT NULL,
	"user_id" uuid,
	"message" jsonb NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"set_aside_at" timestamp with time zone NOT NULL,
	"error" text,
	"attempts" integer NOT NULL,
	CONSTRAINT "set_aside_messages_message_json" CHECK (jsonb_typeof("set_aside_messages"."message") = 'object'),
	CONSTRAINT "set_aside_messages_attempts_range" CHECK ("set_aside_messages"."attempts" >= 0)
);
--> statement-breakpoint
ALTER TABLE "set_aside_messages" ADD CONSTRAINT "set_aside_messages_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "set_aside_messages_pilot_idx" ON "set_aside_messages" USING btree ("galaxy_id","user_id","number");