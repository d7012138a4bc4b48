ALTER TABLE "quotas" ADD COLUMN "rooms" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "quotas" ADD COLUMN "two_sessions" integer DEFAULT 100 NOT NULL;--> statement-breakpoint
ALTER TABLE "zones" ADD COLUMN "shared" boolean DEFAULT false NOT NULL;