CREATE TABLE "group_member" (
	"series_id" text NOT NULL,
	"group_id" text NOT NULL,
	"unit_id" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "group_member_series_id_group_id_unit_id_valid_from_pk" PRIMARY KEY("series_id","group_id","unit_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "index_node" (
	"series_id" text NOT NULL,
	"index_code" text NOT NULL,
	"version" text NOT NULL,
	"node" text NOT NULL,
	"parent" text,
	"valid_from" date,
	"valid_to" date,
	"weight" double precision,
	"weight_min" double precision,
	"weight_max" double precision,
	"indicator_id" text,
	"normalise" text,
	"min" double precision,
	"max" double precision,
	"aggregate" text,
	"missing" text,
	"name_vi" text NOT NULL,
	"name_en" text NOT NULL,
	"sort" integer NOT NULL,
	CONSTRAINT "index_node_series_id_index_code_version_node_pk" PRIMARY KEY("series_id","index_code","version","node")
);
--> statement-breakpoint
CREATE TABLE "indicator" (
	"id" text PRIMARY KEY NOT NULL,
	"series_id" text NOT NULL,
	"code" text NOT NULL,
	"name_vi" text NOT NULL,
	"name_en" text NOT NULL,
	"measure" text NOT NULL,
	"direction" text NOT NULL,
	"unit" text NOT NULL,
	"decimals" integer NOT NULL,
	"frequency" text NOT NULL,
	"numerator" text NOT NULL,
	"denominator" text NOT NULL,
	"source" text NOT NULL,
	"legal_basis" text NOT NULL,
	"verification" text NOT NULL,
	"sort" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "national_fact" (
	"measure" text NOT NULL,
	"day" text NOT NULL,
	"value" double precision NOT NULL,
	"qualifier" text NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "national_fact_measure_day_pk" PRIMARY KEY("measure","day")
);
--> statement-breakpoint
CREATE TABLE "press_fact" (
	"id" text PRIMARY KEY NOT NULL,
	"day" text NOT NULL,
	"subject" text NOT NULL,
	"unit_id" text,
	"indicator" text NOT NULL,
	"indicator_vi" text NOT NULL,
	"value" text NOT NULL,
	"unit" text NOT NULL,
	"note" text NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "published_rank" (
	"id" text PRIMARY KEY NOT NULL,
	"index_name" text NOT NULL,
	"year" integer NOT NULL,
	"unit_id" text NOT NULL,
	"component" text NOT NULL,
	"score" double precision,
	"rank" integer,
	"of_n" integer,
	"rank_basis" text NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "published_score" (
	"series_id" text NOT NULL,
	"measure" text NOT NULL,
	"unit_id" text NOT NULL,
	"period" text NOT NULL,
	"score" double precision,
	"rank" integer,
	CONSTRAINT "published_score_series_id_measure_unit_id_period_pk" PRIMARY KEY("series_id","measure","unit_id","period")
);
--> statement-breakpoint
CREATE TABLE "region" (
	"id" text PRIMARY KEY NOT NULL,
	"name_vi" text NOT NULL,
	"name_en" text NOT NULL,
	"sort" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" text PRIMARY KEY NOT NULL,
	"name_vi" text NOT NULL,
	"name_en" text NOT NULL,
	"frequency" text NOT NULL,
	"kind" text NOT NULL,
	"sort" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "target" (
	"id" text PRIMARY KEY NOT NULL,
	"series_id" text NOT NULL,
	"indicator_id" text NOT NULL,
	"unit_id" text,
	"group_ids" text[] NOT NULL,
	"operator" text NOT NULL,
	"value" double precision NOT NULL,
	"baseline" text,
	"due" date NOT NULL,
	"accepted_until" date
);
--> statement-breakpoint
CREATE TABLE "target_basis" (
	"target_id" text NOT NULL,
	"document" text NOT NULL,
	"document_date" date NOT NULL,
	"article" text NOT NULL,
	"verified" boolean NOT NULL,
	"source" text NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "target_basis_target_id_document_pk" PRIMARY KEY("target_id","document")
);
--> statement-breakpoint
CREATE TABLE "target_not_loaded" (
	"id" text PRIMARY KEY NOT NULL,
	"indicator" text NOT NULL,
	"groups" text NOT NULL,
	"operator" text NOT NULL,
	"value" text NOT NULL,
	"due" text NOT NULL,
	"document" text NOT NULL,
	"document_date" date NOT NULL,
	"verified" boolean NOT NULL,
	"source" text NOT NULL,
	"note" text NOT NULL,
	"why" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" text PRIMARY KEY NOT NULL,
	"series_id" text,
	"parent_id" text,
	"kind" text NOT NULL,
	"name_vi" text NOT NULL,
	"name_en" text NOT NULL,
	"short_vi" text NOT NULL,
	"slug" text NOT NULL,
	"region_id" text,
	"population" bigint,
	"provides_services" boolean NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"source" text NOT NULL,
	"verified" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit_code" (
	"unit_id" text NOT NULL,
	"scheme" text NOT NULL,
	"code" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "unit_code_unit_id_scheme_code_valid_from_pk" PRIMARY KEY("unit_id","scheme","code","valid_from")
);
--> statement-breakpoint
CREATE TABLE "unit_group" (
	"id" text PRIMARY KEY NOT NULL,
	"name_vi" text NOT NULL,
	"name_en" text NOT NULL,
	"sort" integer NOT NULL,
	"in_national" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit_lineage" (
	"from_unit_id" text NOT NULL,
	"to_unit_id" text NOT NULL,
	"on_day" date NOT NULL,
	"scope" text NOT NULL,
	"verified" boolean NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "unit_lineage_from_unit_id_to_unit_id_scope_pk" PRIMARY KEY("from_unit_id","to_unit_id","scope")
);
--> statement-breakpoint
CREATE TABLE "unit_responsible" (
	"unit_id" text NOT NULL,
	"role_vi" text NOT NULL,
	"role_en" text NOT NULL,
	"person" text,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"source" text NOT NULL,
	CONSTRAINT "unit_responsible_unit_id_role_vi_valid_from_pk" PRIMARY KEY("unit_id","role_vi","valid_from")
);
--> statement-breakpoint
CREATE TABLE "observation" (
	"unit_id" text NOT NULL,
	"indicator_id" text NOT NULL,
	"period" text NOT NULL,
	"period_start" date NOT NULL,
	"period_end" date NOT NULL,
	"source_id" text NOT NULL,
	"version" integer NOT NULL,
	"origin" text NOT NULL,
	"value" double precision,
	"numerator" double precision,
	"denominator" double precision,
	"missing" text,
	"missing_note" text,
	"status" text NOT NULL,
	"qualifier" text,
	"illustrative" boolean NOT NULL,
	"reason" text,
	"run_id" uuid NOT NULL,
	"observed_at" timestamp with time zone,
	"recorded_at" timestamp with time zone NOT NULL,
	"superseded_at" timestamp with time zone,
	CONSTRAINT "observation_unit_id_indicator_id_period_source_id_version_period_end_pk" PRIMARY KEY("unit_id","indicator_id","period","source_id","version","period_end")
) PARTITION BY RANGE ("period_end");
--> statement-breakpoint
CREATE TABLE "procedure" (
	"code" text PRIMARY KEY NOT NULL,
	"name_vi" text NOT NULL,
	"field" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service" (
	"unit_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "service_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"series_id" text NOT NULL,
	"code" text NOT NULL,
	"procedure_code" text NOT NULL,
	"name_vi" text NOT NULL,
	"field" text NOT NULL,
	"office" text NOT NULL,
	CONSTRAINT "service_unit_id_id_pk" PRIMARY KEY("unit_id","id")
);
--> statement-breakpoint
CREATE TABLE "service_row" (
	"unit_id" text NOT NULL,
	"service_id" bigint NOT NULL,
	"period_end" date NOT NULL,
	"period" text NOT NULL,
	"source_id" text NOT NULL,
	"version" smallint NOT NULL,
	"in_force" boolean NOT NULL,
	"level" smallint NOT NULL,
	"eligible" boolean NOT NULL,
	"received" integer NOT NULL,
	"filed_online" integer NOT NULL,
	"handled_online" integer NOT NULL,
	"on_time" integer NOT NULL,
	"reason" text,
	"run_id" uuid NOT NULL,
	"reply_ordinal" smallint NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"superseded_at" timestamp with time zone,
	CONSTRAINT "service_row_unit_id_service_id_period_source_id_version_period_end_pk" PRIMARY KEY("unit_id","service_id","period","source_id","version","period_end")
) PARTITION BY RANGE ("period_end");
--> statement-breakpoint
CREATE TABLE "release" (
	"id" uuid PRIMARY KEY NOT NULL,
	"series_id" text NOT NULL,
	"period" text NOT NULL,
	"period_start" date NOT NULL,
	"period_end" date NOT NULL,
	"number" integer NOT NULL,
	"status" text NOT NULL,
	"illustrative" boolean NOT NULL,
	"method_version" text NOT NULL,
	"rules" jsonb NOT NULL,
	"hash" text NOT NULL,
	"known_at" timestamp with time zone NOT NULL,
	"built_at" timestamp with time zone NOT NULL,
	"released_at" timestamp with time zone,
	"previous_release_id" uuid,
	CONSTRAINT "release_status" CHECK ("release"."status" in ('provisional', 'final', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "release_pointer" (
	"series_id" text NOT NULL,
	"period" text NOT NULL,
	"release_id" uuid NOT NULL,
	CONSTRAINT "release_pointer_series_id_period_pk" PRIMARY KEY("series_id","period")
);
--> statement-breakpoint
CREATE TABLE "release_row" (
	"release_id" uuid NOT NULL,
	"unit_id" text NOT NULL,
	"measure" text NOT NULL,
	"group_id" text NOT NULL,
	"value" double precision,
	"numerator" double precision,
	"denominator" double precision,
	"score" double precision,
	"rank" integer,
	"previous_rank" integer,
	"change" double precision,
	"change_reason" text,
	"target_state" text NOT NULL,
	"target_id" text,
	"demand" double precision,
	"missing" text,
	"missing_note" text,
	"periods_missed" integer NOT NULL,
	"last_known" jsonb,
	"status" text,
	"qualifier" text,
	"source_id" text,
	"run_id" uuid,
	"version" integer,
	CONSTRAINT "release_row_release_id_unit_id_measure_group_id_pk" PRIMARY KEY("release_id","unit_id","measure","group_id")
);
--> statement-breakpoint
CREATE TABLE "release_summary" (
	"release_id" uuid NOT NULL,
	"measure" text NOT NULL,
	"group_id" text NOT NULL,
	"value" double precision,
	"numerator" double precision,
	"denominator" double precision,
	"counted" integer NOT NULL,
	"expected" integer NOT NULL,
	"met" integer NOT NULL,
	"with_target" integer NOT NULL,
	"previous_value" double precision,
	"change" double precision,
	"target_state" text NOT NULL,
	"target_id" text,
	"demand" double precision,
	CONSTRAINT "release_summary_release_id_measure_group_id_pk" PRIMARY KEY("release_id","measure","group_id")
);
--> statement-breakpoint
CREATE TABLE "job_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"source_id" text NOT NULL,
	"unit_id" text NOT NULL,
	"slot_at" timestamp with time zone NOT NULL,
	"period" text NOT NULL,
	"trigger" text NOT NULL,
	"state" text NOT NULL,
	"attempt" integer NOT NULL,
	"fence" bigint NOT NULL,
	"lease_until" timestamp with time zone,
	"heartbeat_at" timestamp with time zone,
	"next_attempt_at" timestamp with time zone,
	"as_of" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"replies_stored" integer NOT NULL,
	"rows_accepted" integer NOT NULL,
	"rows_quarantined" integer NOT NULL,
	"versions_written" integer NOT NULL,
	"error_code" text,
	"error_text" text
);
--> statement-breakpoint
CREATE TABLE "quarantine" (
	"id" uuid NOT NULL,
	"unit_id" text NOT NULL,
	"source_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"period" text NOT NULL,
	"period_end" date NOT NULL,
	"reply_hash" text,
	"rule" text NOT NULL,
	"severity" text NOT NULL,
	"place" text NOT NULL,
	"original" text NOT NULL,
	"message_vi" text NOT NULL,
	"message_en" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "quarantine_unit_id_id_pk" PRIMARY KEY("unit_id","id")
);
--> statement-breakpoint
CREATE TABLE "reply" (
	"unit_id" text NOT NULL,
	"source_id" text NOT NULL,
	"hash" text NOT NULL,
	"body" "bytea" NOT NULL,
	"bytes" integer NOT NULL,
	"content_type" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reply_unit_id_source_id_hash_pk" PRIMARY KEY("unit_id","source_id","hash")
);
--> statement-breakpoint
CREATE TABLE "run_reply" (
	"unit_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"source_id" text NOT NULL,
	"hash" text NOT NULL,
	"url" text NOT NULL,
	"status" integer NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "run_reply_unit_id_run_id_ordinal_pk" PRIMARY KEY("unit_id","run_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "source" (
	"id" text PRIMARY KEY NOT NULL,
	"unit_id" text NOT NULL,
	"series_id" text NOT NULL,
	"kind" text NOT NULL,
	"origin" text NOT NULL,
	"name_vi" text NOT NULL,
	"name_en" text NOT NULL,
	"address" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"schedule" text NOT NULL,
	"time_zone" text NOT NULL,
	"missed_policy" text NOT NULL,
	"first_slot" timestamp with time zone NOT NULL,
	"last_slot" timestamp with time zone,
	"frequency" text NOT NULL,
	"reckoning" text NOT NULL,
	"timeout_ms" integer NOT NULL,
	"max_attempts" integer NOT NULL,
	"illustrative" boolean NOT NULL,
	"active" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_indicator" (
	"source_id" text NOT NULL,
	"indicator_id" text NOT NULL,
	CONSTRAINT "source_indicator_source_id_indicator_id_pk" PRIMARY KEY("source_id","indicator_id")
);
--> statement-breakpoint
-- One partition level, by the year of the period's last day; what falls outside lands in the default one.
CREATE TABLE "service_row_2010" PARTITION OF "service_row" FOR VALUES FROM ('2010-01-01') TO ('2011-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2011" PARTITION OF "service_row" FOR VALUES FROM ('2011-01-01') TO ('2012-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2012" PARTITION OF "service_row" FOR VALUES FROM ('2012-01-01') TO ('2013-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2013" PARTITION OF "service_row" FOR VALUES FROM ('2013-01-01') TO ('2014-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2014" PARTITION OF "service_row" FOR VALUES FROM ('2014-01-01') TO ('2015-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2015" PARTITION OF "service_row" FOR VALUES FROM ('2015-01-01') TO ('2016-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2016" PARTITION OF "service_row" FOR VALUES FROM ('2016-01-01') TO ('2017-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2017" PARTITION OF "service_row" FOR VALUES FROM ('2017-01-01') TO ('2018-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2018" PARTITION OF "service_row" FOR VALUES FROM ('2018-01-01') TO ('2019-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2019" PARTITION OF "service_row" FOR VALUES FROM ('2019-01-01') TO ('2020-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2020" PARTITION OF "service_row" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2021" PARTITION OF "service_row" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2022" PARTITION OF "service_row" FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2023" PARTITION OF "service_row" FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2024" PARTITION OF "service_row" FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2025" PARTITION OF "service_row" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2026" PARTITION OF "service_row" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2027" PARTITION OF "service_row" FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2028" PARTITION OF "service_row" FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2029" PARTITION OF "service_row" FOR VALUES FROM ('2029-01-01') TO ('2030-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2030" PARTITION OF "service_row" FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_2031" PARTITION OF "service_row" FOR VALUES FROM ('2031-01-01') TO ('2032-01-01');
--> statement-breakpoint
CREATE TABLE "service_row_other" PARTITION OF "service_row" DEFAULT;
--> statement-breakpoint
CREATE TABLE "observation_2010" PARTITION OF "observation" FOR VALUES FROM ('2010-01-01') TO ('2011-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2011" PARTITION OF "observation" FOR VALUES FROM ('2011-01-01') TO ('2012-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2012" PARTITION OF "observation" FOR VALUES FROM ('2012-01-01') TO ('2013-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2013" PARTITION OF "observation" FOR VALUES FROM ('2013-01-01') TO ('2014-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2014" PARTITION OF "observation" FOR VALUES FROM ('2014-01-01') TO ('2015-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2015" PARTITION OF "observation" FOR VALUES FROM ('2015-01-01') TO ('2016-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2016" PARTITION OF "observation" FOR VALUES FROM ('2016-01-01') TO ('2017-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2017" PARTITION OF "observation" FOR VALUES FROM ('2017-01-01') TO ('2018-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2018" PARTITION OF "observation" FOR VALUES FROM ('2018-01-01') TO ('2019-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2019" PARTITION OF "observation" FOR VALUES FROM ('2019-01-01') TO ('2020-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2020" PARTITION OF "observation" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2021" PARTITION OF "observation" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2022" PARTITION OF "observation" FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2023" PARTITION OF "observation" FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2024" PARTITION OF "observation" FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2025" PARTITION OF "observation" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2026" PARTITION OF "observation" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2027" PARTITION OF "observation" FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2028" PARTITION OF "observation" FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2029" PARTITION OF "observation" FOR VALUES FROM ('2029-01-01') TO ('2030-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2030" PARTITION OF "observation" FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
--> statement-breakpoint
CREATE TABLE "observation_2031" PARTITION OF "observation" FOR VALUES FROM ('2031-01-01') TO ('2032-01-01');
--> statement-breakpoint
CREATE TABLE "observation_other" PARTITION OF "observation" DEFAULT;
--> statement-breakpoint
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_group_id_unit_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."unit_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_node" ADD CONSTRAINT "index_node_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_node" ADD CONSTRAINT "index_node_indicator_id_indicator_id_fk" FOREIGN KEY ("indicator_id") REFERENCES "public"."indicator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicator" ADD CONSTRAINT "indicator_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "press_fact" ADD CONSTRAINT "press_fact_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "published_rank" ADD CONSTRAINT "published_rank_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "published_score" ADD CONSTRAINT "published_score_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "published_score" ADD CONSTRAINT "published_score_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "target" ADD CONSTRAINT "target_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "target" ADD CONSTRAINT "target_indicator_id_indicator_id_fk" FOREIGN KEY ("indicator_id") REFERENCES "public"."indicator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "target" ADD CONSTRAINT "target_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "target_basis" ADD CONSTRAINT "target_basis_target_id_target_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."target"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_region_id_region_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."region"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_code" ADD CONSTRAINT "unit_code_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_lineage" ADD CONSTRAINT "unit_lineage_from_unit_id_unit_id_fk" FOREIGN KEY ("from_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_lineage" ADD CONSTRAINT "unit_lineage_to_unit_id_unit_id_fk" FOREIGN KEY ("to_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_responsible" ADD CONSTRAINT "unit_responsible_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observation" ADD CONSTRAINT "observation_indicator_id_indicator_id_fk" FOREIGN KEY ("indicator_id") REFERENCES "public"."indicator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service" ADD CONSTRAINT "service_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service" ADD CONSTRAINT "service_procedure_code_procedure_code_fk" FOREIGN KEY ("procedure_code") REFERENCES "public"."procedure"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release" ADD CONSTRAINT "release_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_pointer" ADD CONSTRAINT "release_pointer_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_pointer" ADD CONSTRAINT "release_pointer_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_row" ADD CONSTRAINT "release_row_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_summary" ADD CONSTRAINT "release_summary_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quarantine" ADD CONSTRAINT "quarantine_run_id_job_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."job_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_reply" ADD CONSTRAINT "run_reply_run_id_job_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."job_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source" ADD CONSTRAINT "source_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source" ADD CONSTRAINT "source_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_indicator" ADD CONSTRAINT "source_indicator_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_indicator" ADD CONSTRAINT "source_indicator_indicator_id_indicator_id_fk" FOREIGN KEY ("indicator_id") REFERENCES "public"."indicator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "press_fact_by_unit" ON "press_fact" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "published_rank_by_unit" ON "published_rank" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "unit_code_by_code" ON "unit_code" USING btree ("scheme","code");--> statement-breakpoint
CREATE UNIQUE INDEX "observation_current" ON "observation" USING btree ("unit_id","indicator_id","period","source_id","period_end") WHERE superseded_at is null;--> statement-breakpoint
CREATE INDEX "observation_by_indicator" ON "observation" USING btree ("indicator_id","period");--> statement-breakpoint
CREATE UNIQUE INDEX "service_by_code" ON "service" USING btree ("unit_id","series_id","code");--> statement-breakpoint
CREATE INDEX "service_by_procedure" ON "service" USING btree ("procedure_code");--> statement-breakpoint
CREATE UNIQUE INDEX "service_row_current" ON "service_row" USING btree ("unit_id","period","service_id","source_id","period_end") WHERE superseded_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "release_number" ON "release" USING btree ("series_id","period","number");--> statement-breakpoint
CREATE INDEX "release_row_by_unit" ON "release_row" USING btree ("unit_id","measure");--> statement-breakpoint
CREATE UNIQUE INDEX "job_run_slot" ON "job_run" USING btree ("job","source_id","slot_at");--> statement-breakpoint
CREATE INDEX "job_run_by_state" ON "job_run" USING btree ("state","next_attempt_at");--> statement-breakpoint
CREATE INDEX "job_run_by_source" ON "job_run" USING btree ("source_id","period");--> statement-breakpoint
CREATE INDEX "quarantine_by_source" ON "quarantine" USING btree ("source_id","period");--> statement-breakpoint
CREATE INDEX "source_by_unit" ON "source" USING btree ("unit_id");