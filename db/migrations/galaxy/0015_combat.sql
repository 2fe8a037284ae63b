CREATE TABLE "ambushes" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"sector_id" integer NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"fencing_version" bigint NOT NULL,
	"citizen_of" jsonb NOT NULL,
	CONSTRAINT "ambushes_sector_id_range" CHECK ("ambushes"."sector_id" >= 1),
	CONSTRAINT "ambushes_fencing_version_range" CHECK ("ambushes"."fencing_version" >= 0),
	CONSTRAINT "ambushes_until_order" CHECK ("ambushes"."until" > "ambushes"."since"),
	CONSTRAINT "ambushes_citizen_of_json" CHECK (jsonb_typeof("ambushes"."citizen_of") = 'array')
);
--> statement-breakpoint
CREATE TABLE "fights" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"attacker_id" uuid NOT NULL,
	"defender_id" uuid NOT NULL,
	"sector_id" integer NOT NULL,
	"attack" integer NOT NULL,
	"defense" integer NOT NULL,
	"won" boolean NOT NULL,
	"spoils" jsonb NOT NULL,
	"towed_to" integer,
	CONSTRAINT "fights_sector_id_range" CHECK ("fights"."sector_id" >= 1),
	CONSTRAINT "fights_attack_range" CHECK ("fights"."attack" >= 1),
	CONSTRAINT "fights_defense_range" CHECK ("fights"."defense" >= 0),
	CONSTRAINT "fights_spoils_json" CHECK (jsonb_typeof("fights"."spoils") = 'object'),
	CONSTRAINT "fights_towed_to_range" CHECK ("fights"."towed_to" >= 1),
	CONSTRAINT "fights_ties_defend" CHECK ("fights"."won" = ("fights"."attack" > "fights"."defense") and "fights"."won" = ("fights"."towed_to" is not null))
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"defender_id" uuid PRIMARY KEY NOT NULL,
	"attacker_id" uuid NOT NULL,
	"sector_id" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "meetings_sector_id_range" CHECK ("meetings"."sector_id" >= 1),
	CONSTRAINT "meetings_two_pilots" CHECK ("meetings"."attacker_id" <> "meetings"."defender_id")
);
--> statement-breakpoint
ALTER TABLE "event_days" DROP CONSTRAINT "event_days_kind_enum";--> statement-breakpoint
ALTER TABLE "event_log" DROP CONSTRAINT "event_log_kind_enum";--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "began_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "defeated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "attacked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ambushes" ADD CONSTRAINT "ambushes_user_id_pilots_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fights" ADD CONSTRAINT "fights_attacker_id_pilots_user_id_fk" FOREIGN KEY ("attacker_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fights" ADD CONSTRAINT "fights_defender_id_pilots_user_id_fk" FOREIGN KEY ("defender_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_defender_id_pilots_user_id_fk" FOREIGN KEY ("defender_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ambushes_sector_idx" ON "ambushes" USING btree ("sector_id");--> statement-breakpoint
CREATE INDEX "fights_attacker_idx" ON "fights" USING btree ("attacker_id","at");--> statement-breakpoint
CREATE INDEX "fights_defender_idx" ON "fights" USING btree ("defender_id","at");--> statement-breakpoint
CREATE INDEX "meetings_attacker_idx" ON "meetings" USING btree ("attacker_id");--> statement-breakpoint
ALTER TABLE "event_days" ADD CONSTRAINT "event_days_kind_enum" CHECK ("event_days"."kind" in ('arrived', 'moved', 'relocated', 'departed', 'shock', 'attacked'));--> statement-breakpoint
ALTER TABLE "event_log" ADD CONSTRAINT "event_log_kind_enum" CHECK ("kind" in ('arrived', 'moved', 'relocated', 'departed', 'shock', 'attacked'));