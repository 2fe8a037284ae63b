ALTER TABLE "port_markets" ADD COLUMN "rest_bp" integer;--> statement-breakpoint
ALTER TABLE "port_markets" ADD COLUMN "stock_remainder" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Markets that are there get the sizes, prices and rests of new ones: what a port trades stays, how much of it is as the
-- generator would make it. A base price keeps its place within its twentieth; the rest is spread over its range by the port's number.
update port_markets m set
  capacity = fresh.capacity,
  base_price = round(fresh.price * m.base_price::numeric / fresh.old_price),
  production_per_day = case when m.role = 'sells' then 1 else -1 end * round(fresh.capacity * 0.6),
  rest_bp = fresh.rest_bp,
  stock = fresh.capacity * fresh.rest_bp / 10000
from (
  select market.port_id, market.commodity, good.price, good.old_price,
    greatest(20, round(good.capacity * size.hundredths * (5 + sector.development) / 1000.0))::int as capacity,
    case when market.role = 'sells' then 6500 else 1500 end + market.port_id * 617 % 2001 as rest_bp
  from port_markets market
  join ports port on port.id = market.port_id
  join sectors sector on sector.id = port.sector_id
  join (values
    ('ore', 12, 7000, 20), ('organics', 13, 6500, 24), ('fuel', 14, 6000, 32), ('food', 15, 5600, 36),
    ('energy', 17, 5000, 45), ('equipment', 22, 3600, 90), ('luxury', 30, 2400, 240), ('technology', 36, 2000, 320)
  ) good (commodity, price, capacity, old_price) on good.commodity = market.commodity
  join (values
    ('trade_hub', 'equipment', 50),
    ('trade_hub', 'food', 40),
    ('trade_hub', 'luxury', 15),
    ('trade_hub', 'technology', 40),
    ('trade_hub', 'ore', 30),
    ('trade_hub', 'organics', 30),
    ('trade_hub', 'fuel', 40),
    ('trade_hub', 'energy', 40),
    ('mining_station', 'ore', 300),
    ('mining_station', 'fuel', 60),
    ('mining_station', 'equipment', 80),
    ('mining_station', 'food', 80),
    ('mining_station', 'energy', 60),
    ('agri_dome', 'organics', 160),
    ('agri_dome', 'food', 160),
    ('agri_dome', 'equipment', 80),
    ('agri_dome', 'fuel', 80),
    ('agri_dome', 'technology', 50),
    ('refinery', 'fuel', 160),
    ('refinery', 'energy', 80),
    ('refinery', 'ore', 90),
    ('refinery', 'organics', 120),
    ('foundry', 'equipment', 200),
    ('foundry', 'ore', 120),
    ('foundry', 'food', 80),
    ('foundry', 'energy', 80),
    ('technopolis', 'technology', 170),
    ('technopolis', 'equipment', 80),
    ('technopolis', 'luxury', 120),
    ('technopolis', 'energy', 80),
    ('resort', 'luxury', 60),
    ('resort', 'organics', 50),
    ('resort', 'food', 120),
    ('resort', 'technology', 50),
    ('power_array', 'energy', 220),
    ('power_array', 'ore', 50),
    ('power_array', 'fuel', 120),
    ('power_array', 'technology', 50),
    ('free_port', 'organics', 80),
    ('free_port', 'fuel', 80),
    ('free_port', 'luxury', 40),
    ('free_port', 'equipment', 80),
    ('free_port', 'technology', 80)
  ) size (port_class, commodity, hundredths) on size.port_class = port.port_class and size.commodity = market.commodity
) fresh
where fresh.port_id = m.port_id and fresh.commodity = m.commodity;--> statement-breakpoint
ALTER TABLE "port_markets" ALTER COLUMN "rest_bp" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "port_markets" ADD CONSTRAINT "port_markets_rest_bp_range" CHECK ("port_markets"."rest_bp" between 200 and 9800);--> statement-breakpoint
ALTER TABLE "port_markets" ADD CONSTRAINT "port_markets_stock_remainder_range" CHECK ("port_markets"."stock_remainder" between 0 and 86399999);
