/**
 * Behaviour campaigns: a plan that is frozen when the campaign starts, the effect that was computed once when its days were over, and
 * what people made of it. Nothing in it is about single people; the database refuses to change a plan that runs or an effect that stands.
 */
export const behaviourCampaigns = {
  id: '0049-behaviour-campaigns',
  sql: `
create table behaviour_campaign (
  organisation_id uuid not null references organisation,
  id uuid not null,
  created_at timestamptz not null,
  created_by text collate "C" not null,
  plan jsonb not null,
  started_at timestamptz,
  started_by text collate "C",
  -- The power as it was foreseen when it started.
  foreseen jsonb,
  ended_at timestamptz,
  ended_by text collate "C",
  -- Null with an end: it was stopped.
  effect jsonb,
  stop_reason text collate "C",
  -- What is done with the result, and why; may be said again.
  conclusion jsonb,
  primary key (organisation_id, id),
  check ((started_at is null) = (started_by is null) and (started_at is null) = (foreseen is null)),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null or started_at is not null)),
  check (ended_at is null or (effect is null) = (stop_reason is not null)),
  check (ended_at is not null or (effect is null and stop_reason is null and conclusion is null))
);

create function keep_behaviour_campaign() returns trigger language plpgsql as
  'begin
    if tg_op = ''DELETE'' then
      if old.started_at is not null then raise exception ''a behaviour campaign that started is frozen''; end if;
      return old;
    end if;
    if old.started_at is not null and (new.plan, new.started_at, new.started_by, new.foreseen)
      is distinct from (old.plan, old.started_at, old.started_by, old.foreseen) then
      raise exception ''the plan of a behaviour campaign that started is frozen'';
    end if;
    if old.ended_at is not null and (new.ended_at, new.ended_by, new.effect, new.stop_reason)
      is distinct from (old.ended_at, old.ended_by, old.effect, old.stop_reason) then
      raise exception ''the effect of a behaviour campaign is frozen'';
    end if;
    return new;
  end';
create trigger behaviour_campaign_frozen before update or delete on behaviour_campaign
  for each row execute function keep_behaviour_campaign();
`,
} as const;
