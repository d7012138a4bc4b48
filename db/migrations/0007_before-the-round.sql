CREATE TABLE "candidates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"unit_id" uuid NOT NULL,
	"unit_path" text NOT NULL,
	"full_name" text NOT NULL,
	"folded" text NOT NULL,
	"birth_date" date NOT NULL,
	"phone" text NOT NULL,
	"number_enc" "bytea",
	"number_key" "bytea",
	"state" text NOT NULL,
	"papers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"note" text,
	"made_by" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"pupil_id" uuid NOT NULL,
	"school_path" text NOT NULL,
	"class_name" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"file_id" uuid,
	"due_on" date,
	"reason" text,
	"decided_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "evidence_once" UNIQUE("pupil_id","kind","title")
);
--> statement-breakpoint
CREATE TABLE "exam_accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"pupil_id" uuid,
	"candidate_id" uuid,
	"unit_path" text NOT NULL,
	"class_name" text NOT NULL,
	"kind" text NOT NULL,
	"account_enc" "bytea" NOT NULL,
	"account_key" "bytea" NOT NULL,
	"handed_over_at" timestamptz(3),
	"merged_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "exam_accounts_pupil_id_unique" UNIQUE("pupil_id"),
	CONSTRAINT "exam_accounts_candidate_id_unique" UNIQUE("candidate_id"),
	CONSTRAINT "exam_accounts_account_key_unique" UNIQUE("account_key")
);
--> statement-breakpoint
CREATE TABLE "identity_batches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"adapter" text NOT NULL,
	"state" text NOT NULL,
	"unit_path" text NOT NULL,
	"cohort" text,
	"total" integer DEFAULT 0 NOT NULL,
	"answered" integer DEFAULT 0 NOT NULL,
	"sent_file_id" uuid,
	"answer_file_id" uuid,
	"problem" text,
	"created_by" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity_checks" (
	"pupil_id" uuid PRIMARY KEY NOT NULL,
	"school_path" text NOT NULL,
	"class_name" text NOT NULL,
	"cohort" text NOT NULL,
	"state" text NOT NULL,
	"fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"population_enc" "bytea",
	"batch_id" uuid,
	"reason" text,
	"note" text,
	"evidence_file_id" uuid,
	"proposal" text,
	"resolution" text,
	"pupil_version" integer NOT NULL,
	"answered_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "registration_slips" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"pupil_id" uuid NOT NULL,
	"school_path" text NOT NULL,
	"class_name" text NOT NULL,
	"state" text NOT NULL,
	"prints" integer DEFAULT 0 NOT NULL,
	"printed_version" integer,
	"correction" text,
	"signed_at" timestamptz(3),
	"kept_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "registration_slips_pupil_id_unique" UNIQUE("pupil_id")
);
--> statement-breakpoint
CREATE TABLE "sector_records" (
	"pupil_id" uuid PRIMARY KEY NOT NULL,
	"school_path" text NOT NULL,
	"class_name" text NOT NULL,
	"full_name" text NOT NULL,
	"birth_date" date NOT NULL,
	"sex" text NOT NULL,
	"address" text NOT NULL,
	"number_enc" "bytea",
	"number_key" "bytea",
	"number_known_wrong" boolean DEFAULT false NOT NULL,
	"passport" text,
	"passport_temporary" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_mappings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"unit_id" uuid NOT NULL,
	"unit_path" text NOT NULL,
	"kind" text NOT NULL,
	"columns" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_mappings_once" UNIQUE("unit_id","kind")
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"import_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"verdict" text NOT NULL,
	"values" jsonb NOT NULL,
	"diff" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"target_id" uuid,
	"applied" boolean DEFAULT false NOT NULL,
	"before" jsonb,
	"after_version" integer,
	CONSTRAINT "import_rows_import_id_row_number_pk" PRIMARY KEY("import_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"mode" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"unit_path" text NOT NULL,
	"file_id" uuid NOT NULL,
	"state" text NOT NULL,
	"mapping" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"headers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"rows_done" integer DEFAULT 0 NOT NULL,
	"rows_total" integer DEFAULT 0 NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"refusal" jsonb,
	"good_rows_only" boolean DEFAULT false NOT NULL,
	"created_by" uuid NOT NULL,
	"acting_for" uuid NOT NULL,
	"committed_by" uuid,
	"undone_by" uuid,
	"committed_at" timestamptz(3),
	"undone_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "place_changes" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"place_id" uuid NOT NULL,
	"unit_path" text NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"on" date NOT NULL,
	"reason" text,
	"directive_id" uuid,
	"made_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "place_successors" (
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"on" date NOT NULL,
	"whole" boolean NOT NULL,
	CONSTRAINT "place_successors_from_id_to_id_pk" PRIMARY KEY("from_id","to_id")
);
--> statement-breakpoint
CREATE TABLE "places" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"scheme" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"folded" text NOT NULL,
	"parent_id" uuid,
	"path" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"unit_path" text NOT NULL,
	"state" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"proposed_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "places_code_unique" UNIQUE("code"),
	CONSTRAINT "places_path_unique" UNIQUE("path")
);
--> statement-breakpoint
CREATE TABLE "duplicates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"pupil_a" uuid NOT NULL,
	"pupil_b" uuid NOT NULL,
	"path_a" text NOT NULL,
	"path_b" text NOT NULL,
	"unit_path" text NOT NULL,
	"state" text NOT NULL,
	"kept_id" uuid,
	"reason" text,
	"snapshot" jsonb,
	"decided_by" uuid,
	"decided_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "duplicates_once" UNIQUE("pupil_a","pupil_b","kind")
);
--> statement-breakpoint
CREATE TABLE "pupil_claims" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"pupil_id" uuid NOT NULL,
	"holder_path" text NOT NULL,
	"claimant_id" uuid NOT NULL,
	"claimant_path" text NOT NULL,
	"class_name" text NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"decision" text,
	"claimed_by" uuid NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quotas" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"year" smallint NOT NULL,
	"intake" text NOT NULL,
	"school_id" uuid NOT NULL,
	"unit_path" text NOT NULL,
	"seats" integer NOT NULL,
	"classes" integer NOT NULL,
	"criteria" text DEFAULT '' NOT NULL,
	"papers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"forms" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "quotas_once" UNIQUE("year","intake","school_id")
);
--> statement-breakpoint
CREATE TABLE "zone_changes" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"unit_path" text NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"affected" integer DEFAULT 0 NOT NULL,
	"directive_id" uuid,
	"reason" text,
	"made_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "zone_comments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"plan_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"unit_path" text NOT NULL,
	"agrees" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"reply" text,
	"made_by" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "zone_comments_once" UNIQUE("plan_id","school_id")
);
--> statement-breakpoint
CREATE TABLE "zone_plans" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"year" smallint NOT NULL,
	"unit_id" uuid NOT NULL,
	"unit_path" text NOT NULL,
	"state" text NOT NULL,
	"directive_id" uuid,
	"return_reason" text,
	"frozen_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "zone_plans_once" UNIQUE("year","unit_id")
);
--> statement-breakpoint
CREATE TABLE "zones" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"year" smallint NOT NULL,
	"intake" text NOT NULL,
	"place_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"unit_path" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"note" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "zones_once" UNIQUE("year","intake","place_id","school_id","valid_from")
);
--> statement-breakpoint
ALTER TABLE "pupils" ADD COLUMN "standing" text DEFAULT 'enrolled' NOT NULL;--> statement-breakpoint
ALTER TABLE "pupils" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "pupils" ADD COLUMN "place_id" uuid;--> statement-breakpoint
ALTER TABLE "pupils" ADD COLUMN "residence" text DEFAULT 'missing' NOT NULL;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_pupil_id_pupils_id_fk" FOREIGN KEY ("pupil_id") REFERENCES "public"."pupils"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exam_accounts" ADD CONSTRAINT "exam_accounts_pupil_id_pupils_id_fk" FOREIGN KEY ("pupil_id") REFERENCES "public"."pupils"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_batches" ADD CONSTRAINT "identity_batches_sent_file_id_files_id_fk" FOREIGN KEY ("sent_file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_batches" ADD CONSTRAINT "identity_batches_answer_file_id_files_id_fk" FOREIGN KEY ("answer_file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_checks" ADD CONSTRAINT "identity_checks_pupil_id_pupils_id_fk" FOREIGN KEY ("pupil_id") REFERENCES "public"."pupils"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_checks" ADD CONSTRAINT "identity_checks_batch_id_identity_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."identity_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_checks" ADD CONSTRAINT "identity_checks_evidence_file_id_files_id_fk" FOREIGN KEY ("evidence_file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_slips" ADD CONSTRAINT "registration_slips_pupil_id_pupils_id_fk" FOREIGN KEY ("pupil_id") REFERENCES "public"."pupils"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sector_records" ADD CONSTRAINT "sector_records_pupil_id_pupils_id_fk" FOREIGN KEY ("pupil_id") REFERENCES "public"."pupils"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_mappings" ADD CONSTRAINT "import_mappings_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_created_by_staff_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_changes" ADD CONSTRAINT "place_changes_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_changes" ADD CONSTRAINT "place_changes_directive_id_directives_id_fk" FOREIGN KEY ("directive_id") REFERENCES "public"."directives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_successors" ADD CONSTRAINT "place_successors_from_id_places_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_successors" ADD CONSTRAINT "place_successors_to_id_places_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_proposed_by_units_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicates" ADD CONSTRAINT "duplicates_pupil_a_pupils_id_fk" FOREIGN KEY ("pupil_a") REFERENCES "public"."pupils"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicates" ADD CONSTRAINT "duplicates_pupil_b_pupils_id_fk" FOREIGN KEY ("pupil_b") REFERENCES "public"."pupils"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pupil_claims" ADD CONSTRAINT "pupil_claims_pupil_id_pupils_id_fk" FOREIGN KEY ("pupil_id") REFERENCES "public"."pupils"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pupil_claims" ADD CONSTRAINT "pupil_claims_claimant_id_units_id_fk" FOREIGN KEY ("claimant_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotas" ADD CONSTRAINT "quotas_school_id_units_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zone_changes" ADD CONSTRAINT "zone_changes_plan_id_zone_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."zone_plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zone_changes" ADD CONSTRAINT "zone_changes_directive_id_directives_id_fk" FOREIGN KEY ("directive_id") REFERENCES "public"."directives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zone_comments" ADD CONSTRAINT "zone_comments_plan_id_zone_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."zone_plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zone_comments" ADD CONSTRAINT "zone_comments_school_id_units_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zone_plans" ADD CONSTRAINT "zone_plans_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zone_plans" ADD CONSTRAINT "zone_plans_directive_id_directives_id_fk" FOREIGN KEY ("directive_id") REFERENCES "public"."directives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zones" ADD CONSTRAINT "zones_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zones" ADD CONSTRAINT "zones_school_id_units_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "candidates_unit" ON "candidates" USING btree ("unit_path" text_pattern_ops,"state");--> statement-breakpoint
CREATE INDEX "evidence_school" ON "evidence" USING btree ("school_path" text_pattern_ops,"state");--> statement-breakpoint
CREATE INDEX "exam_accounts_unit" ON "exam_accounts" USING btree ("unit_path" text_pattern_ops,"class_name");--> statement-breakpoint
CREATE INDEX "identity_batches_unit" ON "identity_batches" USING btree ("unit_path" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "identity_checks_school" ON "identity_checks" USING btree ("school_path" text_pattern_ops,"state");--> statement-breakpoint
CREATE INDEX "identity_checks_batch" ON "identity_checks" USING btree ("batch_id","state");--> statement-breakpoint
CREATE INDEX "registration_slips_school" ON "registration_slips" USING btree ("school_path" text_pattern_ops,"class_name","state");--> statement-breakpoint
CREATE INDEX "sector_records_school" ON "sector_records" USING btree ("school_path" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "sector_records_number" ON "sector_records" USING btree ("number_key");--> statement-breakpoint
CREATE INDEX "import_rows_verdict" ON "import_rows" USING btree ("import_id","verdict");--> statement-breakpoint
CREATE INDEX "import_rows_target" ON "import_rows" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "imports_unit" ON "imports" USING btree ("unit_path" text_pattern_ops,"state");--> statement-breakpoint
CREATE INDEX "place_changes_place" ON "place_changes" USING btree ("place_id","id");--> statement-breakpoint
CREATE INDEX "place_successors_to" ON "place_successors" USING btree ("to_id");--> statement-breakpoint
CREATE INDEX "places_parent" ON "places" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "places_path" ON "places" USING btree ("path" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "places_unit" ON "places" USING btree ("unit_path" text_pattern_ops,"state");--> statement-breakpoint
CREATE INDEX "places_name" ON "places" USING btree ("folded");--> statement-breakpoint
CREATE INDEX "duplicates_unit" ON "duplicates" USING btree ("unit_path" text_pattern_ops,"state");--> statement-breakpoint
CREATE INDEX "duplicates_b" ON "duplicates" USING btree ("pupil_b");--> statement-breakpoint
CREATE INDEX "pupil_claims_pupil" ON "pupil_claims" USING btree ("pupil_id");--> statement-breakpoint
CREATE INDEX "pupil_claims_claimant" ON "pupil_claims" USING btree ("claimant_path" text_pattern_ops,"state");--> statement-breakpoint
CREATE INDEX "pupil_claims_holder" ON "pupil_claims" USING btree ("holder_path" text_pattern_ops,"state");--> statement-breakpoint
CREATE INDEX "quotas_unit" ON "quotas" USING btree ("unit_path" text_pattern_ops,"year");--> statement-breakpoint
CREATE INDEX "zone_changes_plan" ON "zone_changes" USING btree ("plan_id","id");--> statement-breakpoint
CREATE INDEX "zones_place" ON "zones" USING btree ("place_id","intake","year");--> statement-breakpoint
CREATE INDEX "zones_school" ON "zones" USING btree ("school_id","year");--> statement-breakpoint
CREATE INDEX "zones_unit" ON "zones" USING btree ("unit_path" text_pattern_ops,"year");--> statement-breakpoint
ALTER TABLE "pupils" ADD CONSTRAINT "pupils_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pupils_place" ON "pupils" USING btree ("place_id","cohort");--> statement-breakpoint
CREATE INDEX "pupils_same" ON "pupils" USING btree ("birth_date","folded");