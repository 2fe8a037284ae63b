CREATE TABLE "bookmarks" (
	"user_id" uuid NOT NULL,
	"galaxy_id" uuid NOT NULL,
	"sector_id" integer NOT NULL,
	"sector_name" text NOT NULL,
	"note" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "bookmarks_user_id_galaxy_id_sector_id_pk" PRIMARY KEY("user_id","galaxy_id","sector_id"),
	CONSTRAINT "bookmarks_sector_id_range" CHECK ("bookmarks"."sector_id" >= 1),
	CONSTRAINT "bookmarks_note_length" CHECK (char_length("bookmarks"."note") between 0 and 200)
);
--> statement-breakpoint
ALTER TABLE "bookmarks" ADD CONSTRAINT "bookmarks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookmarks" ADD CONSTRAINT "bookmarks_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;