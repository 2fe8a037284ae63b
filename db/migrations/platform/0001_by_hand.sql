-- References to tables of higher contexts, which their schema files cannot name.
alter table users add constraint users_starting_credits_from_fk foreign key (starting_credits_from) references regions (id);
--> statement-breakpoint
alter table region_name_holds add constraint region_name_holds_subscription_fk foreign key (subscription_id) references subscriptions (id);
--> statement-breakpoint
alter table laws add constraint laws_policy_fk foreign key (policy_id) references policies (id);
