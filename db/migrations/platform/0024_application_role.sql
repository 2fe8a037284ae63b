ALTER TABLE "reports" DROP CONSTRAINT "reports_subject_enum";--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_subject_enum" CHECK ("reports"."subject" in ('pilot', 'region', 'policy', 'motion', 'candidacy', 'recall', 'breach', 'answer'));--> statement-breakpoint
-- Counts of limits (server/limits): made here, since the application's role makes no tables.
create table if not exists rate_limits (key varchar(255) primary key, points integer not null default 0, expire bigint);
