-- Prose that readers see stands in both languages. What stood in one language stands in both until the
-- catalogue, which has both, is loaded at the next start.
ALTER TABLE "indicator" RENAME COLUMN "numerator" TO "numerator_en";--> statement-breakpoint
ALTER TABLE "indicator" ADD COLUMN "numerator_vi" text;--> statement-breakpoint
ALTER TABLE "indicator" RENAME COLUMN "denominator" TO "denominator_en";--> statement-breakpoint
ALTER TABLE "indicator" ADD COLUMN "denominator_vi" text;--> statement-breakpoint
ALTER TABLE "indicator" RENAME COLUMN "source" TO "source_en";--> statement-breakpoint
ALTER TABLE "indicator" ADD COLUMN "source_vi" text;--> statement-breakpoint
ALTER TABLE "indicator" RENAME COLUMN "legal_basis" TO "legal_basis_en";--> statement-breakpoint
ALTER TABLE "indicator" ADD COLUMN "legal_basis_vi" text;--> statement-breakpoint
UPDATE "indicator" SET "numerator_vi" = "numerator_en", "denominator_vi" = "denominator_en", "source_vi" = "source_en", "legal_basis_vi" = "legal_basis_en";--> statement-breakpoint
ALTER TABLE "indicator" ALTER COLUMN "numerator_vi" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "indicator" ALTER COLUMN "denominator_vi" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "indicator" ALTER COLUMN "source_vi" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "indicator" ALTER COLUMN "legal_basis_vi" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "national_fact" RENAME COLUMN "source" TO "source_en";--> statement-breakpoint
ALTER TABLE "national_fact" ADD COLUMN "source_vi" text;--> statement-breakpoint
UPDATE "national_fact" SET "source_vi" = "source_en";--> statement-breakpoint
ALTER TABLE "national_fact" ALTER COLUMN "source_vi" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "press_fact" RENAME COLUMN "source" TO "source_en";--> statement-breakpoint
ALTER TABLE "press_fact" ADD COLUMN "source_vi" text;--> statement-breakpoint
ALTER TABLE "press_fact" RENAME COLUMN "subject" TO "subject_vi";--> statement-breakpoint
ALTER TABLE "press_fact" ADD COLUMN "subject_en" text;--> statement-breakpoint
UPDATE "press_fact" SET "source_vi" = "source_en", "subject_en" = "subject_vi";--> statement-breakpoint
ALTER TABLE "press_fact" ALTER COLUMN "source_vi" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "press_fact" ALTER COLUMN "subject_en" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "published_rank" RENAME COLUMN "source" TO "source_en";--> statement-breakpoint
ALTER TABLE "published_rank" ADD COLUMN "source_vi" text;--> statement-breakpoint
UPDATE "published_rank" SET "source_vi" = "source_en";--> statement-breakpoint
ALTER TABLE "published_rank" ALTER COLUMN "source_vi" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "target_basis" RENAME COLUMN "source" TO "source_en";--> statement-breakpoint
ALTER TABLE "target_basis" ADD COLUMN "source_vi" text;--> statement-breakpoint
UPDATE "target_basis" SET "source_vi" = "source_en";--> statement-breakpoint
ALTER TABLE "target_basis" ALTER COLUMN "source_vi" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "target_not_loaded" RENAME COLUMN "source" TO "source_en";--> statement-breakpoint
ALTER TABLE "target_not_loaded" ADD COLUMN "source_vi" text;--> statement-breakpoint
UPDATE "target_not_loaded" SET "source_vi" = "source_en";--> statement-breakpoint
ALTER TABLE "target_not_loaded" ALTER COLUMN "source_vi" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "unit_lineage" RENAME COLUMN "source" TO "source_en";--> statement-breakpoint
ALTER TABLE "unit_lineage" ADD COLUMN "source_vi" text;--> statement-breakpoint
UPDATE "unit_lineage" SET "source_vi" = "source_en";--> statement-breakpoint
ALTER TABLE "unit_lineage" ALTER COLUMN "source_vi" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "unit_responsible" RENAME COLUMN "source" TO "source_en";--> statement-breakpoint
ALTER TABLE "unit_responsible" ADD COLUMN "source_vi" text;--> statement-breakpoint
UPDATE "unit_responsible" SET "source_vi" = "source_en";--> statement-breakpoint
ALTER TABLE "unit_responsible" ALTER COLUMN "source_vi" SET NOT NULL;--> statement-breakpoint
-- Releases keep the words that were frozen into them, under the new names. Their hash is of the figures.
UPDATE "release" SET "rules" = jsonb_set(jsonb_set("rules",
  '{indicators}', (SELECT coalesce(jsonb_agg(i - '{numerator,denominator,source,legalBasis}'::text[] || jsonb_build_object(
      'numeratorVi', i->'numerator', 'numeratorEn', i->'numerator',
      'denominatorVi', i->'denominator', 'denominatorEn', i->'denominator',
      'sourceVi', i->'source', 'sourceEn', i->'source',
      'legalBasisVi', i->'legalBasis', 'legalBasisEn', i->'legalBasis') ORDER BY n), '[]')
    FROM jsonb_array_elements("rules"->'indicators') WITH ORDINALITY AS indicators(i, n))),
  '{targets}', (SELECT coalesce(jsonb_agg(jsonb_set(t, '{bases}',
      (SELECT coalesce(jsonb_agg(b - 'source' || jsonb_build_object('sourceVi', b->'source', 'sourceEn', b->'source') ORDER BY k), '[]')
        FROM jsonb_array_elements(t->'bases') WITH ORDINALITY AS bases(b, k))) ORDER BY n), '[]')
    FROM jsonb_array_elements("rules"->'targets') WITH ORDINALITY AS targets(t, n)));--> statement-breakpoint
