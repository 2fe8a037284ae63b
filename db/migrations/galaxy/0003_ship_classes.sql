ALTER TABLE "ships" DROP CONSTRAINT "ships_ship_class_enum";--> statement-breakpoint
ALTER TABLE "ships" ADD CONSTRAINT "ships_ship_class_enum" CHECK ("ships"."ship_class" in ('pathfinder', 'courier', 'hauler', 'freighter', 'bulk_carrier', 'corvette'));
