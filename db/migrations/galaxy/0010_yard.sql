CREATE TABLE "yard_orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"user_id" uuid NOT NULL,
	"port_id" integer NOT NULL,
	"kind" text NOT NULL,
	"hull" text,
	"module" text,
	"price" bigint NOT NULL,
	"trade_in" bigint NOT NULL,
	"cost" bigint NOT NULL,
	"berth_fee" bigint NOT NULL,
	"docking_turns" integer NOT NULL,
	"purse" bigint NOT NULL,
	CONSTRAINT "yard_orders_port_id_range" CHECK ("yard_orders"."port_id" >= 1),
	CONSTRAINT "yard_orders_hull_when" CHECK (("yard_orders"."hull" is not null) = ("yard_orders"."kind" in ('hull'))),
	CONSTRAINT "yard_orders_module_when" CHECK (("yard_orders"."module" is not null) = ("yard_orders"."kind" in ('module'))),
	CONSTRAINT "yard_orders_price_range" CHECK ("yard_orders"."price" >= 0),
	CONSTRAINT "yard_orders_trade_in_range" CHECK ("yard_orders"."trade_in" >= 0),
	CONSTRAINT "yard_orders_berth_fee_range" CHECK ("yard_orders"."berth_fee" >= 0),
	CONSTRAINT "yard_orders_purse_range" CHECK ("yard_orders"."purse" >= 0),
	CONSTRAINT "yard_orders_docking_turns_range" CHECK ("yard_orders"."docking_turns" between 0 and 100),
	CONSTRAINT "yard_orders_adds_up" CHECK ("yard_orders"."cost" = "yard_orders"."price" - "yard_orders"."trade_in" and "yard_orders"."cost" >= 0),
	CONSTRAINT "yard_orders_kind_enum" CHECK ("yard_orders"."kind" in ('hull', 'module', 'repair')),
	CONSTRAINT "yard_orders_hull_enum" CHECK ("yard_orders"."hull" in ('pathfinder', 'courier', 'hauler', 'freighter', 'bulk_carrier', 'corvette')),
	CONSTRAINT "yard_orders_module_enum" CHECK ("yard_orders"."module" in ('shield', 'guns', 'scanner'))
);
--> statement-breakpoint
ALTER TABLE "yard_orders" ADD CONSTRAINT "yard_orders_user_id_pilots_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."pilots"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "yard_orders_user_idx" ON "yard_orders" USING btree ("user_id","at","id");