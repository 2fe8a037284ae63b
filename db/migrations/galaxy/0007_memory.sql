CREATE TABLE "remembered_ports" (
	"user_id" uuid NOT NULL,
	"port_id" integer NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"markets" jsonb NOT NULL,
	CONSTRAINT "remembered_ports_user_id_port_id_pk" PRIMARY KEY("user_id","port_id"),
	CONSTRAINT "remembered_ports_port_id_range" CHECK ("remembered_ports"."port_id" >= 1),
	CONSTRAINT "remembered_ports_markets_json" CHECK (jsonb_typeof("remembered_ports"."markets") = 'array')
);
--> statement-breakpoint
ALTER TABLE "remembered_ports" ADD CONSTRAINT "remembered_ports_user_id_pilots_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "remembered_ports_age_idx" ON "remembered_ports" USING btree ("user_id","seen_at","port_id");