COMMENT ON COLUMN "indicator"."numerator_vi" IS 'What is counted above the line, in Vietnamese';
COMMENT ON COLUMN "indicator"."numerator_en" IS 'What is counted above the line, in English';
COMMENT ON COLUMN "indicator"."denominator_vi" IS 'What is counted below the line; empty where nothing is divided by, in Vietnamese';
COMMENT ON COLUMN "indicator"."denominator_en" IS 'What is counted below the line; empty where nothing is divided by, in English';
COMMENT ON COLUMN "indicator"."source_vi" IS 'Where the definition comes from, in Vietnamese';
COMMENT ON COLUMN "indicator"."source_en" IS 'Where the definition comes from, in English';
COMMENT ON COLUMN "indicator"."legal_basis_vi" IS 'The document that asks for the figure, in Vietnamese';
COMMENT ON COLUMN "indicator"."legal_basis_en" IS 'The document that asks for the figure, in English';
COMMENT ON COLUMN "national_fact"."source_vi" IS 'Where it was read, in Vietnamese';
COMMENT ON COLUMN "national_fact"."source_en" IS 'Where it was read, in English';
COMMENT ON COLUMN "press_fact"."source_vi" IS 'Where it was read, in Vietnamese';
COMMENT ON COLUMN "press_fact"."source_en" IS 'Where it was read, in English';
COMMENT ON COLUMN "press_fact"."subject_vi" IS 'Whom or what it is about, in Vietnamese';
COMMENT ON COLUMN "press_fact"."subject_en" IS 'Whom or what it is about, in English';
COMMENT ON COLUMN "published_rank"."source_vi" IS 'Where it was read, in Vietnamese';
COMMENT ON COLUMN "published_rank"."source_en" IS 'Where it was read, in English';
COMMENT ON COLUMN "target_basis"."source_vi" IS 'Where it was read, in Vietnamese';
COMMENT ON COLUMN "target_basis"."source_en" IS 'Where it was read, in English';
COMMENT ON COLUMN "target_not_loaded"."source_vi" IS 'Where it was read, in Vietnamese';
COMMENT ON COLUMN "target_not_loaded"."source_en" IS 'Where it was read, in English';
COMMENT ON COLUMN "unit_lineage"."source_vi" IS 'Where it was read, in Vietnamese';
COMMENT ON COLUMN "unit_lineage"."source_en" IS 'Where it was read, in English';
COMMENT ON COLUMN "unit_responsible"."source_vi" IS 'Where it was read, in Vietnamese';
COMMENT ON COLUMN "unit_responsible"."source_en" IS 'Where it was read, in English';
COMMENT ON COLUMN "press_fact"."value" IS 'As printed: a number, a day, or a code for the word that was used';
COMMENT ON COLUMN "unit_lineage"."scope" IS 'all, or a code for the field that moved';
