CREATE TABLE "parent_passwords" (
	"confirmation_id" uuid PRIMARY KEY NOT NULL,
	"pupil_id" uuid NOT NULL,
	"password_hash" text NOT NULL,
	"issued_at" timestamptz(3) NOT NULL,
	"issued_by" uuid NOT NULL,
	"revoked_at" timestamptz(3)
);
--> statement-breakpoint
ALTER TABLE "parent_passwords" ADD CONSTRAINT "parent_passwords_confirmation_id_confirmations_id_fk" FOREIGN KEY ("confirmation_id") REFERENCES "public"."confirmations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parent_passwords" ADD CONSTRAINT "parent_passwords_pupil_id_pupils_id_fk" FOREIGN KEY ("pupil_id") REFERENCES "public"."pupils"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "parent_passwords_pupil" ON "parent_passwords" USING btree ("pupil_id");