CREATE TABLE "galaxy_news" (
	"galaxy_id" uuid PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"festival" jsonb,
	"shocks" jsonb NOT NULL,
	CONSTRAINT "galaxy_news_shocks_json" CHECK (jsonb_typeof("galaxy_news"."shocks") = 'array'),
	CONSTRAINT "galaxy_news_festival_json" CHECK (jsonb_typeof("galaxy_news"."festival") = 'object')
);
--> statement-breakpoint
ALTER TABLE "galaxy_news" ADD CONSTRAINT "galaxy_news_galaxy_id_galaxies_id_fk" FOREIGN KEY ("galaxy_id") REFERENCES "public"."galaxies"("id") ON DELETE no action ON UPDATE no action;