import { chart, query, stat, type Dashboard } from './build-dashboard.ts'

// Every process tells the figures of the platform: max() takes them once. What a process counts of itself is summed.

const PLATFORM: Dashboard = {
  uid: 'sectorwars-platform',
  title: 'SectorWars: platform',
  rows: [
    {
      title: 'Now',
      panels: [
        stat('Processes that answer', 'short', [query('sum(up{job="sectorwars"})')]),
        stat('Alerts that fire', 'short', [query('count(ALERTS{alertstate="firing"}) or vector(0)')], {
          redFrom: 1,
        }),
        stat('Accounts', 'short', [query('max(sectorwars_accounts)')]),
        stat('Active pilots', 'short', [query('sum(max by (galaxy) (sectorwars_galaxy_active_pilots))')]),
        stat('Open pages', 'short', [query('sum(sectorwars_event_streams)')]),
        stat('Votes past their close', 'short', [query('max(sectorwars_votes_overdue)')], { redFrom: 1 }),
      ],
    },
    {
      title: 'Requests',
      panels: [
        chart('Requests by door', 'reqps', [
          query('sum by (door) (rate(sectorwars_http_requests_total[$__rate_interval]))', '{{door}}'),
        ]),
        chart('Failed requests', 'percentunit', [
          query(
            'sum(rate(sectorwars_http_requests_total{code=~"5.."}[$__rate_interval])) / sum(rate(sectorwars_http_requests_total[$__rate_interval]))',
            '5xx',
          ),
          query(
            'sum(rate(sectorwars_http_requests_total{code=~"4.."}[$__rate_interval])) / sum(rate(sectorwars_http_requests_total[$__rate_interval]))',
            '4xx',
          ),
        ]),
        chart('Time to answer', 's', [
          query(
            'histogram_quantile(0.5, sum by (le) (rate(sectorwars_http_request_duration_seconds_bucket[$__rate_interval])))',
            'half of them',
          ),
          query(
            'histogram_quantile(0.95, sum by (le) (rate(sectorwars_http_request_duration_seconds_bucket[$__rate_interval])))',
            '95 %',
          ),
        ]),
      ],
    },
    {
      title: 'Slowest and busiest',
      panels: [
        chart('Slowest routes', 's', [
          query(
            'topk(8, histogram_quantile(0.95, sum by (le, route) (rate(sectorwars_http_request_duration_seconds_bucket[$__rate_interval]))))',
            '{{route}}',
          ),
        ]),
        chart('Busiest routes', 'reqps', [
          query(
            'topk(8, sum by (route) (rate(sectorwars_http_requests_total[$__rate_interval])))',
            '{{route}}',
          ),
        ]),
      ],
    },
    {
      title: 'Processes',
      panels: [
        chart('Connections in use, of what a pool may open', 'percentunit', [
          query(
            'sum by (pool, instance) (sectorwars_pool_connections{state="used"}) / on (pool, instance) sectorwars_pool_connections_max',
            '{{pool}} at {{instance}}',
          ),
        ]),
        chart('Who waits for a connection', 'short', [
          query('sectorwars_pool_waiting', '{{pool}} at {{instance}}'),
        ]),
        chart('Delay of the event loop', 's', [query('nodejs_eventloop_lag_p99_seconds', '{{instance}}')]),
        chart('Memory', 'bytes', [query('process_resident_memory_bytes', '{{instance}}')]),
      ],
    },
  ],
}

const INFO =
  'on (galaxy) group_left (region) max by (galaxy, region) (sectorwars_galaxy_info{region=~"$region"})'

const REGIONS: Dashboard = {
  uid: 'sectorwars-regions',
  title: 'SectorWars: regions',
  variables: [{ name: 'region', label: 'Region', metric: 'sectorwars_galaxy_info' }],
  rows: [
    {
      title: 'All',
      panels: [
        chart('Regions by status', 'short', [query('max by (status) (sectorwars_regions)', '{{status}}')]),
        chart('Active pilots, and what is usual at this hour of the week', 'short', [
          query('sectorwars:active_pilots', 'active'),
          query('sectorwars:active_pilots:median', 'usual'),
        ]),
        chart('Ships between galaxies', 'short', [
          query('max(sectorwars_open_crossings)', 'on their way'),
          query('max(sectorwars_set_aside_messages)', 'messages set aside'),
        ]),
      ],
    },
    {
      title: 'Chosen',
      panels: [
        chart('Active pilots', 'short', [
          query(`max by (galaxy) (sectorwars_galaxy_active_pilots) * ${INFO}`, '{{region}}'),
        ]),
        chart('Orders filled since midnight UTC', 'short', [
          query(`max by (galaxy) (sectorwars_galaxy_trades_today) * ${INFO}`, '{{region}}'),
        ]),
      ],
    },
    {
      title: 'Their galaxies',
      panels: [
        chart('Calls', 'reqps', [
          query(
            `sum by (galaxy) (rate(sectorwars_galaxy_calls_total[$__rate_interval])) * ${INFO}`,
            '{{region}}',
          ),
        ]),
        chart('Calls without an answer', 'percentunit', [
          query(
            `sum by (galaxy) (rate(sectorwars_galaxy_calls_total{outcome="unavailable"}[$__rate_interval])) / sum by (galaxy) (rate(sectorwars_galaxy_calls_total[$__rate_interval])) * ${INFO}`,
            '{{region}}',
          ),
        ]),
        chart('Time of a call', 's', [
          query(
            `sum by (galaxy) (rate(sectorwars_galaxy_call_seconds_total[$__rate_interval])) / sum by (galaxy) (rate(sectorwars_galaxy_calls_total[$__rate_interval])) * ${INFO}`,
            '{{region}}',
          ),
        ]),
        chart('Slowest calls', 's', [
          query(
            'topk(8, histogram_quantile(0.95, sum by (le, call) (rate(sectorwars_galaxy_call_duration_seconds_bucket[$__rate_interval]))))',
            '{{call}}',
          ),
        ]),
      ],
    },
  ],
}

