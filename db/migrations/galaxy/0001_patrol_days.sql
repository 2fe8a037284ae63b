CREATE TABLE "patrol_days" (
	"day" text PRIMARY KEY NOT NULL,
	"ordered" integer NOT NULL,
	"paid" integer NOT NULL,
	"upkeep" bigint NOT NULL,
	"booked_at" timestamp with time zone NOT NULL
);
