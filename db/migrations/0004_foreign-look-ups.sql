DROP INDEX "outbox_waiting";--> statement-breakpoint
CREATE INDEX "confirmations_pupil" ON "confirmations" USING btree ("pupil_id");--> statement-breakpoint
CREATE INDEX "disputes_confirmation" ON "disputes" USING btree ("confirmation_id");--> statement-breakpoint
CREATE INDEX "parent_links_confirmation" ON "parent_links" USING btree ("confirmation_id");--> statement-breakpoint
CREATE INDEX "pupils_number" ON "pupils" USING btree ("personal_number_key");--> statement-breakpoint
CREATE INDEX "notices_path" ON "notices" USING btree ("unit_path" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "task_answers_task" ON "task_answers" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "task_files_file" ON "task_files" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "tasks_subject" ON "tasks" USING btree ("subject") WHERE subject <> '';--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("id") WHERE relayed_at is null;