const JOBS: Dashboard = {
  uid: 'sectorwars-jobs',
  title: 'SectorWars: jobs and mails',
  variables: [{ name: 'name', label: 'Job', metric: 'sectorwars_jobs_total' }],
  rows: [
    {
      title: 'Waiting',
      panels: [
        chart('Age of the job that waits longest', 's', [
          query('max by (queue) (sectorwars_queue_oldest_seconds)', '{{queue}}'),
          query('max(sectorwars_outbox_oldest_seconds)', 'not yet queued'),
        ]),
        chart('Jobs by state', 'short', [query('max by (state) (sectorwars_queue_jobs)', '{{state}}')]),
        chart('Long work under way', 'short', [
          query('max by (kind, status) (sectorwars_operations)', '{{kind}}: {{status}}'),
        ]),
      ],
    },
    {
      title: 'Run',
      panels: [
        chart('Jobs done', 'reqps', [
          query(
            'sum by (name) (rate(sectorwars_jobs_total{name=~"$name", outcome="done"}[$__rate_interval]))',
            '{{name}}',
          ),
        ]),
        chart('Jobs failed', 'reqps', [
          query(
            'sum by (name) (rate(sectorwars_jobs_total{name=~"$name", outcome="failed"}[$__rate_interval]))',
            '{{name}}',
          ),
        ]),
        chart('Slowest jobs', 's', [
          query(
            'topk(8, histogram_quantile(0.95, sum by (le, name) (rate(sectorwars_job_duration_seconds_bucket{name=~"$name"}[$__rate_interval]))))',
            '{{name}}',
          ),
        ]),
      ],
    },
    {
      title: 'Votes and mails',
      panels: [
        chart('Votes', 'short', [
          query('max(sectorwars_votes_open)', 'open'),
          query('max(sectorwars_votes_overdue)', 'past their close'),
        ]),
        chart('How late the latest close is', 's', [query('max(sectorwars_vote_overdue_seconds)', 'late')]),
        chart('Mails', 'short', [query('max by (state) (sectorwars_mails)', '{{state}}')]),
        chart('How long the oldest mail is due', 's', [query('max(sectorwars_mail_oldest_seconds)', 'due')]),
      ],
    },
  ],
}

const BILLING: Dashboard = {
  uid: 'sectorwars-billing',
  title: 'SectorWars: billing',
  variables: [{ name: 'currency', label: 'Currency', metric: 'sectorwars_recurring_revenue' }],
  rows: [
    {
      title: 'Subscriptions',
      panels: [
        chart('Recurring revenue a month', 'short', [
          query(
            'max by (plan, currency) (sectorwars_recurring_revenue{currency=~"$currency"})',
            '{{plan}}, {{currency}}',
          ),
        ]),
        chart('Subscriptions by status', 'short', [
          query('sum by (status) (max by (plan, status) (sectorwars_subscriptions))', '{{status}}'),
        ]),
      ],
    },
    {
      title: 'PayPal',
      panels: [
        chart('Deliveries that wait', 'short', [
          query('max(sectorwars_paypal_inbox_waiting)', 'waiting'),
          query('max(sectorwars_paypal_inbox_failing)', 'failed at least once'),
        ]),
        chart('Age of the oldest of them', 's', [
          query('max(sectorwars_paypal_inbox_oldest_seconds)', 'oldest'),
        ]),
        chart('Differences that reconciliation found in a day', 'short', [
          query('max(increase(sectorwars_billing_drift[1d]))', 'differences'),
        ]),
      ],
    },
  ],
}

const BACKUPS: Dashboard = {
  uid: 'sectorwars-backups',
  title: 'SectorWars: backups and books',
  rows: [
    {
      title: 'Now',
      panels: [
        stat(
          'Newest backup of the platform',
          's',
          [query('max(sectorwars_backup_seconds{kind="platform"})')],
          {
            redFrom: 36 * 3_600,
          },
        ),
        stat(
          'Newest backup of the galaxy that is behind most',
          's',
          [query('max(sectorwars_backup_seconds{kind="galaxy"})')],
          { redFrom: 36 * 3_600 },
        ),
        stat('Last conservation audit', 's', [query('max(sectorwars_conservation_audit_seconds)')], {
          redFrom: 36 * 3_600,
        }),
        stat('Its differences', 'short', [query('max(sectorwars_conservation_differences)')], { redFrom: 1 }),
      ],
    },
    {
      title: 'Over time',
      panels: [
        chart('Age of the newest backup', 's', [
          query('max by (kind) (sectorwars_backup_seconds)', '{{kind}}'),
        ]),
        chart('Time since a backup was restored for practice', 's', [
          query('max by (kind) (sectorwars_backup_drill_seconds)', '{{kind}}'),
        ]),
        chart('Restore under way', 's', [query('max(sectorwars_restore_seconds)', 'since')]),
        chart('How late the ship that is most late is', 's', [
          query('max(sectorwars_crossing_late_seconds)', 'late'),
        ]),
      ],
    },
  ],
}

/** By the name of its file. */
export const DASHBOARDS: Readonly<Record<string, Dashboard>> = {
  platform: PLATFORM,
  regions: REGIONS,
  jobs: JOBS,
  billing: BILLING,
  backups: BACKUPS,
}
