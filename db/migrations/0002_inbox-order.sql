CREATE INDEX "tasks_due" ON "tasks" USING btree ("due_at","id");--> statement-breakpoint
CREATE INDEX "tasks_reviewer" ON "tasks" USING btree ("reviewer_unit_id","state","due_at");--> statement-breakpoint
CREATE INDEX "tasks_overdue" ON "tasks" USING btree ("overdue_at") WHERE overdue_at is not null;